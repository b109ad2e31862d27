"""Wrong implementations of `numerical_gradient`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "one-sided-difference",
    fails={
        "test_by_hand",
        "test_vector",
        "test_any_shape",
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Vous comparez un pas en avant avec le point lui-même. L'erreur est alors proportionnelle "
        "à eps ; en comparant un pas en avant et un pas en arrière, les erreurs du premier ordre "
        "se compensent et il ne reste que eps²."
    ),
    en=(
        "You compare a step forward with the point itself. The error is then proportional to eps; "
        "comparing a step forward with a step back, the first-order errors cancel and only eps² "
        "is left."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Step forward only."""
    slopes = torch.zeros_like(theta).flatten()
    for i in range(theta.numel()):
        plus = theta.clone()
        plus.view(-1)[i] += eps
        slopes[i] = (function(plus) - function(theta)) / eps
    return slopes.reshape(theta.shape)


@misconception(
    "divided-by-one-step",
    fails={
        "test_by_hand",
        "test_vector",
        "test_any_shape",
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Votre gradient est deux fois trop grand : entre un pas en arrière et un pas en avant, la "
        "distance parcourue est de deux pas."
    ),
    en=(
        "Your gradient is twice too large: from a step back to a step forward, the distance is two "
        "steps."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Divide by eps although the points are 2 eps apart."""
    slopes = torch.zeros_like(theta).flatten()
    for i in range(theta.numel()):
        plus, minus = theta.clone(), theta.clone()
        plus.view(-1)[i] += eps
        minus.view(-1)[i] -= eps
        slopes[i] = (function(plus) - function(minus)) / eps
    return slopes.reshape(theta.shape)


@misconception(
    "all-entries-at-once",
    fails={
        "test_by_hand",
        "test_vector",
        "test_any_shape",
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Vous ajoutez eps à toutes les valeurs de theta en même temps : vous obtenez un seul "
        "nombre, la somme des dérivées partielles. Une dérivée partielle ne fait bouger qu'une "
        "variable, toutes les autres restant fixes."
    ),
    en=(
        "You add eps to all entries of theta at the same time: you get a single number, the sum of "
        "the partial derivatives. A partial derivative moves one variable only, all others staying "
        "fixed."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Move all entries together."""
    return (function(theta + eps) - function(theta - eps)) / (2 * eps)


@misconception(
    "copies-that-are-not",
    fails={
        "test_by_hand",
        "test_vector",
        "test_any_shape",
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Votre gradient est nul partout : vos deux « copies » de theta sont un seul et même "
        "tenseur, auquel vous ajoutez puis retirez eps. Un signe = donne un second nom ; il ne "
        "copie rien."
    ),
    en=(
        "Your gradient is zero everywhere: your two “copies” of theta are one and the same tensor, "
        "to which you add eps and then take it away. A sign = gives a second name; it copies "
        "nothing."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Give theta two names instead of copying it."""
    slopes = torch.zeros_like(theta).flatten()
    for i in range(theta.numel()):
        plus = theta
        minus = theta
        plus.view(-1)[i] += eps
        minus.view(-1)[i] -= eps
        slopes[i] = (function(plus) - function(minus)) / (2 * eps)
    return slopes.reshape(theta.shape)


@misconception(
    "step-not-undone",
    fails={
        "test_by_hand",
        "test_any_shape",
        "test_large_step",
        "test_theta_unchanged",
    },
    fr=(
        "Vous déplacez une valeur de theta puis vous passez à la suivante sans la remettre à sa "
        "place : les dérivées suivantes sont prises en un autre point, et theta ressort modifié. "
        "Chaque variable doit partir du même theta."
    ),
    en=(
        "You move one entry of theta and go on to the next without putting it back: the following "
        "derivatives are taken at another point, and theta comes out modified. Each variable must "
        "start from the same theta."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Leave each entry one step back."""
    slopes = torch.zeros_like(theta).flatten()
    flat = theta.view(-1)
    for i in range(theta.numel()):
        flat[i] += eps
        above = function(theta)
        flat[i] -= 2 * eps
        slopes[i] = (above - function(theta)) / (2 * eps)
    return slopes.reshape(theta.shape)


@misconception(
    "vectors-only",
    fails={
        "test_any_shape",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Votre boucle parcourt la première dimension seulement : pour une matrice, theta[i] est "
        "une ligne entière, que vous déplacez d'un bloc ; et un nombre seul n'a pas de longueur. "
        "Parcourez chaque élément, quelle que soit la forme : les poids d'une couche sont une "
        "matrice."
    ),
    en=(
        "Your loop only runs over the first dimension: for a matrix theta[i] is a whole row, which "
        "you move as one block; and a single number has no length. Go through every entry, "
        "whatever the shape: the weights of a layer are a matrix."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Loop over the first dimension."""
    gradient = torch.zeros_like(theta)
    for i in range(len(theta)):
        plus, minus = theta.clone(), theta.clone()
        plus[i] += eps
        minus[i] -= eps
        gradient[i] = (function(plus) - function(minus)) / (2 * eps)
    return gradient


@misconception(
    "float32-gradient",
    fails={
        "test_by_hand",
        "test_vector",
        "test_any_shape",
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Vous rangez les dérivées dans un tenseur créé sans préciser son type, donc en float32 : "
        "il n'en garde que sept chiffres, trop peu pour comparer deux gradients. Un tenseur neuf "
        "doit reprendre le dtype et le périphérique (device) de theta."
    ),
    en=(
        "You store the derivatives in a tensor made without saying its type, hence float32: it "
        "keeps only seven digits of them, too few to compare two gradients. A new tensor must take "
        "over the dtype and the device of theta."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Store the slopes in a tensor of the default type."""
    slopes = torch.zeros(theta.numel())
    for i in range(theta.numel()):
        plus, minus = theta.clone(), theta.clone()
        plus.view(-1)[i] += eps
        minus.view(-1)[i] -= eps
        slopes[i] = (function(plus) - function(minus)) / (2 * eps)
    return slopes.reshape(theta.shape)


@misconception(
    "own-step",
    fails={
        "test_large_step",
        "test_large_whole_numbers",
        "test_theta_unchanged",
    },
    fr=(
        "Votre pas est écrit en dur dans la fonction, et l'argument eps ne sert à rien. Le bon pas "
        "dépend de la fonction et de la précision des nombres : c'est à celui qui appelle de le "
        "choisir."
    ),
    en=(
        "Your step is written into the function, and the argument eps is of no use. The right step "
        "depends on the function and on the precision of the numbers: it is for the caller to "
        "choose."
    ),
)
def numerical_gradient(function, theta, eps=1e-6):
    """Ignore the argument eps."""
    step = 1e-6
    slopes = torch.zeros_like(theta).flatten()
    for i in range(theta.numel()):
        plus, minus = theta.clone(), theta.clone()
        plus.view(-1)[i] += step
        minus.view(-1)[i] -= step
        slopes[i] = (function(plus) - function(minus)) / (2 * step)
    return slopes.reshape(theta.shape)
