"""Wrong implementations of `ridge_cost`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "bias-penalised-in-cost",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous pénalisez aussi le biais. La somme du cours commence à j = 1 : elle ne porte que sur "
        "les poids. Un biais règle le niveau des réponses, pas leur complexité ; le pénaliser tire "
        "toutes les prédictions vers 0."
    ),
    en=(
        "You penalise the bias too. The sum of the course starts at j = 1: it is over the weights "
        "only. A bias sets the level of the answers, not their complexity; penalising it pulls all "
        "predictions towards 0."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Penalise all parameters."""
    error = x @ w + b - y
    return ((error**2).sum() + lam * ((w**2).sum() + b**2)) / (2 * len(y))


@misconception(
    "weights-penalised-unsquared",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez λ fois les poids, sans carré, comme la diapositive qui écrit « + 1000 w₃ + "
        "1000 w₄ ». C'est une erreur de la diapositive : un poids très négatif ferait alors "
        "baisser le coût sans fin. La pénalité est la somme des carrés."
    ),
    en=(
        "You add λ times the weights, without a square, like the slide that says “+ 1000 w₃ + 1000 "
        "w₄”. The slide is wrong: a very negative weight would then lower the cost without end. "
        "The penalty is the sum of the squares."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Add the weights themselves."""
    error = x @ w + b - y
    return ((error**2).sum() + lam * w.sum()) / (2 * len(y))


@misconception(
    "penalty-not-divided",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Chez vous, seule l'erreur est divisée par 2m ; la pénalité reste entière. Elle pèse alors "
        "2m fois trop lourd, et d'autant plus qu'il y a d'exemples. Regardez où se ferme le "
        "crochet de la formule."
    ),
    en=(
        "With you only the error is divided by 2m; the penalty stays whole. It then weighs 2m "
        "times too much, and the more so the more examples there are. Look where the bracket of "
        "the formula closes."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Divide the error only."""
    error = x @ w + b - y
    return (error**2).sum() / (2 * len(y)) + lam * (w**2).sum()


@misconception(
    "penalty-halved-only",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre pénalité vaut λ/2 fois la somme des carrés. On la trouve sous cette forme dans "
        "d'autres livres, avec un autre λ ; ici le crochet entier, pénalité comprise, est divisé "
        "par 2m."
    ),
    en=(
        "Your penalty is λ/2 times the sum of the squares. Other books have it in that form, with "
        "another λ; here the whole bracket, penalty included, is divided by 2m."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Divide the penalty by 2, not by 2m."""
    error = x @ w + b - y
    return (error**2).sum() / (2 * len(y)) + lam * (w**2).sum() / 2


@misconception(
    "cost-without-its-half",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_no_penalty",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par m au lieu de 2m : votre coût est deux fois trop grand. Le minimum est au "
        "même endroit, mais les gradients doublent. C'est la convention du cours qui compte : 1/2m."
    ),
    en=(
        "You divide by m instead of 2m: your cost is twice too large. The minimum is in the same "
        "place, but the gradients double. The course's convention counts: 1/2m."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Divide by m."""
    error = x @ w + b - y
    return ((error**2).sum() + lam * (w**2).sum()) / len(y)


@misconception(
    "absolute-weights-penalised",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre pénalité additionne les valeurs absolues des poids. C'est une autre régression, le "
        "Lasso, qui met des poids à zéro ; Ridge additionne leurs carrés et les rapetisse tous."
    ),
    en=(
        "Your penalty adds up the absolute values of the weights. That is another regression, the "
        "lasso, which sets weights to zero; ridge adds up their squares and makes all of them "
        "smaller."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Add absolute values."""
    error = x @ w + b - y
    return ((error**2).sum() + lam * w.abs().sum()) / (2 * len(y))


@misconception(
    "norm-without-square",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre pénalité est la norme des poids, donc la racine de la somme des carrés. La formule "
        "demande la somme des carrés elle-même, sans racine."
    ),
    en=(
        "Your penalty is the norm of the weights, that is, the root of the sum of the squares. The "
        "formula asks for the sum of the squares itself, without a root."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Penalise the norm."""
    error = x @ w + b - y
    return ((error**2).sum() + lam * (w**2).sum().sqrt()) / (2 * len(y))


@misconception(
    "errors-of-all-pairs",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_no_penalty",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos prédictions sont une colonne, de forme (m, 1), et vos cibles un vecteur, de forme "
        "(m,). Leur différence est alors un tableau (m, m) : chaque prédiction moins chaque cible, "
        "sans aucun message. Vérifiez la forme de l'erreur avant de l'élever au carré."
    ),
    en=(
        "Your predictions are a column, of shape (m, 1), and your targets a vector, of shape (m,). "
        "Their difference is then an (m, m) table: each prediction minus each target, without any "
        "message. Check the shape of the error before you square it."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Subtract a vector from a column."""
    error = x @ w.reshape(-1, 1) + b - y
    return ((error**2).sum() + lam * (w**2).sum()) / (2 * len(y))


@misconception(
    "bias-forgotten-in-prediction",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_no_penalty",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre prédiction oublie le biais. Il n'est pas pénalisé, mais il fait toujours partie du "
        "modèle : la prédiction est x w + b."
    ),
    en=(
        "Your prediction leaves the bias out. It is not penalised, but it still belongs to the "
        "model: the prediction is x w + b."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Predict without the bias."""
    error = x @ w - y
    return ((error**2).sum() + lam * (w**2).sum()) / (2 * len(y))


@misconception(
    "cost-as-a-python-number",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_no_penalty",
        "test_perfect_fit",
        "test_large_bias",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre nombre est juste, mais c'est un nombre de Python. Le contrat demande un tenseur "
        "sans dimension : il reste sur son périphérique, garde son dtype, et PyTorch peut le "
        "dériver."
    ),
    en=(
        "Your number is right, but it is a Python number. The contract asks for a tensor without "
        "dimensions: it stays on its device, keeps its dtype, and PyTorch can differentiate it."
    ),
)
def ridge_cost(x, y, w, b, lam):
    """Leave the tensors at the end."""
    error = x @ w + b - y
    return (((error**2).sum() + lam * (w**2).sum()) / (2 * len(y))).item()
