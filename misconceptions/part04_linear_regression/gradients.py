"""Wrong implementations of `gradients`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "error-reversed",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux gradients ont le mauvais signe : vous partez de y - ŷ. Dans le coût, le carré "
        "cache le sens de la différence ; dans la dérivée, il compte. Une descente avec ces "
        "gradients monterait."
    ),
    en=(
        "Both your gradients have the wrong sign: you start from y - ŷ. In the cost the square "
        "hides the direction of the difference; in the derivative it counts. A descent with these "
        "gradients would climb."
    ),
)
def gradients(x, y, w, b):
    """Take target minus prediction."""
    error = y - (x @ w + b)
    return x.T @ error / len(y), error.mean()


@misconception(
    "factor-two-kept",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients sont deux fois trop grands : ce sont ceux de l'erreur quadratique moyenne. "
        "Le 2 qui descend de l'exposant se simplifie avec celui de 1/2m ; c'est pour cela qu'on "
        "l'y a mis."
    ),
    en=(
        "Your gradients are twice too large: they are those of the mean squared error. The 2 that "
        "comes down from the exponent cancels with that of 1/2m; that is why it was put there."
    ),
)
def gradients(x, y, w, b):
    """Differentiate the mean squared error."""
    error = x @ w + b - y
    return 2 * x.T @ error / len(y), 2 * error.mean()


@misconception(
    "gradients-not-averaged",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous sommez sur les exemples sans diviser par m. Avec mille exemples, le pas serait mille "
        "fois trop long. Avec un seul, cela ne se voit pas."
    ),
    en=(
        "You sum over the examples without dividing by m. With a thousand examples the step would "
        "be a thousand times too long. With a single one it does not show."
    ),
)
def gradients(x, y, w, b):
    """Forget the division by m."""
    error = x @ w + b - y
    return x.T @ error, error.sum()


@misconception(
    "averaged-twice",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez deux fois par m, une fois dans la moyenne et une fois après. La descente "
        "marcherait encore, mais m fois plus lentement : c'est pourquoi cette erreur passe souvent "
        "inaperçue."
    ),
    en=(
        "You divide by m twice, once in the mean and once more after it. The descent would still "
        "work, but m times more slowly: that is why this mistake often goes unnoticed."
    ),
)
def gradients(x, y, w, b):
    """Divide a mean by m again."""
    m = len(y)
    error = (x @ w + b - y) / m
    return x.T @ error / m, error.sum() / m


@misconception(
    "gradients-divided-by-columns",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par le nombre de colonnes. La moyenne du coût porte sur les m exemples, donc "
        "celle de ses dérivées aussi. Avec autant d'exemples que de colonnes, cela ne se voit pas."
    ),
    en=(
        "You divide by the number of columns. The mean of the cost is over the m examples, and so "
        "is that of its derivatives. With as many examples as columns it does not show."
    ),
)
def gradients(x, y, w, b):
    """Take n for m."""
    error = x @ w + b - y
    return x.T @ error / x.shape[1], error.sum() / x.shape[1]


@misconception(
    "inputs-forgotten",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Dans dw, chaque erreur doit être multipliée par l'entrée qui accompagne le poids. Chez "
        "vous, tous les poids reçoivent la dérivée du biais : c'est la règle de la chaîne qui "
        "manque."
    ),
    en=(
        "In dw each error must be multiplied by the input that goes with the weight. In yours all "
        "weights get the derivative of the bias: what is missing is the chain rule."
    ),
)
def gradients(x, y, w, b):
    """Give all weights the derivative of the bias."""
    error = x @ w + b - y
    return np.full(x.shape[1], error.mean()), error.mean()


@misconception(
    "bias-left-out-of-the-error",
    fails={
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez l'erreur sans le biais. Les deux gradients en dépendent : l'erreur est "
        "celle de la prédiction complète, w x + b. Sur l'exemple du cours, b vaut 0 et cela ne se "
        "voit pas."
    ),
    en=(
        "You compute the error without the bias. Both gradients depend on it: the error is that of "
        "the complete prediction, w x + b. In the example of the course b is 0, and it does not "
        "show."
    ),
)
def gradients(x, y, w, b):
    """Predict without the bias."""
    error = x @ w - y
    return x.T @ error / len(y), error.mean()


@misconception(
    "bias-gradient-of-one-example",
    fails={
        "test_slide_points",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre db est l'erreur du premier exemple seul. Le biais a servi à tous les exemples : sa "
        "dérivée est la moyenne de toutes les erreurs."
    ),
    en=(
        "Your db is the error of the first example alone. The bias has served all examples: its "
        "derivative is the mean of all errors."
    ),
)
def gradients(x, y, w, b):
    """Take the error of the first example."""
    error = x @ w + b - y
    return x.T @ error / len(y), error[0]


@misconception(
    "transpose-forgotten",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez x par les erreurs sans le transposer. Il faut une somme sur les exemples, "
        "qui sont les lignes de x : dans votre produit, elle porte sur les colonnes. Cela ne passe "
        "que s'il y en a autant que d'exemples, et le résultat est alors faux."
    ),
    en=(
        "You multiply x by the errors without transposing it. The sum must be over the examples, "
        "which are the rows of x: in your product it is over the columns. That only goes through "
        "if there are as many of them as examples, and then the result is wrong."
    ),
)
def gradients(x, y, w, b):
    """Multiply without the transpose."""
    error = x @ w + b - y
    return x @ error / len(y), error.mean()


@misconception(
    "accumulated-in-integers",
    fails={"test_whole_numbers"},
    fr=(
        "Vous accumulez dw dans un tableau du type de w. Si les poids de départ sont entiers, "
        "chaque contribution y perd ses décimales. Un tableau qui recevra des gradients se crée en "
        "float64."
    ),
    en=(
        "You add up dw in an array of the type of w. If the initial weights are whole, each "
        "contribution loses its decimals there. An array that will hold gradients is made in "
        "float64."
    ),
)
def gradients(x, y, w, b):
    """Accumulate in an array like w."""
    error = x @ w + b - y
    dw = np.zeros_like(w)
    for j in range(len(w)):
        dw[j] = (error * x[:, j]).mean()
    return dw, error.mean()


@misconception(
    "gradient-in-a-column",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont justes, mais dw est une colonne (n, 1). Un gradient a la forme de ce par "
        "rapport à quoi on dérive : (n,), comme w. Sinon, w - α dw deviendrait une matrice (n, n)."
    ),
    en=(
        "Your values are right, but dw is a column (n, 1). A gradient has the shape of what one "
        "differentiates with respect to: (n,), like w. Otherwise w - α dw would become an (n, n) "
        "matrix."
    ),
)
def gradients(x, y, w, b):
    """Return the gradient of the weights as a column."""
    error = (x @ w + b - y).reshape(-1, 1)
    return x.T @ error / len(y), error.mean()


@misconception(
    "bias-gradient-first",
    fails={
        "test_slide_points",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux gradients sont justes mais dans l'autre ordre : le contrat demande dw, puis db, "
        "comme w et b dans les arguments."
    ),
    en=(
        "Both your gradients are right but in the other order: the contract asks for dw, then db, "
        "like w and b in the arguments."
    ),
)
def gradients(x, y, w, b):
    """Return the gradient of the bias first."""
    error = x @ w + b - y
    return error.mean(), x.T @ error / len(y)


@misconception(
    "inputs-scaled-in-place",
    fails={"test_whole_numbers", "test_arguments_unchanged"},
    fr=(
        "Vous multipliez x par les erreurs sur place : les gradients de ce premier appel sont "
        "justes, mais les données de celui qui vous a appelé sont perdues, et les suivants "
        "seraient faux. Avec des entiers, numpy refuse même l'opération."
    ),
    en=(
        "You multiply x by the errors in place: the gradients of this first call are right, but "
        "your caller's data are lost, and the next ones would be wrong. With integers numpy even "
        "refuses the operation."
    ),
)
def gradients(x, y, w, b):
    """Multiply the rows by their errors in place."""
    error = 1.0 * (x @ w + b - y)
    x *= error[:, None] / len(y)
    return x.sum(axis=0), error.mean()
