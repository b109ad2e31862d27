"""Wrong implementations of `batch_norm_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "statistics-taken-as-constants",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous traitez la moyenne et l'écart-type comme des constantes. Or ils dépendent de x : "
        "changer un exemple déplace la moyenne et l'échelle, donc les x_hat de tous les autres. "
        "Il manque à dx les deux termes qui passent par ce chemin. Une vérification : la somme "
        "de chaque colonne de dx doit être nulle."
    ),
    en=(
        "You treat the mean and the standard deviation as constants. But they depend on x: "
        "changing one example moves the mean and the scale, hence the x_hat of all others. The "
        "two terms that come along this way are missing from dx. A check: each column of dx "
        "must sum to zero."
    ),
)
def batch_norm_backward(dy, cache):
    """Differentiate x_hat as if mean and std were given numbers."""
    x_hat, gamma, std = cache
    return dy * gamma / std, (dy * x_hat).sum(dim=0), dy.sum(dim=0)


@misconception(
    "mean-term-missing",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous tenez compte de l'écart-type, mais pas de la moyenne. Ajouter un même nombre à "
        "toute une colonne ne change pas y, donc chaque colonne de dx a une somme nulle : la "
        "vôtre ne l'a pas. Cherchez le terme qui vient de la moyenne."
    ),
    en=(
        "You take the standard deviation into account, but not the mean. Adding the same number "
        "to a whole column does not change y, so each column of dx sums to zero: yours does "
        "not. Look for the term that comes from the mean."
    ),
)
def batch_norm_backward(dy, cache):
    """Leave out the path through the mean."""
    x_hat, gamma, std = cache
    dx = gamma / std * (dy - x_hat * (dy * x_hat).mean(dim=0))
    return dx, (dy * x_hat).sum(dim=0), dy.sum(dim=0)


@misconception(
    "spread-term-missing",
    fails={"test_by_hand", "test_input_gradient", "test_arguments_unchanged"},
    fr=(
        "Vous tenez compte de la moyenne, mais pas de l'écart-type. Étirer une colonne autour "
        "de sa moyenne ne change presque pas y, puisque la division annule l'étirement : dx "
        "doit presque ignorer cette direction, qui est celle de x_hat. Cherchez le terme qui "
        "vient de l'écart-type."
    ),
    en=(
        "You take the mean into account, but not the standard deviation. Stretching a column "
        "about its mean hardly changes y, as the division undoes the stretching: dx must almost "
        "ignore this direction, which is that of x_hat. Look for the term that comes from the "
        "standard deviation."
    ),
)
def batch_norm_backward(dy, cache):
    """Leave out the path through the standard deviation."""
    x_hat, gamma, std = cache
    dx = gamma / std * (dy - dy.mean(dim=0))
    return dx, (dy * x_hat).sum(dim=0), dy.sum(dim=0)


@misconception(
    "sums-instead-of-means-in-dx",
    fails={"test_by_hand", "test_input_gradient", "test_arguments_unchanged"},
    fr=(
        "Dans dx, vous retranchez des sommes au lieu de moyennes. Le 1/m vient de la moyenne et "
        "de la variance elles-mêmes : chaque exemple n'y pèse que pour un m-ième. Ce ne sont "
        "pas les mêmes sommes que dans dgamma et dbeta, où rien n'est divisé."
    ),
    en=(
        "In dx you subtract sums instead of means. The 1/m comes from the mean and the variance "
        "themselves: each example has only an m-th of the weight there. These are not the sums "
        "of dgamma and dbeta, where nothing is divided."
    ),
)
def batch_norm_backward(dy, cache):
    """Subtract the sums of dgamma and dbeta."""
    x_hat, gamma, std = cache
    dgamma, dbeta = (dy * x_hat).sum(dim=0), dy.sum(dim=0)
    return gamma / std * (dy - dbeta - x_hat * dgamma), dgamma, dbeta


@misconception(
    "scale-and-shift-averaged",
    fails={
        "test_by_hand",
        "test_scale_gradient",
        "test_shift_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez dgamma et dbeta par le nombre d'exemples. Le même gamma et le même beta "
        "ont servi à tous les exemples : leurs contributions s'ajoutent. La moyenne du coût est "
        "déjà dans dy ; avec un seul exemple, l'erreur ne se voit pas."
    ),
    en=(
        "You divide dgamma and dbeta by the number of examples. The same gamma and the same "
        "beta served all examples: their contributions add up. The mean of the cost is already "
        "inside dy; with a single example the mistake does not show."
    ),
)
def batch_norm_backward(dy, cache):
    """Average the gradients of gamma and beta."""
    x_hat, gamma, std = cache
    dgamma, dbeta = (dy * x_hat).mean(dim=0), dy.mean(dim=0)
    return gamma / std * (dy - dbeta - x_hat * dgamma), dgamma, dbeta


@misconception(
    "gamma-left-out-of-dx",
    fails={"test_by_hand", "test_input_gradient", "test_arguments_unchanged"},
    fr=(
        "Votre dx ne contient pas gamma. y = gamma x_hat + beta : avant d'arriver à x, le "
        "gradient traverse d'abord cette multiplication. L'oubli ne se voit pas au début de "
        "l'entraînement, quand gamma vaut 1."
    ),
    en=(
        "Your dx does not contain gamma. y = gamma x_hat + beta: before it reaches x, the "
        "gradient first goes through this multiplication. It does not show at the beginning of "
        "training, when gamma is 1."
    ),
)
def batch_norm_backward(dy, cache):
    """Go back through the normalisation only."""
    x_hat, _, std = cache
    dx = (dy - dy.mean(dim=0) - x_hat * (dy * x_hat).mean(dim=0)) / std
    return dx, (dy * x_hat).sum(dim=0), dy.sum(dim=0)


@misconception(
    "root-taken-twice",
    fails={"test_by_hand", "test_input_gradient", "test_arguments_unchanged"},
    fr=(
        "Vous prenez la racine de std. Le cache contient déjà l'écart-type, eps compris : la "
        "racine a été prise pendant la passe avant. Relisez ce que le contrat dit de chacun des "
        "trois tenseurs du cache."
    ),
    en=(
        "You take the square root of std. The cache already holds the standard deviation, eps "
        "included: the root was taken during the forward pass. Read again what the contract "
        "says of each of the three tensors of the cache."
    ),
)
def batch_norm_backward(dy, cache):
    """Take the third tensor of the cache for a variance."""
    x_hat, gamma, var = cache
    dx = gamma / torch.sqrt(var) * (dy - dy.mean(dim=0) - x_hat * (dy * x_hat).mean(dim=0))
    return dx, (dy * x_hat).sum(dim=0), dy.sum(dim=0)


@misconception(
    "scale-and-shift-gradients-not-summed",
    fails={
        "test_by_hand",
        "test_scale_gradient",
        "test_shift_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos dgamma et dbeta ont une ligne par exemple. Un gradient a la forme de ce par "
        "rapport à quoi on dérive : (n,), comme gamma et beta, qui ont servi à tous les "
        "exemples. Ajoutez les contributions des exemples."
    ),
    en=(
        "Your dgamma and dbeta have one row per example. A gradient has the shape of what one "
        "differentiates with respect to: (n,), like gamma and beta, which served all examples. "
        "Add up the contributions of the examples."
    ),
)
def batch_norm_backward(dy, cache):
    """Return the contribution of each example."""
    x_hat, gamma, std = cache
    dx = gamma / std * (dy - dy.mean(dim=0) - x_hat * (dy * x_hat).mean(dim=0))
    return dx, dy * x_hat, dy


@misconception(
    "scale-and-shift-gradients-swapped",
    fails={
        "test_by_hand",
        "test_scale_gradient",
        "test_shift_gradient",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients de gamma et de beta sont échangés. gamma multiplie x_hat, donc x_hat "
        "figure dans dgamma ; beta est seulement ajouté, donc dbeta est la somme de dy. Le "
        "contrat les veut dans cet ordre, après dx."
    ),
    en=(
        "Your gradients of gamma and beta are swapped. gamma multiplies x_hat, so x_hat appears "
        "in dgamma; beta is only added, so dbeta is the sum of dy. The contract wants them in "
        "this order, after dx."
    ),
)
def batch_norm_backward(dy, cache):
    """Return dbeta before dgamma."""
    x_hat, gamma, std = cache
    dx = gamma / std * (dy - dy.mean(dim=0) - x_hat * (dy * x_hat).mean(dim=0))
    return dx, dy.sum(dim=0), (dy * x_hat).sum(dim=0)


@misconception(
    "upstream-gradient-centred-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos trois gradients sont justes, mais dy n'est plus le même après l'appel : -= écrit "
        "dans le tenseur reçu, dont une autre branche du réseau peut encore avoir besoin. Créez "
        "un nouveau tenseur."
    ),
    en=(
        "Your three gradients are right, but dy is no longer the same after the call: -= writes "
        "into the tensor received, which another branch of the network may still need. Make a "
        "new tensor."
    ),
)
def batch_norm_backward(dy, cache):
    """Subtract both terms inside dy."""
    x_hat, gamma, std = cache
    dgamma, dbeta = (dy * x_hat).sum(dim=0), dy.sum(dim=0)
    dy -= (dbeta + x_hat * dgamma) / len(dy)
    return gamma / std * dy, dgamma, dbeta
