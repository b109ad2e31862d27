"""Wrong implementations of `ridge_gradients`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "bias-penalised-in-gradient",
    fails={
        "test_by_hand",
        "test_bias_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre db contient un terme en λ b. Le coût ne pénalise que les poids : dériver la "
        "pénalité par rapport au biais donne 0. L'erreur ne se voit pas tant que le biais vaut 0, "
        "donc ne vérifiez jamais un gradient en ce point."
    ),
    en=(
        "Your db holds a term in λ b. The cost penalises the weights only: the derivative of the "
        "penalty for the bias is 0. The mistake does not show as long as the bias is 0, so never "
        "check a gradient at that point."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Shrink the bias too."""
    error = x @ w + b - y
    return (x.T @ error + lam * w) / len(y), error.mean() + lam * b / len(y)


@misconception(
    "penalty-gradient-not-divided",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez λ w tout entier. Le 1/2m du coût est devant tout le crochet : après la "
        "dérivée du carré, il reste 1/m devant λ w aussi. Sinon la pénalité pèse m fois trop."
    ),
    en=(
        "You add the whole of λ w. The 1/2m of the cost stands in front of the entire bracket: "
        "after differentiating the square, 1/m is left in front of λ w as well. Otherwise the "
        "penalty weighs m times too much."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Divide the error term only."""
    error = x @ w + b - y
    return x.T @ error / len(y) + lam * w, error.mean()


@misconception(
    "penalty-gradient-doubled",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre pénalité a un facteur 2 de trop. La dérivée de w² donne bien 2w, mais ce 2 se "
        "simplifie avec le 2 de 1/2m, exactement comme pour l'erreur."
    ),
    en=(
        "Your penalty has a factor of 2 too many. The derivative of w² is indeed 2w, but this 2 "
        "cancels with the 2 of 1/2m, exactly as it does for the error."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Keep the 2 of the square."""
    error = x @ w + b - y
    return (x.T @ error + 2 * lam * w) / len(y), error.mean()


@misconception(
    "penalty-missing-from-gradient",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients ne dépendent pas de λ : ce sont ceux de la régression simple. Si la "
        "pénalité est dans le coût sans être dans le gradient, la descente ne la voit pas et les "
        "poids ne diminuent pas."
    ),
    en=(
        "Your gradients do not depend on λ: they are those of plain regression. If the penalty is "
        "in the cost but not in the gradient, the descent does not see it and the weights do not "
        "shrink."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Forget the penalty."""
    error = x @ w + b - y
    return x.T @ error / len(y), error.mean()


@misconception(
    "penalty-gradient-without-weights",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez λ à chaque dérivée, quel que soit le poids. C'est la dérivée d'une pénalité "
        "sans carré, comme celle de la diapositive « + 1000 w₃ + 1000 w₄ », qui est fausse. La "
        "dérivée d'un carré est proportionnelle au poids."
    ),
    en=(
        "You add λ to each derivative, whatever the weight. That is the derivative of a penalty "
        "without a square, like that of the slide “+ 1000 w₃ + 1000 w₄”, which is wrong. The "
        "derivative of a square is proportional to the weight."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Differentiate a penalty that is not squared."""
    error = x @ w + b - y
    return (x.T @ error + lam) / len(y), error.mean()


@misconception(
    "penalty-gradient-subtracted",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous soustrayez la pénalité. Le signe moins que vous avez en tête est celui de la mise à "
        "jour, w − α dw : il viendra plus tard. Ici, avec votre signe, la descente ferait grandir "
        "les poids."
    ),
    en=(
        "You subtract the penalty. The minus sign that you have in mind is that of the update, "
        "w − α dw: it comes later. Here, with your sign, the descent would make the weights grow."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Take the penalty with the sign of the update."""
    error = x @ w + b - y
    return (x.T @ error - lam * w) / len(y), error.mean()


@misconception(
    "gradients-summed-over-examples",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_no_penalty",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients ne sont pas divisés par m : ce sont des sommes sur les exemples. Le coût a "
        "un 1/2m devant ; sans lui, deux fois plus d'exemples feraient des pas deux fois plus "
        "longs."
    ),
    en=(
        "Your gradients are not divided by m: they are sums over the examples. The cost has 1/2m "
        "in front; without it, twice as many examples would make steps twice as long."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Leave the division by m out."""
    error = x @ w + b - y
    return x.T @ error + lam * w, error.sum()


@misconception(
    "gradients-of-cost-without-half",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_no_penalty",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux gradients sont deux fois trop grands : vous dérivez un coût en 1/m. Le 2 qui "
        "sort du carré est fait pour se simplifier avec celui de 1/2m."
    ),
    en=(
        "Both your gradients are twice too large: you differentiate a cost with 1/m. The 2 that "
        "comes out of the square is meant to cancel with that of 1/2m."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Differentiate a cost without the half."""
    error = x @ w + b - y
    return 2 * (x.T @ error + lam * w) / len(y), 2 * error.mean()


@misconception(
    "target-minus-prediction",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_bias_gradient",
        "test_no_penalty",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la cible moins la prédiction. Dans le coût, le carré cache ce signe ; dans le "
        "gradient il s'inverse, et la descente s'éloigne du minimum."
    ),
    en=(
        "You take target minus prediction. In the cost the square hides this sign; in the gradient "
        "it flips, and the descent moves away from the minimum."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Turn the error round."""
    error = y - (x @ w + b)
    return (x.T @ error + lam * w) / len(y), error.mean()


@misconception(
    "absolute-weights-differentiated",
    fails={
        "test_by_hand",
        "test_weight_gradient",
        "test_perfect_fit",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous dérivez la valeur absolue des poids : seul leur signe reste. C'est le gradient du "
        "Lasso ; celui de Ridge est proportionnel à chaque poids, et pousse d'autant plus fort que "
        "le poids est grand."
    ),
    en=(
        "You differentiate the absolute values of the weights: only their sign is left. That is "
        "the gradient of the lasso; the one of ridge is proportional to each weight, and pushes "
        "the harder the larger the weight."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Differentiate absolute values."""
    error = x @ w + b - y
    return (x.T @ error + lam * torch.sign(w)) / len(y), error.mean()


@misconception(
    "penalty-added-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vous multipliez w par λ sur place : le gradient est juste, mais les poids de celui qui "
        "vous appelle ont changé. Écrire w *= λ modifie le tenseur reçu ; λ * w en crée un autre."
    ),
    en=(
        "You multiply w by λ in place: the gradient is right, but your caller's weights have "
        "changed. Writing w *= λ modifies the tensor received; λ * w makes another one."
    ),
)
def ridge_gradients(x, y, w, b, lam):
    """Scale the weights in place."""
    error = x @ w + b - y
    w *= lam
    return (x.T @ error + w) / len(y), error.mean()
