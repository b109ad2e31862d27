"""Wrong implementations of `merge_heads`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "reshaped-without-transposing",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_sizes_of_one",
        "test_heads_cut_just_before",
    },
    fr=(
        "Vous fondez les dimensions sans avoir remis les mots devant les têtes. La forme "
        "est la bonne, mais une ligne réunit alors des morceaux de plusieurs mots. De "
        "vrais modèles ont été publiés avec cette erreur. Échangez d'abord deux "
        "dimensions."
    ),
    en=(
        "You merge dimensions without first putting the words back before the heads. The "
        "shape is right, but a row then collects pieces of several words. Real models "
        "have been published with this mistake. First swap two dimensions."
    ),
)
def merge_heads(x):
    """Reshape straight away."""
    n, n_heads, length, d_head = x.shape
    return x.reshape(n, length, n_heads * d_head)


@misconception(
    "view-of-a-transposed-tensor",
    fails={"test_by_hand", "test_random_values", "test_equal_sizes", "test_sizes_of_one"},
    fr=(
        "Après un échange de dimensions, les nombres ne se suivent plus en mémoire, et "
        "view refuse de les relire dans un autre ordre. Le message d'erreur de PyTorch "
        "vous propose un remède."
    ),
    en=(
        "After swapping dimensions the numbers no longer follow each other in memory, and "
        "view refuses to read them in another order. PyTorch's error message suggests a "
        "cure."
    ),
)
def merge_heads(x):
    """View a tensor that is not contiguous."""
    n, n_heads, length, d_head = x.shape
    return x.transpose(1, 2).view(n, length, n_heads * d_head)


@misconception(
    "heads-averaged",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_sizes_of_one",
        "test_heads_cut_just_before",
    },
    fr=(
        "Vous faites la moyenne des têtes. Elles disent des choses différentes, c'est "
        "tout leur intérêt : on les met côte à côte, et une couche apprise les mélangera "
        "ensuite. Le résultat a n_heads * d_head nombres par mot."
    ),
    en=(
        "You average the heads. They say different things, that is what they are for: "
        "they are put side by side, and a learned layer will mix them afterwards. The "
        "result has n_heads * d_head numbers per word."
    ),
)
def merge_heads(x):
    """Average over the heads."""
    return x.mean(dim=1)


@misconception(
    "merged-in-turns",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_sizes_of_one",
        "test_heads_cut_just_before",
    },
    fr=(
        "Vous prenez à tour de rôle un nombre de chaque tête. Ceux d'une même tête "
        "doivent rester ensemble : d'abord toute la tête 0, puis toute la tête 1. "
        "Regardez dans quel ordre sont vos deux dernières dimensions avant de les fondre."
    ),
    en=(
        "You take one number of each head in turn. Those of one head must stay together: "
        "first the whole of head 0, then the whole of head 1. Look at the order of your "
        "last two dimensions before you merge them."
    ),
)
def merge_heads(x):
    """Alternate between the heads."""
    n, n_heads, length, d_head = x.shape
    return x.permute(0, 2, 3, 1).reshape(n, length, n_heads * d_head)


@misconception(
    "heads-one-below-the-other",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_sizes_of_one",
        "test_heads_cut_just_before",
    },
    fr=(
        "Vous mettez les têtes les unes sous les autres : la phrase a maintenant n_heads "
        "fois trop de mots, de taille d_head. C'est dans la dimension des nombres d'un "
        "mot, la dernière, que les têtes se rejoignent."
    ),
    en=(
        "You put the heads one below the other: the sentence now has n_heads times too "
        "many words, of size d_head. It is in the dimension of the numbers of a word, the "
        "last one, that heads come together."
    ),
)
def merge_heads(x):
    """Concatenate along the words."""
    return torch.cat(x.unbind(dim=1), dim=1)


@misconception(
    "words-before-the-sentences",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_sizes_of_one",
        "test_heads_cut_just_before",
    },
    fr=(
        "Votre résultat a la forme (L, N, d_model) : les mots d'abord, les phrases "
        "ensuite. PyTorch range parfois les séquences ainsi, mais ce notebook garde les "
        "phrases en premier. Seules les têtes et les mots changent de place."
    ),
    en=(
        "Your result has the shape (L, N, d_model): words first, sentences second. "
        "PyTorch sometimes lays sequences out this way, but this notebook keeps sentences "
        "first. Only heads and words change places."
    ),
)
def merge_heads(x):
    """Put the words first."""
    n, n_heads, length, d_head = x.shape
    return x.permute(2, 0, 1, 3).reshape(length, n, n_heads * d_head)


@misconception(
    "merged-and-squeezed",
    fails={"test_by_hand", "test_sizes_of_one"},
    fr=(
        "Vous ôtez les dimensions de taille 1 : un lot d'une seule phrase, ou une phrase "
        "d'un seul mot, perd alors une dimension du contrat. Le résultat a toujours trois "
        "dimensions."
    ),
    en=(
        "You remove dimensions of size 1: a batch of one sentence, or a sentence of one "
        "word, then loses a dimension of the contract. The result always has three "
        "dimensions."
    ),
)
def merge_heads(x):
    """Squeeze the result."""
    return x.transpose(1, 2).flatten(start_dim=2).squeeze()
