"""Wrong implementations of `dropout_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "gradient-not-scaled",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez le masque mais oubliez le facteur de la passe avant. Elle a calculé "
        "y = x / (1 − p) là où la valeur était gardée : la dérivée de y par rapport à x contient "
        "donc ce même facteur."
    ),
    en=(
        "You apply the mask but leave out the factor of the forward pass. It computed "
        "y = x / (1 − p) where the value was kept: so the derivative of y for x holds this same "
        "factor."
    ),
)
def dropout_backward(dy, mask, p):
    """Apply the mask alone."""
    return torch.where(mask, dy, 0.0)


@misconception(
    "new-mask-drawn-backwards",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous tirez un nouveau masque à rebours. Le gradient passe alors par des valeurs qui "
        "étaient éteintes et manque celles qui ont servi. Il faut le masque de la passe avant : "
        "c'est pour cela qu'elle le renvoie."
    ),
    en=(
        "You draw a new mask on the way back. The gradient then passes through values that were "
        "dropped and misses those that were used. The mask of the forward pass is needed: that is "
        "why it returns it."
    ),
)
def dropout_backward(dy, mask, p):
    """Draw again."""
    mask = torch.rand_like(dy) >= p
    return torch.where(mask, dy / (1 - p), 0.0)


@misconception(
    "mask-ignored-backwards",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre gradient ne tient pas compte du masque. Une valeur éteinte n'a rien changé à la "
        "sortie : le coût n'en dépend pas, et son gradient vaut 0."
    ),
    en=(
        "Your gradient takes no account of the mask. A value that was dropped changed nothing in "
        "the output: the cost does not depend on it, and its gradient is 0."
    ),
)
def dropout_backward(dy, mask, p):
    """Scale everything."""
    return dy / (1 - p) if p < 1 else torch.zeros_like(dy)


@misconception(
    "gradient-multiplied-back",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez par 1 − p, comme pour défaire la passe avant. La rétropropagation ne "
        "défait rien : elle multiplie par la dérivée, et celle de x / (1 − p) est 1 / (1 − p)."
    ),
    en=(
        "You multiply by 1 − p, as if to undo the forward pass. Backpropagation undoes nothing: it "
        "multiplies by the derivative, and that of x / (1 − p) is 1 / (1 − p)."
    ),
)
def dropout_backward(dy, mask, p):
    """Undo the scaling."""
    return torch.where(mask, dy * (1 - p), 0.0)


@misconception(
    "gradient-divided-by-p",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par p. C'est la probabilité d'éteindre ; le facteur de la passe avant est "
        "1 / (1 − p), l'inverse de la probabilité de garder."
    ),
    en=(
        "You divide by p. That is the probability to drop; the factor of the forward pass is "
        "1 / (1 − p), the inverse of the probability to keep."
    ),
)
def dropout_backward(dy, mask, p):
    """Divide by the wrong probability."""
    return torch.where(mask, dy / p if p > 0 else dy * float("inf"), 0.0)


@misconception(
    "mask-read-the-wrong-way",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_any_shape",
        "test_extreme_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez le masque à l'envers : le gradient passe là où la valeur était éteinte. "
        "« Vrai » veut dire « gardée »."
    ),
    en=(
        "You read the mask the wrong way round: the gradient passes where the value was dropped. "
        "“True” means “kept”."
    ),
)
def dropout_backward(dy, mask, p):
    """Take True for dropped."""
    return torch.where(mask, 0.0, dy / (1 - p) if p < 1 else dy)


@misconception(
    "nan-gradient-when-all-dropped",
    fails={"test_extreme_probabilities"},
    fr=(
        "Pour p = 1, vous multipliez ou divisez par zéro, et le gradient devient NaN. Rien n'a été "
        "gardé : le gradient vaut 0. Choisissez entre deux valeurs au lieu de multiplier par le "
        "masque."
    ),
    en=(
        "For p = 1 you multiply or divide by zero, and the gradient becomes NaN. Nothing was kept: "
        "the gradient is 0. Choose between two values instead of multiplying by the mask."
    ),
)
def dropout_backward(dy, mask, p):
    """Multiply by the mask, then divide."""
    return dy * mask / (1 - p)


@misconception(
    "gradient-dropped-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vous écrivez le résultat dans le dy reçu. Les valeurs sont justes, mais si ce gradient "
        "sert ailleurs, par exemple à une seconde branche du réseau, il y arrive déjà masqué. "
        "Créez un nouveau tenseur."
    ),
    en=(
        "You write the result into the dy that you received. The values are right, but if that "
        "gradient is used elsewhere, by a second branch of the network for instance, it arrives "
        "there already masked. Make a new tensor."
    ),
)
def dropout_backward(dy, mask, p):
    """Overwrite dy."""
    dy[~mask] = 0.0
    dy[mask] /= 1 - p
    return dy
