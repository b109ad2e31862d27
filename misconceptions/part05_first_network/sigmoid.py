"""Wrong implementations of `sigmoid`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "inf-over-inf",
    fails={"test_large_values"},
    fr=(
        "Vous écrivez la sigmoïde comme le quotient de exp(z) par 1 + exp(z). Sur le papier c'est "
        "la même fonction ; mais pour un grand z, le haut et le bas valent tous deux inf, et leur "
        "quotient est nan. L'énoncé en donne une autre forme, où l'infini ne se trouve qu'en bas."
    ),
    en=(
        "You write the sigmoid as the quotient of exp(z) by 1 + exp(z). On paper that is the same "
        "function; but for a large z both top and bottom are inf, and their quotient is nan. The "
        "lesson gives another form of it, where infinity is only at the bottom."
    ),
)
def sigmoid(z):
    """Divide two exponentials."""
    return torch.exp(z) / (1 + torch.exp(z))


@misconception(
    "sigmoid-turned-around",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Il manque un signe dans l'exposant : votre courbe descend au lieu de monter, et plus le "
        "réseau est sûr de lui, plus la probabilité est petite. En 0, cela ne se voit pas. Que "
        "doit devenir l'exponentielle quand z grandit ?"
    ),
    en=(
        "A sign is missing in the exponent: your curve falls instead of rising, and the surer the "
        "network, the smaller the probability. At 0 it does not show. What must become of the "
        "exponential when z grows?"
    ),
)
def sigmoid(z):
    """Take the exponential of z itself."""
    return 1 / (1 + torch.exp(z))


@misconception(
    "sigmoid-derivative",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Vous renvoyez la dérivée de la sigmoïde : une cloche, maximale en 0. La fonction demandée "
        "est la probabilité elle-même, qui monte de 0 à 1."
    ),
    en=(
        "You return the derivative of the sigmoid: a bell, with its maximum at 0. The function "
        "asked for is the probability itself, which rises from 0 to 1."
    ),
)
def sigmoid(z):
    """Return s (1 - s)."""
    s = 1 / (1 + torch.exp(-z))
    return s * (1 - s)


@misconception(
    "denominator-without-parentheses",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Sans parenthèses autour du dénominateur, Python divise 1 par 1 puis ajoute "
        "l'exponentielle : vos « probabilités » dépassent toutes 1. La division passe avant "
        "l'addition."
    ),
    en=(
        "Without parentheses around the denominator, Python divides 1 by 1 and then adds the "
        "exponential: your “probabilities” all exceed 1. Division comes before addition."
    ),
)
def sigmoid(z):
    """Write the formula as it is read aloud."""
    return 1 / 1 + torch.exp(-z)


@misconception(
    "tanh-instead",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Vos valeurs vont de -1 à 1 : c'est la tangente hyperbolique. Elle a la même allure, mais "
        "une probabilité ne peut pas être négative : la sigmoïde va de 0 à 1 et vaut un demi en 0."
    ),
    en=(
        "Your values go from -1 to 1: that is the hyperbolic tangent. It looks the same, but a "
        "probability cannot be negative: the sigmoid goes from 0 to 1 and is one half at 0."
    ),
)
def sigmoid(z):
    """Compute the hyperbolic tangent."""
    return torch.tanh(z)


@misconception(
    "decided-too-early",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_argument_unchanged",
    },
    fr=(
        "Vous répondez 0 ou 1, sans rien entre les deux. Trancher vient après, au moment de "
        "décider ; pour apprendre, le réseau a besoin de la probabilité, dont la pente ne s'annule "
        "jamais."
    ),
    en=(
        "You answer 0 or 1 and nothing in between. Deciding comes later; to learn, the network "
        "needs the probability, whose slope is never zero."
    ),
)
def sigmoid(z):
    """Compare with zero."""
    return (z > 0).to(z.dtype)


@misconception(
    "shared-between-neurons",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_any_shape",
        "test_small_probabilities",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Vous divisez par la somme de toutes les exponentielles : les valeurs se partagent alors "
        "une probabilité de 1, comme avec softmax. La sigmoïde traite chaque nombre seul, sans "
        "regarder ses voisins."
    ),
    en=(
        "You divide by the sum of all exponentials: then the values share a probability of 1 "
        "between them, as with softmax. The sigmoid treats each number alone, without looking at "
        "its neighbours."
    ),
)
def sigmoid(z):
    """Normalise over the whole tensor."""
    powers = torch.exp(z - z.max())
    return powers / powers.sum()


@misconception(
    "values-cut-at-ten",
    fails={"test_small_probabilities", "test_large_values"},
    fr=(
        "Pour éviter les grands nombres, vous ramenez z dans un intervalle : toutes les réponses "
        "très sûres deviennent égales, et leur probabilité est fausse. La formule n'a pas besoin "
        "de cette protection : 1 divisé par inf vaut 0, ce qui est la bonne réponse."
    ),
    en=(
        "To avoid large numbers you bring z back into an interval: all very sure answers become "
        "equal, and their probability is wrong. The formula does not need this protection: 1 "
        "divided by inf is 0, which is the right answer."
    ),
)
def sigmoid(z):
    """Clamp z first."""
    return 1 / (1 + torch.exp(-z.clamp(-10, 10)))


@misconception(
    "python-exponential-overflows",
    fails={"test_large_values"},
    fr=(
        "Vous calculez chaque exponentielle avec math.exp, qui lève une erreur quand le résultat "
        "est trop grand, là où torch.exp donne inf et permet de continuer. En plus, une boucle sur "
        "les éléments est très lente : une opération de PyTorch les traite tous d'un coup."
    ),
    en=(
        "You compute each exponential with math.exp, which raises an error when the result is too "
        "large, where torch.exp gives inf and lets you go on. Besides, a loop over the entries is "
        "very slow: an operation of PyTorch handles them all at once."
    ),
)
def sigmoid(z):
    """Leave the tensor for Python's numbers."""
    values = [1 / (1 + math.exp(-value)) for value in z.flatten().tolist()]
    return torch.tensor(values, dtype=z.dtype, device=z.device).reshape(z.shape)


@misconception(
    "in-place-sigmoid",
    fails={"test_argument_unchanged"},
    fr=(
        "Vos valeurs sont bonnes, mais chaque méthode dont le nom finit par _ a modifié le tenseur "
        "reçu : z y est perdu. Prenez les versions sans _, qui renvoient un nouveau tenseur."
    ),
    en=(
        "Your values are right, but each method whose name ends with _ has modified the tensor "
        "that you received: z is lost there. Take the versions without _, which return a new "
        "tensor."
    ),
)
def sigmoid(z):
    """Chain operations in place."""
    return z.neg_().exp_().add_(1).reciprocal_()
