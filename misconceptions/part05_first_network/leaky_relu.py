"""Wrong implementations of `leaky_relu`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "larger-of-the-two",
    fails={"test_steep_slopes"},
    fr=(
        "Vous prenez le plus grand de z et de la pente fois z, comme sur la diapositive. Cela ne "
        "marche que tant que la pente ne dépasse pas 1 : au-delà, ce maximum échange les deux "
        "côtés. C'est le signe de z qui doit choisir, pas la grandeur des deux candidats."
    ),
    en=(
        "You take the larger of z and slope times z, as on the slide. That only works as long as "
        "the slope is not above 1: beyond that, the maximum swaps the two sides. The sign of z "
        "must choose, not the size of the two candidates."
    ),
)
def leaky_relu(z, slope=0.01):
    """Take the maximum, as on the slide."""
    return torch.maximum(z, slope * z)


@misconception(
    "negative-side-cancelled",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_slopes",
        "test_steep_slopes",
        "test_any_shape",
        "test_argument_unchanged",
    },
    fr=(
        "Vos valeurs négatives deviennent nulles : c'est ReLU. Toute la différence est là : du "
        "côté négatif, Leaky ReLU garde une petite pente, pour que le gradient ne s'y annule pas."
    ),
    en=(
        "Your negative values become zero: that is ReLU. This is the whole difference: on the "
        "negative side, Leaky ReLU keeps a small slope so that the gradient does not vanish there."
    ),
)
def leaky_relu(z, slope=0.01):
    """Compute ReLU."""
    return z.clamp(min=0)


@misconception(
    "slope-on-the-positive-side",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_slopes",
        "test_steep_slopes",
        "test_any_shape",
        "test_argument_unchanged",
    },
    fr=(
        "Votre pente s'applique aux valeurs positives, et les négatives passent telles quelles : "
        "les deux côtés sont échangés. Regardez ce que votre condition fait de la valeur 2."
    ),
    en=(
        "Your slope is applied to positive values, and negative ones go through as they are: the "
        "two sides are swapped. Look at what your condition does with the value 2."
    ),
)
def leaky_relu(z, slope=0.01):
    """Swap the two sides."""
    return torch.where(z > 0, slope * z, z)


@misconception(
    "slope-everywhere",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_slopes",
        "test_steep_slopes",
        "test_any_shape",
        "test_argument_unchanged",
    },
    fr=(
        "Vous ajoutez à ReLU la pente fois z, pour tous les z : le côté positif monte alors avec "
        "une pente supérieure à 1. La petite pente ne concerne que le côté négatif."
    ),
    en=(
        "To ReLU you add slope times z, for all z: the positive side then rises with a slope above "
        "1. The small slope only concerns the negative side."
    ),
)
def leaky_relu(z, slope=0.01):
    """Add the leak on both sides."""
    return z.clamp(min=0) + slope * z


@misconception(
    "slope-returned-as-value",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_slopes",
        "test_steep_slopes",
        "test_any_shape",
        "test_argument_unchanged",
    },
    fr=(
        "Du côté négatif, vous renvoyez la pente elle-même : le même nombre pour -1 et pour -1000. "
        "C'est la dérivée. La fonction, elle, est une droite : la pente fois z."
    ),
    en=(
        "On the negative side you return the slope itself: the same number for -1 and for -1000. "
        "That is the derivative. The function itself is a straight line: slope times z."
    ),
)
def leaky_relu(z, slope=0.01):
    """Give all negative entries the same value."""
    return torch.where(z > 0, z, slope)


@misconception(
    "slope-written-in-the-code",
    fails={"test_other_slopes", "test_steep_slopes", "test_any_shape"},
    fr=(
        "Votre fonction emploie toujours 0,01, quelle que soit la pente demandée : l'argument "
        "slope ne sert pas. Une valeur par défaut n'est qu'un choix que l'on peut remplacer."
    ),
    en=(
        "Your function always uses 0.01, whatever slope is asked for: the argument slope is not "
        "used. A default value is only a choice, which the caller may replace."
    ),
)
def leaky_relu(z, slope=0.01):
    """Ignore the argument."""
    return torch.where(z > 0, z, 0.01 * z)


@misconception(
    "another-default-slope",
    fails={"test_by_hand", "test_random_values", "test_float64", "test_argument_unchanged"},
    fr=(
        "Votre pente par défaut est dix fois trop grande. Avec une pente donnée, tout est juste : "
        "relisez seulement la première ligne de la fonction, que vous ne deviez pas changer."
    ),
    en=(
        "Your default slope is ten times too large. With a given slope all is right: only read "
        "the first line of the function again, which you did not have to change."
    ),
)
def leaky_relu(z, slope=0.1):
    """Choose another default."""
    return torch.where(z > 0, z, slope * z)


@misconception(
    "leak-turned-upwards",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_slopes",
        "test_steep_slopes",
        "test_any_shape",
        "test_argument_unchanged",
    },
    fr=(
        "Vos valeurs négatives ressortent positives : le graphe remonte à gauche de zéro, comme "
        "une valeur absolue aplatie. Une pente positive laisse le signe de z tel qu'il est."
    ),
    en=(
        "Your negative values come out positive: the graph rises again left of zero, like a "
        "flattened absolute value. A positive slope leaves the sign of z as it is."
    ),
)
def leaky_relu(z, slope=0.01):
    """Change the sign of the negative side."""
    return torch.where(z > 0, z, -slope * z)


@misconception(
    "in-place-leaky-relu",
    fails={"test_argument_unchanged"},
    fr=(
        "Vos valeurs sont bonnes, mais vous les écrivez dans le tenseur reçu. La rétropropagation "
        "a encore besoin du z de départ : travaillez sur une copie ou sur un tenseur neuf."
    ),
    en=(
        "Your values are right, but you write them into the tensor that you received. "
        "Backpropagation still needs the original z: work on a copy or on a new tensor."
    ),
)
def leaky_relu(z, slope=0.01):
    """Multiply the negative entries of the argument."""
    z[z < 0] *= slope
    return z


@misconception(
    "leaky-relu-made-float32",
    fails={"test_float64", "test_any_shape"},
    fr=(
        "Vous remplissez un tenseur créé sans préciser son type, donc en float32 : des entrées en "
        "float64 y perdent la moitié de leurs chiffres. Un tenseur neuf doit reprendre le dtype et "
        "le périphérique (device) de z."
    ),
    en=(
        "You fill a tensor made without saying its type, hence float32: float64 inputs lose half "
        "their digits there. A new tensor must take over the dtype and the device of z."
    ),
)
def leaky_relu(z, slope=0.01):
    """Collect the entries in a tensor of the default type."""
    values = [value if value > 0 else slope * value for value in z.flatten().tolist()]
    return torch.tensor(values).reshape(z.shape)


@misconception(
    "slope-rounded-to-float32",
    fails={"test_float64", "test_any_shape"},
    fr=(
        "Votre pente passe par un tenseur en float32 : c'est ce que donne un masque de booléens "
        "multiplié par un nombre de Python, ou un choix entre deux nombres de Python. Pour des z "
        "en float64, elle n'a plus que sept chiffres justes. Multipliez d'abord z par la pente, "
        "puis choisissez."
    ),
    en=(
        "Your slope goes through a float32 tensor: that is what a mask of booleans times a Python "
        "number gives, or a choice between two Python numbers. For z in float64 it then has only "
        "seven right digits. First multiply z by the slope, then choose."
    ),
)
def leaky_relu(z, slope=0.01):
    """Make a tensor of slopes, of the default type."""
    return z * torch.where(z > 0, 1.0, slope)
