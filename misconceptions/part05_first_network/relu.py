"""Wrong implementations of `relu`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "in-place-relu",
    fails={
        "test_argument_unchanged",
    },
    fr=(
        "Vos valeurs sont bonnes, mais vous les écrivez dans le tenseur reçu : après l'appel, "
        "le z de celui qui vous a appelé n'existe plus. La rétropropagation en aura pourtant "
        "besoin. Travaillez sur un tenseur neuf."
    ),
    en=(
        "Your values are right, but you write them into the tensor that you received: after the "
        "call, your caller's z no longer exists, although backpropagation will need it. Work on a "
        "new tensor."
    ),
)
def relu(z):
    """Write the zeros into the argument."""
    z[z < 0] = 0
    return z


@misconception(
    "maximum-of-all",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vous cherchez le plus grand élément du tenseur entier, et il ne reste qu'un nombre. ReLU "
        "compare chaque valeur à zéro, séparément : le résultat a la forme de z. Cherchez une "
        "opération qui agit élément par élément, pas une réduction."
    ),
    en=(
        "You look for the largest entry of the whole tensor, and a single number is left. ReLU "
        "compares each value with zero, separately: the result has the shape of z. Look for an "
        "operation that acts entry by entry, not for a reduction."
    ),
)
def relu(z):
    """Reduce the tensor to its largest entry."""
    return torch.max(z).clamp(min=0)


@misconception(
    "negatives-removed",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vous gardez seulement les valeurs positives : les autres disparaissent au lieu de devenir "
        "nulles, et la forme est perdue. Chaque neurone doit garder sa place dans la couche."
    ),
    en=(
        "You only keep the positive values: the others vanish instead of becoming zero, and the "
        "shape is lost. Each neuron must keep its place in the layer."
    ),
)
def relu(z):
    """Select the positive entries."""
    return z[z > 0]


@misconception(
    "step-function",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vous renvoyez 1 là où z est positif : c'est la dérivée de ReLU, ou la fonction seuil du "
        "perceptron. ReLU laisse passer la valeur elle-même."
    ),
    en=(
        "You return 1 where z is positive: that is the derivative of ReLU, or the perceptron's "
        "threshold. ReLU lets the value itself through."
    ),
)
def relu(z):
    """Return the derivative."""
    return (z > 0).to(z.dtype)


@misconception(
    "leaky-relu",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vos valeurs négatives sont réduites mais pas annulées : c'est Leaky ReLU, la variante à "
        "petite pente. Pour ReLU, la pente du côté négatif est nulle."
    ),
    en=(
        "Your negative values are reduced but not cancelled: that is Leaky ReLU, the variant with "
        "a small slope. For ReLU the slope on the negative side is zero."
    ),
)
def relu(z):
    """Keep a slope of 0.01 on the negative side."""
    return torch.where(z > 0, z, 0.01 * z)


@misconception(
    "absolute-value",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vous changez le signe des valeurs négatives au lieu de les annuler : c'est la valeur "
        "absolue. Regardez le graphe de ReLU : à gauche de zéro, il est plat."
    ),
    en=(
        "You flip the sign of negative values instead of cancelling them: that is the absolute "
        "value. Look at the graph of ReLU: left of zero it is flat."
    ),
)
def relu(z):
    """Take absolute values."""
    return z.abs()


@misconception(
    "matrices-only",
    fails={
        "test_any_shape",
    },
    fr=(
        "Vos deux boucles supposent que z est une matrice : un vecteur, une image ou un nombre "
        "seul n'ont pas exactement deux dimensions. Une activation ne regarde pas la forme ; une "
        "opération de PyTorch élément par élément n'a besoin d'aucune boucle."
    ),
    en=(
        "Your two loops suppose that z is a matrix: a vector, an image or a single number do not "
        "have exactly two dimensions. An activation does not look at the shape; an entry-by-entry "
        "operation of PyTorch needs no loop."
    ),
)
def relu(z):
    """Loop over exactly two dimensions."""
    a = torch.zeros_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            if z[i, j] > 0:
                a[i, j] = z[i, j]
    return a


@misconception(
    "float32-activation",
    fails={
        "test_float64",
        "test_large_whole_numbers",
        "test_argument_unchanged",
    },
    fr=(
        "Vous créez un tenseur de zéros sans préciser son type, donc en float32 : il ne se mélange "
        "pas avec des entrées en float64, ou leur fait perdre des chiffres. Un tenseur neuf doit "
        "reprendre le dtype et le périphérique (device) de z."
    ),
    en=(
        "You make a tensor of zeros without saying its type, hence float32: it does not mix with "
        "float64 inputs, or makes them lose digits. A new tensor must take over the dtype and the "
        "device of z."
    ),
)
def relu(z):
    """Copy the positive entries into a tensor of the default type."""
    a = torch.zeros(z.shape)
    a[z > 0] = z[z > 0]
    return a
