"""Wrong implementations of `neuron`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "neuron-without-activation",
    fails={"test_by_hand", "test_negative_sum"},
    fr=(
        "Vous renvoyez la somme pondérée elle-même, qui peut être négative. Il manque la dernière "
        "étape, l'activation : un neurone ReLU dont la somme est négative répond zéro."
    ),
    en=(
        "You return the weighted sum itself, which may be negative. The last step is missing, the "
        "activation: a ReLU neuron whose sum is negative answers zero."
    ),
)
def neuron(x, w, b):
    """Return the weighted sum."""
    return (w * x).sum() + b


@misconception(
    "bias-after-activation",
    fails={"test_by_hand", "test_bias_decides", "test_negative_sum"},
    fr=(
        "Vous ajoutez le biais après ReLU. Il ne déplace alors plus le seuil à partir duquel le "
        "neurone répond : il décale seulement sa réponse, qui peut même devenir négative. Le biais "
        "fait partie de la somme ; l'activation vient en dernier."
    ),
    en=(
        "You add the bias after ReLU. Then it no longer moves the threshold from which the neuron "
        "answers: it only shifts the answer, which may even become negative. The bias is part of "
        "the sum; the activation comes last."
    ),
)
def neuron(x, w, b):
    """Activate the sum before the bias is added."""
    return (w * x).sum().clamp(min=0) + b


@misconception(
    "bias-left-out-of-the-neuron",
    fails={
        "test_by_hand",
        "test_positive_sum",
        "test_bias_decides",
        "test_negative_sum",
        "test_float64",
        "test_number_of_inputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Le biais ne sert pas : votre neurone répond la même chose quel que soit b. Relisez la "
        "somme pondérée jusqu'à son dernier terme."
    ),
    en=(
        "The bias is not used: your neuron answers the same whatever b is. Read the weighted sum "
        "up to its last term."
    ),
)
def neuron(x, w, b):
    """Leave the bias out."""
    return (w * x).sum().clamp(min=0)


@misconception(
    "products-not-summed",
    fails={
        "test_by_hand",
        "test_positive_sum",
        "test_bias_decides",
        "test_negative_sum",
        "test_float64",
        "test_number_of_inputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez chaque entrée par son poids, mais vous n'additionnez pas les produits : "
        "il reste un nombre par entrée. Un neurone donne un seul nombre par exemple. Le signe * "
        "multiplie élément par élément, il ne somme rien."
    ),
    en=(
        "You multiply each input by its weight, but you do not add the products up: one number "
        "per input is left. A neuron gives a single number per example. The sign * multiplies "
        "entry by entry, it sums nothing."
    ),
)
def neuron(x, w, b):
    """Keep one product per input."""
    return (w * x + b).clamp(min=0)


@misconception(
    "bias-in-every-product",
    fails={
        "test_by_hand",
        "test_positive_sum",
        "test_bias_decides",
        "test_negative_sum",
        "test_float64",
        "test_number_of_inputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez le biais à chaque produit avant de sommer : il compte alors autant de fois "
        "qu'il y a d'entrées. Avec une seule entrée, cela ne se voit pas. Un neurone a un seul "
        "biais, ajouté une seule fois."
    ),
    en=(
        "You add the bias to each product before summing: then it counts as many times as there "
        "are inputs. With a single input it does not show. A neuron has one bias, added once."
    ),
)
def neuron(x, w, b):
    """Sum the products with the bias inside."""
    return (w * x + b).sum().clamp(min=0)


@misconception(
    "activated-too-early",
    fails={
        "test_by_hand",
        "test_positive_sum",
        "test_bias_decides",
        "test_negative_sum",
        "test_float64",
        "test_number_of_inputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez ReLU à chaque produit avant de sommer : aucun terme négatif ne peut plus "
        "retenir le neurone. L'activation s'applique une fois, à la somme entière."
    ),
    en=(
        "You apply ReLU to each product before summing: no negative term can hold the neuron back "
        "any more. The activation is applied once, to the whole sum."
    ),
)
def neuron(x, w, b):
    """Cut the negative products off."""
    return ((w * x).clamp(min=0).sum() + b).clamp(min=0)


@misconception(
    "four-inputs-only",
    fails={
        "test_positive_sum",
        "test_bias_decides",
        "test_negative_sum",
        "test_float64",
        "test_number_of_inputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre neurone ne lit que les quatre premières entrées, comme dans l'exemple. Il doit en "
        "accepter une, sept ou mille : le nombre d'entrées se lit sur la forme de x."
    ),
    en=(
        "Your neuron only reads the first four inputs, as in the example. It must accept one, "
        "seven or a thousand: the number of inputs is read from the shape of x."
    ),
)
def neuron(x, w, b):
    """Loop over the four inputs of the example."""
    z = b.clone()
    for k in range(4):
        z += w[k] * x[k]
    return z.clamp(min=0)


@misconception(
    "neuron-accumulates-in-bias",
    fails={"test_arguments_unchanged"},
    fr=(
        "Votre réponse est bonne, mais vous additionnez les produits dans le biais lui-même : un "
        "signe = donne un second nom à un tenseur, il n'en fait pas de copie, et += le modifie sur "
        "place. Au prochain exemple, le neurone aurait un autre biais."
    ),
    en=(
        "Your answer is right, but you add the products up in the bias itself: a sign = gives a "
        "tensor a second name, it makes no copy, and += modifies it in place. For the next example "
        "the neuron would have another bias."
    ),
)
def neuron(x, w, b):
    """Use the bias as the accumulator."""
    z = b
    for weight, value in zip(w, x, strict=True):
        z += weight * value
    return z.clamp(min=0)


@misconception(
    "neuron-made-float32",
    fails={"test_float64", "test_arguments_unchanged"},
    fr=(
        "Vous mettez un nombre de Python dans un tenseur neuf, sans préciser son type : il est "
        "en float32, et des entrées en float64 y perdent la moitié de leurs chiffres. Restez dans "
        "les opérations sur les tenseurs, ou reprenez le dtype et le périphérique (device) de x."
    ),
    en=(
        "You put a Python number into a new tensor without saying its type: it is float32, and "
        "float64 inputs lose half their digits there. Stay with operations on tensors, or take "
        "over the dtype and the device of x."
    ),
)
def neuron(x, w, b):
    """Wrap a Python number into a tensor of the default type."""
    z = sum(float(weight * value) for weight, value in zip(w, x, strict=True)) + float(b)
    return torch.tensor(max(0.0, z))
