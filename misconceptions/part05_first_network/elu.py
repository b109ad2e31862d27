"""Wrong implementations of `elu`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "overflow-times-zero",
    fails={"test_large_values"},
    fr=(
        "Vous multipliez chaque côté par un masque de zéros et de uns. Pour un grand z positif, "
        "l'exponentielle vaut inf avant d'être masquée, et 0 × inf donne nan. Choisissez entre les "
        "deux valeurs au lieu de les multiplier, ou ne calculez l'exponentielle que de nombres "
        "négatifs."
    ),
    en=(
        "You multiply each side by a mask of zeros and ones. For a large positive z the "
        "exponential is inf before it is masked, and 0 × inf gives nan. Choose between the two "
        "values instead of multiplying them, or only take exponentials of negative numbers."
    ),
)
def elu(z, alpha=1.0):
    """Mask the two sides by multiplication."""
    positive = (z > 0).to(z.dtype)
    return positive * z + (1 - positive) * alpha * (torch.exp(z) - 1)


@misconception(
    "only-the-exponential-scaled",
    fails={"test_by_hand", "test_other_alphas", "test_any_shape"},
    fr=(
        "Vous multipliez l'exponentielle par alpha puis vous ôtez 1. Tant que alpha vaut 1, cela "
        "revient au même ; sinon, la courbe saute en zéro. Les parenthèses de la formule "
        "entourent toute la différence."
    ),
    en=(
        "You multiply the exponential by alpha, then take 1 away. As long as alpha is 1 that makes "
        "no difference; otherwise the curve jumps at zero. The parentheses of the formula enclose "
        "the whole difference."
    ),
)
def elu(z, alpha=1.0):
    """Leave the parentheses out."""
    return torch.where(z > 0, z, alpha * torch.exp(z) - 1)


@misconception(
    "one-inside-the-exponential",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_alphas",
        "test_any_shape",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Vous soustrayez 1 dans l'exposant. C'est de l'exponentielle elle-même qu'il faut ôter 1 : "
        "la courbe passe alors par l'origine."
    ),
    en=(
        "You subtract 1 in the exponent. It is from the exponential itself that 1 must be taken "
        "away: then the curve goes through the origin."
    ),
)
def elu(z, alpha=1.0):
    """Subtract one too early."""
    return torch.where(z > 0, z, alpha * torch.exp(z - 1))


@misconception(
    "minus-one-forgotten",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_alphas",
        "test_any_shape",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Il manque le -1 : votre côté négatif reste positif et descend vers 0, au lieu de partir "
        "de 0 et de descendre vers -alpha. Que doit valoir la fonction juste à gauche de zéro ?"
    ),
    en=(
        "The -1 is missing: your negative side stays positive and falls towards 0, instead of "
        "starting at 0 and falling towards -alpha. What must the function be just left of zero?"
    ),
)
def elu(z, alpha=1.0):
    """Leave out the minus one."""
    return torch.where(z > 0, z, alpha * torch.exp(z))


@misconception(
    "alpha-never-used",
    fails={"test_by_hand", "test_other_alphas", "test_any_shape"},
    fr=(
        "Votre fonction donne le même résultat quel que soit alpha : tout est juste pour 1, et "
        "pour 1 seulement. C'est vers -alpha que la courbe doit descendre à gauche."
    ),
    en=(
        "Your function gives the same result whatever alpha is: all is right for 1, and for 1 "
        "only. It is towards -alpha that the curve must fall on the left."
    ),
)
def elu(z, alpha=1.0):
    """Ignore alpha."""
    return torch.where(z > 0, z, torch.exp(z) - 1)


@misconception(
    "alpha-on-both-sides",
    fails={"test_by_hand", "test_other_alphas", "test_any_shape"},
    fr=(
        "Vous multipliez aussi les valeurs positives par alpha. Elles doivent passer telles "
        "quelles, comme avec ReLU : alpha ne règle que le côté négatif."
    ),
    en=(
        "You multiply the positive values by alpha too. They must go through as they are, as with "
        "ReLU: alpha only sets the negative side."
    ),
)
def elu(z, alpha=1.0):
    """Scale both sides."""
    return alpha * torch.where(z > 0, z, torch.exp(z) - 1)


@misconception(
    "alpha-in-the-exponent",
    fails={"test_by_hand", "test_other_alphas", "test_any_shape"},
    fr=(
        "Vous mettez alpha dans l'exposant : la courbe descend plus ou moins vite, mais toujours "
        "vers -1. C'est toute la différence qu'il faut multiplier par alpha, pour qu'elle descende "
        "vers -alpha."
    ),
    en=(
        "You put alpha into the exponent: the curve falls faster or slower, but always towards -1. "
        "It is the whole difference that must be multiplied by alpha, so that it falls towards "
        "-alpha."
    ),
)
def elu(z, alpha=1.0):
    """Multiply the exponent instead of the difference."""
    return torch.where(z > 0, z, torch.exp(alpha * z) - 1)


@misconception(
    "exponent-turned-around",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_alphas",
        "test_any_shape",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Votre exposant a le mauvais signe : du côté négatif, exp(-z) explose au lieu de "
        "s'éteindre. L'exponentielle d'un z négatif est déjà comprise entre 0 et 1."
    ),
    en=(
        "Your exponent has the wrong sign: on the negative side exp(-z) explodes instead of dying "
        "out. The exponential of a negative z is already between 0 and 1."
    ),
)
def elu(z, alpha=1.0):
    """Take the exponential of -z."""
    return torch.where(z > 0, z, alpha * (torch.exp(-z) - 1))


@misconception(
    "elu-derivative",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_float64",
        "test_other_alphas",
        "test_any_shape",
        "test_large_values",
        "test_argument_unchanged",
    },
    fr=(
        "Vous renvoyez la dérivée d'ELU : 1 du côté positif. La fonction, elle, y laisse passer z "
        "lui-même. La dérivée servira à rebours, pas ici."
    ),
    en=(
        "You return the derivative of ELU: 1 on the positive side. The function itself lets z "
        "through there. The derivative is for the way back, not for here."
    ),
)
def elu(z, alpha=1.0):
    """Return the derivative."""
    return torch.where(z > 0, torch.ones_like(z), alpha * torch.exp(z))


@misconception(
    "in-place-elu",
    fails={"test_argument_unchanged"},
    fr=(
        "Vos valeurs sont bonnes, mais vous les écrivez dans le tenseur reçu : le z de celui qui "
        "vous a appelé est perdu. Travaillez sur une copie ou sur un tenseur neuf."
    ),
    en=(
        "Your values are right, but you write them into the tensor that you received: your "
        "caller's z is lost. Work on a copy or on a new tensor."
    ),
)
def elu(z, alpha=1.0):
    """Overwrite the negative entries of the argument."""
    negative = z < 0
    z[negative] = alpha * (torch.exp(z[negative]) - 1)
    return z
