"""Wrong implementations of `mean_squared_error`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "errors-not-squared",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_single_example",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous faites la moyenne des erreurs, sans carré : c'est la première ligne de la "
        "diapositive, celle qu'il ne faut pas suivre. Des erreurs de signes contraires s'y "
        "annulent, et un modèle très mauvais peut sembler parfait."
    ),
    en=(
        "You take the mean of the errors, without squares: that is the first line of the slide, "
        "the one not to follow. Errors of opposite signs cancel there, and a very bad model may "
        "look perfect."
    ),
)
def mean_squared_error(prediction, target):
    """Average the errors themselves."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.mean(prediction - target))


@misconception(
    "absolute-errors",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_single_example",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous faites la moyenne des valeurs absolues. C'est une autre mesure, l'erreur absolue "
        "moyenne ; ici les erreurs sont élevées au carré, ce qui pèse davantage sur les grandes."
    ),
    en=(
        "You take the mean of the absolute values. That is another measure, the mean absolute "
        "error; here the errors are squared, which weighs more on the large ones."
    ),
)
def mean_squared_error(prediction, target):
    """Average the absolute errors."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.mean(np.abs(prediction - target)))


@misconception(
    "square-of-the-mean",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous élevez au carré la moyenne des erreurs, au lieu de faire la moyenne des carrés. Dans "
        "cet ordre, les erreurs de signes contraires s'annulent avant le carré."
    ),
    en=(
        "You square the mean of the errors instead of taking the mean of the squares. In this "
        "order errors of opposite signs cancel before they are squared."
    ),
)
def mean_squared_error(prediction, target):
    """Average first, square after."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.mean(prediction - target) ** 2)


@misconception(
    "squares-summed",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous sommez les carrés sans diviser par leur nombre. Deux fois plus d'exemples "
        "donneraient une erreur deux fois plus grande pour le même modèle. Avec un seul exemple, "
        "cela ne se voit pas."
    ),
    en=(
        "You sum the squares without dividing by their number. Twice as many examples would give "
        "an error twice as large for the same model. With a single example it does not show."
    ),
)
def mean_squared_error(prediction, target):
    """Sum instead of averaging."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.sum((prediction - target) ** 2))


@misconception(
    "error-halved",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_single_example",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par 2m. Ce facteur est celui du coût J, choisi pour simplifier sa dérivée. "
        "L'erreur quadratique moyenne est une vraie moyenne : on divise par m."
    ),
    en=(
        "You divide by 2m. That factor belongs to the cost J, where it was chosen to simplify the "
        "derivative. The mean squared error is a true mean: one divides by m."
    ),
)
def mean_squared_error(prediction, target):
    """Use the factor of the cost."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.mean((prediction - target) ** 2) / 2)


@misconception(
    "root-of-the-error",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_single_example",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la racine à la fin. Cette mesure existe, la RMSE, et elle a l'unité des "
        "cibles ; mais l'erreur quadratique moyenne s'arrête à la moyenne des carrés."
    ),
    en=(
        "You take the root in the end. That measure exists, the RMSE, and it has the unit of the "
        "targets; but the mean squared error stops at the mean of the squares."
    ),
)
def mean_squared_error(prediction, target):
    """Take the root of the mean."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.sqrt(np.mean((prediction - target) ** 2)))


@misconception(
    "divided-by-one-less",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_errors_that_cancel",
        "test_single_example",
        "test_whole_numbers",
        "test_two_dimensions",
        "test_different_shapes",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par m - 1, comme pour une variance estimée. Ici on fait la moyenne de m "
        "carrés : on divise par m, et un seul exemple ne pose pas de problème."
    ),
    en=(
        "You divide by m - 1, as for an estimated variance. Here one takes the mean of m squares: "
        "one divides by m, and a single example is no problem."
    ),
)
def mean_squared_error(prediction, target):
    """Divide by the number of examples less one."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.sum((prediction - target) ** 2) / (prediction.size - 1))


@misconception(
    "divided-by-rows",
    fails={"test_two_dimensions"},
    fr=(
        "Vous divisez par le nombre de lignes. Avec deux dimensions, il y a plus de valeurs que de "
        "lignes : une moyenne divise par le nombre de tout ce qui a été sommé."
    ),
    en=(
        "You divide by the number of rows. With two dimensions there are more values than rows: a "
        "mean divides by the number of all that was summed."
    ),
)
def mean_squared_error(prediction, target):
    """Divide by the length of the first dimension."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    return float(np.sum((prediction - target) ** 2) / len(prediction))


@misconception(
    "shapes-not-compared",
    fails={"test_different_shapes"},
    fr=(
        "Vous laissez numpy accorder les formes. Une colonne (m, 1) moins un vecteur (m,) donne "
        "une matrice (m, m) : chaque prédiction est comparée à toutes les cibles, et la moyenne "
        "n'a plus de sens. Le contrat demande une ValueError."
    ),
    en=(
        "You let numpy reconcile the shapes. A column (m, 1) minus a vector (m,) gives an (m, m) "
        "matrix: each prediction is compared with all targets, and the mean has lost its meaning. "
        "The contract asks for a ValueError."
    ),
)
def mean_squared_error(prediction, target):
    """Trust broadcasting."""
    return float(np.mean((prediction - target) ** 2))


@misconception(
    "predictions-overwritten",
    fails={"test_whole_numbers", "test_arguments_unchanged"},
    fr=(
        "Vous soustrayez sur place : après l'appel, les prédictions de celui qui vous a appelé "
        "sont devenues des erreurs. Avec des prédictions entières et des cibles décimales, numpy "
        "refuse même l'opération. Rangez la différence dans un nouveau tableau."
    ),
    en=(
        "You subtract in place: after the call your caller's predictions have become errors. With "
        "whole predictions and decimal targets numpy even refuses the operation. Keep the "
        "difference in a new array."
    ),
)
def mean_squared_error(prediction, target):
    """Subtract in place."""
    if prediction.shape != target.shape:
        raise ValueError("shapes")
    prediction -= target
    return float(np.mean(prediction**2))
