"""Wrong implementations of `normal_equation`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "singular-matrix-inverted",
    fails={"test_duplicate_column", "test_constant_column", "test_few_examples"},
    fr=(
        "Vous inversez XᵀX. Deux colonnes égales, une colonne constante à côté de celle des 1, ou "
        "trop peu d'exemples : elle n'a pas d'inverse, et numpy lève une erreur ou, pire, rend des "
        "nombres absurdes. Cherchez la fonction de numpy qui résout les moindres carrés."
    ),
    en=(
        "You invert XᵀX. Two equal columns, a constant column beside that of the ones, or too few "
        "examples: it has no inverse, and numpy raises an error or, worse, returns absurd numbers. "
        "Look for the numpy function that solves least squares."
    ),
)
def normal_equation(x, y):
    """Invert the matrix of the normal equation."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.inv(a.T @ a) @ (a.T @ y)
    return theta[:-1], theta[-1]


@misconception(
    "column-of-ones-missing",
    fails={
        "test_by_hand",
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous résolvez sans la colonne de 1 : la droite est forcée de passer par l'origine, et les "
        "poids compensent comme ils peuvent. Le biais est une inconnue comme les autres."
    ),
    en=(
        "You solve without the column of ones: the line is forced through the origin, and the "
        "weights make up for it as best they can. The bias is an unknown like the others."
    ),
)
def normal_equation(x, y):
    """Leave the bias at zero."""
    return np.linalg.lstsq(x, y, rcond=None)[0], 0.0


@misconception(
    "bias-read-at-the-wrong-end",
    fails={
        "test_by_hand",
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous mettez la colonne de 1 d'un côté et vous lisez le biais de l'autre : un poids et le "
        "biais échangent leurs places. Le vecteur solution suit l'ordre des colonnes."
    ),
    en=(
        "You put the column of ones on one side and read the bias on the other: a weight and the "
        "bias change places. The solution follows the order of the columns."
    ),
)
def normal_equation(x, y):
    """Put the ones first and read the bias last."""
    a = np.column_stack([np.ones(len(x)), x])
    theta = np.linalg.lstsq(a, y, rcond=None)[0]
    return theta[:-1], theta[-1]


@misconception(
    "slightly-regularised",
    fails={
        "test_by_hand",
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez un petit nombre à la diagonale pour que la matrice s'inverse. C'est la "
        "régression Ridge : elle résout un autre problème, et ses poids et son biais sont un peu "
        "trop petits."
    ),
    en=(
        "You add a small number to the diagonal so that the matrix can be inverted. That is ridge "
        "regression: it solves another problem, and its weights and its bias are a little too "
        "small."
    ),
)
def normal_equation(x, y):
    """Add a small number to the diagonal."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.solve(a.T @ a + 1e-3 * np.eye(a.shape[1]), a.T @ y)
    return theta[:-1], theta[-1]


@misconception(
    "bias-of-centred-inputs",
    fails={
        "test_by_hand",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous centrez les entrées, ce qui est permis, mais vous rendez la moyenne de y comme "
        "biais. C'est celui des entrées centrées ; pour les entrées d'origine, il faut encore en "
        "retirer ce que les poids donnent à leurs moyennes."
    ),
    en=(
        "You centre the inputs, which is allowed, but you return the mean of y as the bias. That "
        "is the one for centred inputs; for the original inputs, what the weights give to their "
        "means must still be taken off."
    ),
)
def normal_equation(x, y):
    """Return the bias that goes with centred inputs."""
    w = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean(), rcond=None)[0]
    return w, y.mean()


@misconception(
    "weights-of-scaled-inputs",
    fails={
        "test_by_hand",
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous réduisez les entrées avant de résoudre, et vous rendez les poids trouvés tels quels. "
        "Ils vont avec les entrées réduites ; pour celles d'origine, chacun doit être divisé par "
        "l'écart-type de sa colonne."
    ),
    en=(
        "You scale the inputs before solving, and return the weights as they come. They go with "
        "the scaled inputs; for the original ones each must be divided by the standard deviation "
        "of its column."
    ),
)
def normal_equation(x, y):
    """Scale the columns, and forget it."""
    std = x.std(axis=0)
    std[std == 0] = 1
    scaled = (x - x.mean(axis=0)) / std
    w = np.linalg.lstsq(scaled, y - y.mean(), rcond=None)[0]
    return w, y.mean() - w @ x.mean(axis=0)


@misconception(
    "solution-rounded",
    fails={
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous arrondissez la solution. Multipliée par une année comme 2010, une erreur de quelques "
        "dix-millièmes sur un poids se voit dans le prix. On arrondit à l'affichage, jamais dans "
        "le résultat."
    ),
    en=(
        "You round the solution. Multiplied by a year such as 2010, an error of some "
        "ten-thousandths in a weight shows in the price. One rounds when printing, never in the "
        "result."
    ),
)
def normal_equation(x, y):
    """Round to four decimals."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.lstsq(a, y, rcond=None)[0].round(4)
    return theta[:-1], theta[-1]


@misconception(
    "bias-left-in-the-weights",
    fails={
        "test_by_hand",
        "test_weights",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous rendez toute la solution à la place de w : elle a une valeur de plus que x n'a de "
        "colonnes, celle du biais. Séparez-la avant de renvoyer."
    ),
    en=(
        "You return the whole solution in the place of w: it has one value more than x has "
        "columns, that of the bias. Split it before you return."
    ),
)
def normal_equation(x, y):
    """Return all unknowns, and the bias again."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.lstsq(a, y, rcond=None)[0]
    return theta, theta[-1]


@misconception(
    "weights-in-a-column",
    fails={
        "test_by_hand",
        "test_weights",
        "test_bias",
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont justes, mais w est une colonne (n, 1) et b un tableau : vous avez résolu "
        "avec y en colonne. Le contrat demande la forme (n,), et un nombre."
    ),
    en=(
        "Your values are right, but w is a column (n, 1) and b an array: you have solved with y as "
        "a column. The contract asks for the shape (n,), and a number."
    ),
)
def normal_equation(x, y):
    """Solve with the targets in a column."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.lstsq(a, y.reshape(-1, 1), rcond=None)[0]
    return theta[:-1], theta[-1]


@misconception(
    "data-centred-in-place",
    fails={
        "test_duplicate_column",
        "test_constant_column",
        "test_few_examples",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous centrez x et y sur place : la solution est juste, mais les données de celui qui vous "
        "a appelé sont décalées. Avec des entiers, numpy refuse même l'opération."
    ),
    en=(
        "You centre x and y in place: the solution is right, but your caller's data are shifted. "
        "With integers numpy even refuses the operation."
    ),
)
def normal_equation(x, y):
    """Centre the data in place."""
    x_mean, y_mean = x.mean(axis=0), y.mean()
    x -= x_mean
    y -= y_mean
    w = np.linalg.lstsq(x, y, rcond=None)[0]
    return w, y_mean - x_mean @ w
