"""Wrong implementations of `add_and_norm`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "residual-forgotten",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez la sortie de la sous-couche seule : le chemin direct manque. Sans lui, "
        "une sous-couche qui n'a encore rien appris efface le mot, et le gradient doit traverser "
        "toutes les couches pour revenir au début."
    ),
    en=(
        "You normalise the output of the sublayer alone: the direct path is missing. Without it a "
        "sublayer that has learned nothing yet erases the word, and the gradient must go through "
        "all layers to come back to the start."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Leave x out."""
    total = sublayer_output
    variance, mean = torch.var_mean(total, dim=-1, correction=0, keepdim=True)
    return (total - mean) / torch.sqrt(variance + eps) * gamma + beta


@misconception(
    "only-the-sublayer-normalised",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez la sortie de la sous-couche, puis vous ajoutez x. Dans l'article, la "
        "normalisation vient après l'addition : c'est la somme qu'elle ramène à une taille fixe. "
        "Chez vous, x grandit de bloc en bloc."
    ),
    en=(
        "You normalise the output of the sublayer, then add x. In the paper the normalisation "
        "comes after the addition: it is the sum that it brings back to a fixed size. With yours, "
        "x grows from block to block."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Normalise before adding."""
    variance, mean = torch.var_mean(sublayer_output, dim=-1, correction=0, keepdim=True)
    return x + (sublayer_output - mean) / torch.sqrt(variance + eps) * gamma + beta


@misconception(
    "direct-path-normalised",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez x, puis vous ajoutez la sortie de la sous-couche telle quelle. Les deux "
        "chemins doivent d'abord se rejoindre : on normalise leur somme, pas l'un des deux."
    ),
    en=(
        "You normalise x, then add the output of the sublayer as it is. Both paths must meet "
        "first: it is their sum that is normalised, not one of them."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Normalise x alone."""
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps) * gamma + beta + sublayer_output


@misconception(
    "sum-not-normalised",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez sans normaliser. Les sommes grandissent alors de bloc en bloc, et gamma, "
        "beta et eps ne servent à rien : c'est le signe qu'il manque une étape."
    ),
    en=(
        "You add without normalising. The sums then grow from block to block, and gamma, beta and "
        "eps are of no use: a sign that a step is missing."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Add, and stop there."""
    return x + sublayer_output


@misconception(
    "normalised-separately",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez les deux chemins chacun de son côté, puis vous additionnez. Leur rapport "
        "se perd : une sous-couche presque muette pèse autant que x. Il n'y a qu'une "
        "normalisation, celle de la somme."
    ),
    en=(
        "You normalise the two paths each on its own, then add. Their ratio is lost: a nearly "
        "silent sublayer weighs as much as x. There is only one normalisation, that of the sum."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Normalise twice, add afterwards."""

    def normalise(values):
        variance, mean = torch.var_mean(values, dim=-1, correction=0, keepdim=True)
        return (values - mean) / torch.sqrt(variance + eps)

    return (normalise(x) + normalise(sublayer_output)) * gamma + beta


@misconception(
    "residual-added-after-the-norm",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez bien la somme, mais vous ajoutez x encore une fois après. Le chemin "
        "direct passe une seule fois, avant la normalisation, qui est la dernière étape."
    ),
    en=(
        "You do normalise the sum, but add x once more afterwards. The direct path comes in only "
        "once, before the normalisation, which is the last step."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Add x before and after."""
    total = x + sublayer_output
    variance, mean = torch.var_mean(total, dim=-1, correction=0, keepdim=True)
    return x + (total - mean) / torch.sqrt(variance + eps) * gamma + beta


@misconception(
    "sum-with-unbiased-variance",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "L'addition est bonne, mais la variance divise par d - 1, comme `var` et `std` le font "
        "d'office. La normalisation par couche divise par d : demandez-le à la fonction."
    ),
    en=(
        "The addition is right, but the variance divides by d - 1, as `var` and `std` do by "
        "default. Layer normalisation divides by d: ask the function for it."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Keep the default of torch.var."""
    total = x + sublayer_output
    mean = total.mean(dim=-1, keepdim=True)
    return (total - mean) / torch.sqrt(total.var(dim=-1, keepdim=True) + eps) * gamma + beta


@misconception(
    "sum-with-eps-outside-the-root",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "L'addition est bonne, mais eps s'ajoute à l'écart-type et non à la variance. Cela ne se "
        "voit que si la somme est petite ou si eps est grand : regardez ce qui est sous la racine."
    ),
    en=(
        "The addition is right, but eps is added to the standard deviation instead of the "
        "variance. It only shows if the sum is small or eps is large: look at what is under the "
        "root."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Add eps to the standard deviation."""
    total = x + sublayer_output
    mean = total.mean(dim=-1, keepdim=True)
    deviation = total.std(dim=-1, correction=0, keepdim=True)
    return (total - mean) / (deviation + eps) * gamma + beta


@misconception(
    "paths-averaged",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la moyenne des deux chemins au lieu de leur somme. La normalisation efface "
        "presque ce facteur 2, sauf à côté de eps : sur de petites sommes, le résultat change."
    ),
    en=(
        "You take the mean of the two paths instead of their sum. The normalisation nearly wipes "
        "out this factor of 2, except beside eps: on small sums the result changes."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Average instead of adding."""
    total = (x + sublayer_output) / 2
    variance, mean = torch.var_mean(total, dim=-1, correction=0, keepdim=True)
    return (total - mean) / torch.sqrt(variance + eps) * gamma + beta


@misconception(
    "sum-normalised-over-the-examples",
    fails={
        "test_random_values",
        "test_silent_sublayer",
        "test_small_sums",
        "test_number_of_dimensions",
        "test_arguments_unchanged",
    },
    fr=(
        "L'addition est bonne, mais les statistiques courent sur la première dimension : les "
        "exemples du lot se mélangent. Chaque vecteur a sa moyenne et sa variance, prises sur la "
        "dernière dimension."
    ),
    en=(
        "The addition is right, but the statistics run over the first dimension: the examples of "
        "the batch get mixed. Each vector has its own mean and variance, taken over the last "
        "dimension."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Normalise along the batch."""
    total = x + sublayer_output
    variance, mean = torch.var_mean(total, dim=0, correction=0, keepdim=True)
    return (total - mean) / torch.sqrt(variance + eps) * gamma + beta


@misconception(
    "sum-written-into-x",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos valeurs sont justes, mais `x += ...` écrit la somme dans le x de celui qui vous a "
        "appelé. Il en a encore besoin ; et PyTorch refuse de dériver ce qui a été écrasé."
    ),
    en=(
        "Your values are right, but `x += ...` writes the sum into your caller's x. It is still "
        "needed there; and PyTorch refuses to differentiate what was overwritten."
    ),
)
def add_and_norm(x, sublayer_output, gamma, beta, eps):
    """Add in place."""
    x += sublayer_output
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps) * gamma + beta
