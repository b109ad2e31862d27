"""Wrong implementations of `cost`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "one-over-m",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre coût est deux fois trop grand : vous divisez par m. C'est la formule d'une "
        "diapositive, mais la suivante calcule J(0) avec 1/2m, et c'est ce facteur que nous "
        "gardons. Le minimum est au même endroit ; les valeurs et les gradients, non."
    ),
    en=(
        "Your cost is twice too large: you divide by m. That is the formula of one slide, but the "
        "next one computes J(0) with 1/2m, and this is the factor that we keep. The minimum is at "
        "the same place; the values and the gradients are not the same."
    ),
)
def cost(w, b, x, y):
    """Compute the mean squared error."""
    return float(np.mean((x @ w + b - y) ** 2))


@misconception(
    "bias-left-at-zero",
    fails={
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous n'utilisez pas b. La diapositive le fixe à 0 pour pouvoir dessiner J en fonction de "
        "w seul ; votre fonction, elle, le reçoit en argument."
    ),
    en=(
        "You do not use b. The slide sets it to 0 so that J can be drawn as a function of w alone; "
        "your function gets it as an argument."
    ),
)
def cost(w, b, x, y):
    """Keep b at 0, as on the slide."""
    return float(np.mean((x @ w - y) ** 2) / 2)


@misconception(
    "not-divided-by-m",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez la somme des carrés par 2, mais pas par m. Le coût grandirait avec le nombre "
        "d'exemples, et le taux d'apprentissage devrait changer avec lui."
    ),
    en=(
        "You divide the sum of the squares by 2, but not by m. The cost would grow with the number "
        "of examples, and the learning rate would have to change with it."
    ),
)
def cost(w, b, x, y):
    """Forget to average."""
    return float(np.sum((x @ w + b - y) ** 2) / 2)


@misconception(
    "cost-without-squares",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos erreurs ne sont pas élevées au carré. Celles de signes contraires s'annulent, et le "
        "coût peut devenir négatif : il n'aurait pas de minimum à chercher."
    ),
    en=(
        "Your errors are not squared. Those of opposite signs cancel, and the cost may become "
        "negative: there would be no minimum to look for."
    ),
)
def cost(w, b, x, y):
    """Sum the errors themselves."""
    return float(np.sum(x @ w + b - y) / (2 * len(y)))


@misconception(
    "cost-of-absolute-errors",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous sommez des valeurs absolues au lieu de carrés. C'est un autre coût, dont la courbe "
        "a un coin au lieu d'un fond arrondi : sa dérivée n'y est pas définie."
    ),
    en=(
        "You sum absolute values instead of squares. That is another cost, whose curve has a "
        "corner instead of a round bottom: its derivative is not defined there."
    ),
)
def cost(w, b, x, y):
    """Sum the absolute errors."""
    return float(np.abs(x @ w + b - y).sum() / (2 * len(y)))


@misconception(
    "divided-by-the-columns",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par le nombre de colonnes de x. La moyenne se fait sur les exemples : m est "
        "le nombre de lignes, ou de cibles."
    ),
    en=(
        "You divide by the number of columns of x. The mean is taken over the examples: m is the "
        "number of rows, or of targets."
    ),
)
def cost(w, b, x, y):
    """Take n for m."""
    return float(np.sum((x @ w + b - y) ** 2) / (2 * x.shape[1]))


@misconception(
    "one-cost-per-example",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous renvoyez une valeur par exemple. Le coût est un seul nombre pour tout le jeu de "
        "données : il reste à sommer."
    ),
    en=(
        "You return one value per example. The cost is a single number for the whole data set: "
        "what is left is to sum."
    ),
)
def cost(w, b, x, y):
    """Forget the sum."""
    return (x @ w + b - y) ** 2 / (2 * len(y))


@misconception(
    "rounded-like-the-slide",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous arrondissez au dixième, comme la diapositive qui écrit 2,3. La valeur est 7/3 ; "
        "gardez toutes les décimales : près du minimum, les différences sont plus petites que "
        "l'arrondi."
    ),
    en=(
        "You round to one decimal, as the slide does when it writes 2.3. The value is 7/3; keep "
        "all decimals: near the minimum, differences are smaller than the rounding."
    ),
)
def cost(w, b, x, y):
    """Round to one decimal."""
    return round(float(np.mean((x @ w + b - y) ** 2) / 2), 1)


@misconception(
    "cost-with-a-root",
    fails={
        "test_slide_points",
        "test_random_values",
        "test_large_bias",
        "test_perfect_fit",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la racine de la somme des carrés. La formule de J n'en a pas, et c'est ce qui "
        "rend sa dérivée si simple."
    ),
    en=(
        "You take the root of the sum of the squares. The formula of J has none, and that is what "
        "makes its derivative so simple."
    ),
)
def cost(w, b, x, y):
    """Take the norm of the errors."""
    return float(np.linalg.norm(x @ w + b - y) / (2 * len(y)))


@misconception(
    "targets-overwritten",
    fails={"test_whole_numbers", "test_arguments_unchanged"},
    fr=(
        "Vous soustrayez les prédictions de y sur place : après l'appel, y contient des erreurs, "
        "et le coût suivant serait calculé avec elles. Quand y est entier, numpy refuse même "
        "l'opération. Rangez les erreurs dans un nouveau tableau."
    ),
    en=(
        "You subtract the predictions from y in place: after the call y holds errors, and the next "
        "cost would be computed with them. When y is whole, numpy even refuses the operation. Keep "
        "the errors in a new array."
    ),
)
def cost(w, b, x, y):
    """Subtract in place."""
    y -= x @ w + b
    return float(np.mean(y**2) / 2)
