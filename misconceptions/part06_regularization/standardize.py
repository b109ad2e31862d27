"""Wrong implementations of `standardize`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "own-statistics-for-each-set",
    fails={
        "test_by_hand",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous recalculez la moyenne et l'écart-type de chaque jeu. Le même appartement reçoit "
        "alors deux valeurs selon le jeu où il se trouve, et un exemple seul devient toujours 0. "
        "Le modèle a appris avec les nombres de l'entraînement : ce sont eux qui servent partout."
    ),
    en=(
        "You compute the mean and the deviation of each set again. The same flat then gets two "
        "values depending on the set it is in, and an example alone always becomes 0. The model "
        "learnt with the numbers of the training set: they serve everywhere."
    ),
)
def standardize(train, *others):
    """Scale each set by itself."""

    def scaled(data):
        deviation = (data - data.mean(dim=0)).square().mean(dim=0).sqrt()
        constant = (data == data[0]).all(dim=0)
        return (data - data.mean(dim=0)) / torch.where(constant, 1.0, deviation)

    return tuple(scaled(data) for data in (train, *others))


@misconception(
    "statistics-of-all-sets",
    fails={
        "test_by_hand",
        "test_training_set",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos statistiques portent sur tous les jeux réunis. C'est une fuite : l'entraînement "
        "profite de ce qu'il ne devrait pas connaître, et l'erreur de test devient trop belle. "
        "Calculez-les sur l'entraînement seul."
    ),
    en=(
        "Your statistics are over all sets together. That is a leak: training profits from what it "
        "should not know, and the test error gets too good. Compute them on the training set "
        "alone."
    ),
)
def standardize(train, *others):
    """Compute the statistics on everything."""
    data = torch.cat([train, *others])
    mean = data.mean(dim=0)
    deviation = (data - mean).square().mean(dim=0).sqrt()
    scale = torch.where((data == data[0]).all(dim=0), 1.0, deviation)
    return tuple((part - mean) / scale for part in (train, *others))


@misconception(
    "deviation-divided-by-m-minus-one",
    fails={
        "test_by_hand",
        "test_training_set",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_training_set_alone",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre écart-type divise par m − 1. C'est ce que font PyTorch et pandas si on ne leur dit "
        "rien ; ici la variance est une moyenne, sur m exemples. L'écart ne disparaît que pour un "
        "grand m, et avec un seul exemple vous obtenez NaN."
    ),
    en=(
        "Your deviation divides by m − 1. That is what PyTorch and pandas do if they are told "
        "nothing; here the variance is a mean, over m examples. The difference only vanishes for a "
        "large m, and with a single example you get NaN."
    ),
)
def standardize(train, *others):
    """Use the default deviation of PyTorch."""
    mean = train.mean(dim=0)
    deviation = train.std(dim=0)
    scale = torch.where(deviation == 0, 1.0, deviation)
    return tuple((data - mean) / scale for data in (train, *others))


@misconception(
    "column-divided-by-its-variance",
    fails={
        "test_by_hand",
        "test_training_set",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_training_set_alone",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par la variance. Elle est en mètres carrés au carré quand la surface est en "
        "mètres carrés : le résultat n'est pas sans unité, et son écart-type ne vaut pas 1. Il "
        "manque une racine."
    ),
    en=(
        "You divide by the variance. It is in squared square metres where the area is in square "
        "metres: the result still has a unit, and its deviation is not 1. A root is missing."
    ),
)
def standardize(train, *others):
    """Forget the square root."""
    mean = train.mean(dim=0)
    variance = (train - mean).square().mean(dim=0)
    scale = torch.where((train == train[0]).all(dim=0), 1.0, variance)
    return tuple((data - mean) / scale for data in (train, *others))


@misconception(
    "constant-column-divided-by-zero",
    fails={"test_by_hand", "test_constant_column", "test_single_example"},
    fr=(
        "Une colonne constante a un écart-type nul : 0 divisé par 0 donne NaN, et un seul NaN "
        "suffit à rendre tout l'entraînement NaN. Le contrat dit ce que devient une telle colonne."
    ),
    en=(
        "A constant column has a deviation of zero: 0 divided by 0 is NaN, and a single NaN is "
        "enough to make the whole training NaN. The contract says what becomes of such a column."
    ),
)
def standardize(train, *others):
    """Divide by a deviation of zero."""
    mean = train.mean(dim=0)
    deviation = (train - mean).square().mean(dim=0).sqrt()
    return tuple((data - mean) / deviation for data in (train, *others))


@misconception(
    "small-number-added-to-deviation",
    fails={"test_by_hand", "test_constant_column", "test_single_example"},
    fr=(
        "Vous ajoutez un très petit nombre à l'écart-type. Cela évite NaN à l'entraînement, mais "
        "une colonne qui y était constante est ensuite divisée par presque rien : le premier "
        "exemple un peu différent reçoit une valeur de plusieurs millions."
    ),
    en=(
        "You add a very small number to the deviation. That avoids NaN in training, but a column "
        "that was constant there is then divided by almost nothing: the first example that differs "
        "a little gets a value of several millions."
    ),
)
def standardize(train, *others):
    """Keep away from zero by a small number."""
    mean = train.mean(dim=0)
    deviation = (train - mean).square().mean(dim=0).sqrt()
    return tuple((data - mean) / (deviation + 1e-8) for data in (train, *others))


@misconception(
    "statistics-of-rows",
    fails={
        "test_by_hand",
        "test_training_set",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_training_set_alone",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez les statistiques de chaque exemple, sur ses colonnes : vous mélangez des "
        "mètres carrés et des nombres de pièces. Il faut un nombre par colonne, donc une moyenne "
        "sur l'autre dimension, celle des exemples."
    ),
    en=(
        "You compute the statistics of each example, over its columns: you mix square metres with "
        "numbers of rooms. One number per column is needed, hence a mean over the other dimension, "
        "that of the examples."
    ),
)
def standardize(train, *others):
    """Average over the columns."""

    def scaled(data):
        mean = data.mean(dim=1, keepdim=True)
        deviation = (data - mean).square().mean(dim=1, keepdim=True).sqrt()
        return (data - mean) / torch.where(deviation == 0, 1.0, deviation)

    return tuple(scaled(data) for data in (train, *others))


@misconception(
    "one-mean-for-the-table",
    fails={
        "test_by_hand",
        "test_training_set",
        "test_other_sets",
        "test_constant_column",
        "test_single_example",
        "test_training_set_alone",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez une seule moyenne et un seul écart-type pour tout le tableau. Une colonne "
        "d'années écrase alors toutes les autres, ce que l'on voulait justement éviter. Dites sur "
        "quelle dimension se fait la moyenne."
    ),
    en=(
        "You compute one mean and one deviation for the whole table. A column of years then "
        "crushes all others, which is just what was to be avoided. Say over which dimension the "
        "mean is taken."
    ),
)
def standardize(train, *others):
    """Compute two numbers for the whole table."""
    mean = train.mean()
    deviation = (train - mean).square().mean().sqrt()
    return tuple((data - mean) / deviation for data in (train, *others))


@misconception(
    "standardized-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos valeurs sont justes, mais vous les écrivez dans les tenseurs reçus : celui qui vous "
        "appelle a perdu ses données d'origine, et relancer la cellule les transforme une seconde "
        "fois. Créez de nouveaux tenseurs."
    ),
    en=(
        "Your values are right, but you write them into the tensors that you received: your caller "
        "has lost the original data, and running the cell again transforms them a second time. "
        "Make new tensors."
    ),
)
def standardize(train, *others):
    """Overwrite the arguments."""
    mean = train.mean(dim=0)
    deviation = (train - mean).square().mean(dim=0).sqrt()
    scale = torch.where((train == train[0]).all(dim=0), 1.0, deviation)
    for data in (train, *others):
        data -= mean
        data /= scale
    return (train, *others)


@misconception(
    "no-tuple-without-other-sets",
    fails={"test_training_set_alone"},
    fr=(
        "Sans autre jeu, vous renvoyez le tenseur lui-même. Le contrat demande toujours un tuple, "
        "même d'un seul élément : qui appelle votre fonction n'a pas à distinguer les cas."
    ),
    en=(
        "Without other sets you return the tensor itself. The contract always asks for a tuple, "
        "even of one element: whoever calls your function need not tell the cases apart."
    ),
)
def standardize(train, *others):
    """Return a bare tensor when there is only one."""
    mean = train.mean(dim=0)
    deviation = (train - mean).square().mean(dim=0).sqrt()
    scale = torch.where((train == train[0]).all(dim=0), 1.0, deviation)
    results = tuple((data - mean) / scale for data in (train, *others))
    return results if others else results[0]
