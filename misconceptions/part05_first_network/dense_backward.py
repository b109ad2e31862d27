"""Wrong implementations of `dense_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "bias-gradient-not-summed",
    fails={
        "test_by_hand",
        "test_bias_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre db a une ligne par exemple. Or le même biais a servi à tous les exemples : par la "
        "règle de la chaîne, leurs contributions s'ajoutent, et db a la forme de b."
    ),
    en=(
        "Your db has one row per example. But the same bias served all examples: by the chain "
        "rule their contributions add up, and db has the shape of b."
    ),
)
def dense_backward(dz, x, w):
    """Return dz itself as the bias gradient."""
    return dz @ w, dz.T @ x, dz


@misconception(
    "divided-by-batch",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par le nombre d'exemples. La moyenne appartient au coût : elle est déjà dans "
        "dz, et la couche suivante vous la transmet. Diviser encore ici rend les gradients m fois "
        "trop petits ; avec un seul exemple cela ne se voit pas."
    ),
    en=(
        "You divide by the number of examples. The mean belongs to the cost: it is already inside "
        "dz, and the next layer hands it to you. Dividing again here makes the gradients m times "
        "too small; with a single example it does not show."
    ),
)
def dense_backward(dz, x, w):
    """Average the parameter gradients once more."""
    m = x.shape[0]
    return dz @ w, dz.T @ x / m, dz.sum(dim=0) / m


@misconception(
    "weight-gradient-transposed",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre dw est transposé. Un gradient a toujours la forme de ce par rapport à quoi on "
        "dérive : (n_out, n_in) comme w, une ligne par neurone. Les diapositives rangent les "
        "exemples en colonnes, d'où l'ordre inverse des facteurs."
    ),
    en=(
        "Your dw is transposed. A gradient always has the shape of what one differentiates with "
        "respect to: (n_out, n_in) like w, one row per neuron. The slides put examples in columns, "
        "hence the opposite order of the factors."
    ),
)
def dense_backward(dz, x, w):
    """Multiply in the order of the slides."""
    return dz @ w, x.T @ dz, dz.sum(dim=0)


@misconception(
    "forward-transpose-kept",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous reprenez pour dx la transposée de la passe avant. À rebours, on va des n_out "
        "neurones vers les n_in entrées : la somme porte cette fois sur les neurones, c'est-à-dire "
        "sur les lignes de w. Écrivez les formes côte à côte."
    ),
    en=(
        "For dx you keep the transpose of the forward pass. Going backwards leads from the n_out "
        "neurons to the n_in inputs: this time the sum is over the neurons, that is, over the rows "
        "of w. Write the shapes side by side."
    ),
)
def dense_backward(dz, x, w):
    """Use the transpose of w in both directions."""
    return dz @ w.T, dz.T @ x, dz.sum(dim=0)


@misconception(
    "bias-summed-over-neurons",
    fails={
        "test_by_hand",
        "test_bias_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous sommez dz sur les neurones : il vous reste un nombre par exemple. Il faut un nombre "
        "par neurone, donc la somme sur l'autre dimension, celle des exemples."
    ),
    en=(
        "You sum dz over the neurons: one number per example is left. One number per neuron is "
        "needed, hence the sum over the other dimension, that of the examples."
    ),
)
def dense_backward(dz, x, w):
    """Sum dz along the wrong dimension."""
    return dz @ w, dz.T @ x, dz.sum(dim=1)


@misconception(
    "results-in-another-order",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_weight_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos trois gradients sont justes mais dans un autre ordre : le contrat demande d'abord dx, "
        "puis dw, puis db. L'ordre des arguments, dz, x, w, vous aide à vous en souvenir."
    ),
    en=(
        "Your three gradients are right but in another order: the contract asks for dx first, then "
        "dw, then db. The order of the arguments, dz, x, w, helps to remember it."
    ),
)
def dense_backward(dz, x, w):
    """Return the weight gradient first."""
    return dz.T @ x, dz @ w, dz.sum(dim=0)


@misconception(
    "upstream-gradient-ignored",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous dérivez z lui-même, comme si dz valait 1 partout. Or ce que l'on dérive est le "
        "coût : par la règle de la chaîne, chaque dérivée de z se multiplie par le dz reçu de la "
        "couche suivante."
    ),
    en=(
        "You differentiate z itself, as if dz were 1 everywhere. But what is differentiated is the "
        "cost: by the chain rule, each derivative of z is multiplied by the dz received from the "
        "next layer."
    ),
)
def dense_backward(dz, x, w):
    """Take dz to be 1 everywhere."""
    ones = torch.ones_like(dz)
    return ones @ w, ones.T @ x, ones.sum(dim=0)


@misconception(
    "upstream-gradient-averaged-in-place",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez dz par le nombre d'exemples, et sur place. C'est deux fois gênant : la "
        "moyenne est déjà dans dz, donc tous vos gradients sont m fois trop petits ; et le dz de "
        "celui qui vous a appelé est changé."
    ),
    en=(
        "You divide dz by the number of examples, and in place. That is wrong twice: the mean is "
        "already inside dz, so all your gradients are m times too small; and your caller's dz is "
        "changed."
    ),
)
def dense_backward(dz, x, w):
    """Average dz in place before using it."""
    dz /= len(dz)
    return dz @ w, dz.T @ x, dz.sum(dim=0)
