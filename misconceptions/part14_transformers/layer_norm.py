"""Wrong implementations of `layer_norm`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "norm-unbiased-variance",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez la somme des carrés par d - 1 : c'est ce que font `var` et `std` si on ne "
        "leur demande rien. La normalisation par couche n'estime rien sur une population : elle "
        "divise par d. L'écart est petit sur 512 composantes, mais un modèle dont on charge les "
        "poids ne donne plus les mêmes valeurs, et une composante seule donne nan."
    ),
    en=(
        "You divide the sum of squares by d - 1: that is what `var` and `std` do unless told "
        "otherwise. Layer normalisation estimates nothing about a population: it divides by d. The "
        "gap is small over 512 components, but a model whose weights are loaded no longer gives "
        "the same values, and a component alone gives nan."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Keep the default of torch.var."""
    mean = x.mean(dim=-1, keepdim=True)
    variance = x.var(dim=-1, keepdim=True)
    return gamma * (x - mean) / torch.sqrt(variance + eps) + beta


@misconception(
    "norm-eps-outside-the-root",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez eps à l'écart-type, une fois la racine prise. Dans la formule, eps est sous "
        "la racine, avec la variance. Sur des vecteurs bien étalés cela ne se voit presque pas ; "
        "sur des vecteurs presque constants, tout change. Regardez jusqu'où va le radical."
    ),
    en=(
        "You add eps to the standard deviation, once the root is taken. In the formula eps is "
        "under the root, with the variance. On vectors that are well spread it hardly shows; on "
        "nearly constant vectors everything changes. Look how far the root sign goes."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Add eps to the standard deviation."""
    mean = x.mean(dim=-1, keepdim=True)
    deviation = x.std(dim=-1, correction=0, keepdim=True)
    return gamma * (x - mean) / (deviation + eps) + beta


@misconception(
    "norm-divided-by-the-variance",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par la variance elle-même : la racine manque. Le résultat n'a la variance 1 "
        "que si x l'avait déjà. Pensez aux unités : des mètres divisés par des mètres carrés."
    ),
    en=(
        "You divide by the variance itself: the root is missing. The result has variance 1 only if "
        "x had it already. Think of units: metres divided by square metres."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Forget the square root."""
    mean = x.mean(dim=-1, keepdim=True)
    variance = x.var(dim=-1, correction=0, keepdim=True)
    return gamma * (x - mean) / (variance + eps) + beta


@misconception(
    "norm-over-the-whole-tensor",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre moyenne et votre variance sont prises sur tout le tenseur. Chaque mot dépend alors "
        "de tous les mots du lot, ceux des autres phrases compris. Chaque vecteur a ses propres "
        "statistiques ; avec un vecteur seul, la différence ne se voit pas."
    ),
    en=(
        "Your mean and your variance are taken over the whole tensor. Each word then depends on "
        "all words of the batch, those of other sentences included. Each vector has its own "
        "statistics; with a single vector the difference does not show."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Forget the dimension."""
    return gamma * (x - x.mean()) / torch.sqrt(x.var(correction=0) + eps) + beta


@misconception(
    "norm-over-the-examples",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous normalisez le long de la première dimension, celle des exemples : c'est la "
        "normalisation par lot. Ici chaque vecteur se suffit, même dans un lot d'un élément : les "
        "statistiques courent sur la dernière dimension."
    ),
    en=(
        "You normalise along the first dimension, that of the examples: this is batch "
        "normalisation. Here each vector is enough by itself, a batch of one included: the "
        "statistics run over the last dimension."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Take the statistics over the batch."""
    mean = x.mean(dim=0, keepdim=True)
    variance = x.var(dim=0, correction=0, keepdim=True)
    return gamma * (x - mean) / torch.sqrt(variance + eps) + beta


@misconception(
    "norm-third-dimension-only",
    fails={
        "test_by_hand",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez numéroté la dimension : `dim=2`. C'est bien la dernière d'un lot de phrases, "
        "pas celle d'une matrice, d'un vecteur ou d'un tenseur à quatre dimensions. Comptez depuis "
        "la fin."
    ),
    en=(
        "You numbered the dimension: `dim=2`. That is indeed the last one of a batch of sentences, "
        "not of a matrix, a vector or a tensor with four dimensions. Count from the end."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Assume three dimensions."""
    mean = x.mean(dim=2, keepdim=True)
    variance = x.var(dim=2, correction=0, keepdim=True)
    return gamma * (x - mean) / torch.sqrt(variance + eps) + beta


@misconception(
    "norm-one-pass-variance",
    fails={"test_far_from_zero"},
    fr=(
        "Vous calculez la variance comme la moyenne des carrés moins le carré de la moyenne. C'est "
        "exact sur le papier ; en float32, loin de zéro, les deux termes sont énormes et presque "
        "égaux, et leur différence n'est plus que de l'arrondi, parfois négatif. Centrez d'abord."
    ),
    en=(
        "You compute the variance as the mean of the squares minus the square of the mean. That is "
        "exact on paper; in float32, far from zero, both terms are huge and nearly equal, and "
        "their difference is nothing but rounding, sometimes negative. Centre first."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Subtract two large numbers."""
    mean = x.mean(dim=-1, keepdim=True)
    variance = (x**2).mean(dim=-1, keepdim=True) - mean**2
    return gamma * (x - mean) / torch.sqrt(variance + eps) + beta


@misconception(
    "norm-mean-kept",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par l'écart-type sans avoir retiré la moyenne. Un vecteur décalé le reste, "
        "et beta ne fixe plus le centre. Il y a une soustraction au numérateur."
    ),
    en=(
        "You divide by the standard deviation without having subtracted the mean. A shifted "
        "vector stays shifted, and beta no longer sets the centre. There is a subtraction in the "
        "numerator."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Scale without centring."""
    variance = x.var(dim=-1, correction=0, keepdim=True)
    return gamma * x / torch.sqrt(variance + eps) + beta


@misconception(
    "norm-without-scale-and-shift",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "gamma et beta ne servent pas : votre résultat a toujours la moyenne 0 et la variance 1. "
        "Le réseau apprend ces deux vecteurs pour rendre à chaque composante l'échelle qui lui "
        "convient. Cela ne se voit pas au début de l'apprentissage, où ils valent 1 et 0."
    ),
    en=(
        "gamma and beta are not used: your result always has mean 0 and variance 1. The network "
        "learns these two vectors to give each component the scale that suits it. It does not show "
        "at the start of training, when they are 1 and 0."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Leave gamma and beta out."""
    mean = x.mean(dim=-1, keepdim=True)
    variance = x.var(dim=-1, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps)


@misconception(
    "norm-eps-ignored",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_number_of_dimensions",
        "test_nearly_constant_vectors",
        "test_single_component",
        "test_arguments_unchanged",
    },
    fr=(
        "eps n'entre pas dans votre calcul. Dès qu'un vecteur est constant, sa variance est nulle, "
        "vous divisez zéro par zéro et nan gagne tout le réseau. eps est là pour cela."
    ),
    en=(
        "eps does not enter your computation. As soon as a vector is constant its variance is "
        "zero, you divide zero by zero and nan spreads through the whole network. That is what eps "
        "is for."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Divide by the bare standard deviation."""
    mean = x.mean(dim=-1, keepdim=True)
    return gamma * (x - mean) / x.std(dim=-1, correction=0, keepdim=True) + beta


@misconception(
    "norm-centred-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos valeurs sont justes, mais vous retirez la moyenne sur place : le x de celui qui vous "
        "a appelé est changé. Dans un transformer, x sert encore au chemin direct."
    ),
    en=(
        "Your values are right, but you subtract the mean in place: your caller's x is changed. In "
        "a transformer x still serves on the direct path."
    ),
)
def layer_norm(x, gamma, beta, eps):
    """Overwrite x."""
    x -= x.mean(dim=-1, keepdim=True)
    variance = (x**2).mean(dim=-1, keepdim=True)
    return gamma * x / torch.sqrt(variance + eps) + beta
