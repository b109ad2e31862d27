"""Wrong implementations of `scaled_dot_product_attention`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "scores-not-scaled",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne divisez pas les scores par la racine de d_k. Plus les vecteurs sont "
        "longs, plus leurs produits scalaires sont grands : le softmax finit par ne "
        "garder qu'un mot, et ses gradients s'annulent. Tant que d_k vaut 1, l'erreur ne "
        "se voit pas."
    ),
    en=(
        "You do not divide the scores by the square root of d_k. The longer the vectors, "
        "the larger their dot products: the softmax ends up keeping a single word, and "
        "its gradients vanish. As long as d_k is 1 the mistake does not show."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Forget the scale."""
    scores = q @ k.transpose(-2, -1)
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "divided-by-d-k",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez les scores par d_k et non par sa racine. Une somme de d_k produits "
        "indépendants a une variance de d_k, donc un écart-type de la racine de d_k : "
        "divisés par d_k, les scores sont trop petits et les poids trop égaux."
    ),
    en=(
        "You divide the scores by d_k and not by its square root. A sum of d_k "
        "independent products has variance d_k, hence a standard deviation of the square "
        "root of d_k: divided by d_k the scores are too small and the weights too even."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Divide by d_k."""
    scores = q @ k.transpose(-2, -1) / q.shape[-1]
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "scaled-by-another-size",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par la racine d'une autre taille : celle des valeurs. C'est la "
        "longueur des requêtes et des clés, d_k, qui fait grandir les scores. Dans "
        "beaucoup de modèles d_v est égal à d_k, et l'erreur y reste cachée."
    ),
    en=(
        "You divide by the square root of another size: that of the values. It is the "
        "length of queries and keys, d_k, that makes scores grow. In many models d_v "
        "equals d_k, and the mistake stays hidden there."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Scale with the size of the values."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(v.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "softmax-over-the-queries",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre softmax est pris le long des requêtes : les poids d'une même requête n'ont "
        "plus pour somme 1. Avec les mêmes tenseurs pour q, k et v l'erreur passe presque "
        "inaperçue. Chaque requête partage son attention entre les S clés, donc le long "
        "de la dernière dimension."
    ),
    en=(
        "Your softmax runs along the queries: the weights of one query no longer sum to "
        "1. With the same tensors for q, k and v the mistake is hard to see. Each query "
        "shares its attention between the S keys, hence along the last dimension."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Normalise over the queries."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-2)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-2).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "dimension-counted-from-the-left",
    fails={"test_by_hand", "test_leading_dimensions", "test_masks"},
    fr=(
        "Vous désignez la dimension des clés en comptant depuis la gauche. C'est juste "
        "pour (N, L, S) ; avec des têtes, (N, h, L, S), la même dimension est celle des "
        "requêtes, et sans dimension de lot elle n'existe pas. Comptez depuis la droite."
    ),
    en=(
        "You name the dimension of the keys by counting from the left. That is right for "
        "(N, L, S); with heads, (N, h, L, S), the same dimension is that of the queries, "
        "and without a batch it does not exist. Count from the right."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Take dimension 2 for that of the keys."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=2)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=2).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "scaled-after-the-softmax",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez après le softmax : les poids n'ont plus pour somme 1, et le softmax "
        "a été calculé sur des scores trop grands. La division par la racine de d_k porte "
        "sur les scores."
    ),
    en=(
        "You divide after the softmax: the weights no longer sum to 1, and the softmax "
        "was computed on scores that are too large. The division by the square root of "
        "d_k belongs to the scores."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Divide the weights."""
    scores = q @ k.transpose(-2, -1)
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    weights = weights / math.sqrt(q.shape[-1])
    return weights @ v, weights


@misconception(
    "masked-after-the-softmax",
    fails={
        "test_by_hand",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous masquez les poids après le softmax : les clés cachées ont déjà reçu leur "
        "part, et ce qui reste n'a plus pour somme 1. Masquez les scores avant le "
        "softmax, de sorte que les clés permises se partagent tout."
    ),
    en=(
        "You mask the weights after the softmax: the hidden keys already got their share, "
        "and what is left does not sum to 1. Mask the scores before the softmax, so that "
        "the allowed keys share everything."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Set weights to zero, without renormalising."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "attention-mask-inverted",
    fails={
        "test_by_hand",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous cachez les clés que le masque permet, et lisez celles qu'il cache. True "
        "veut dire ici « peut être regardé » ; dans d'autres bibliothèques c'est "
        "l'inverse, d'où la confusion. Ce qu'il faut remplacer, ce sont les scores où le "
        "masque est False."
    ),
    en=(
        "You hide the keys that the mask allows, and read those that it hides. Here True "
        "means “may be attended to”; in other libraries it is the other way round, hence "
        "the confusion. What has to be replaced are the scores where the mask is False."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Hide where the mask is True."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(mask, 0.0)
    return weights @ v, weights


@misconception(
    "masked-scores-set-to-zero",
    fails={
        "test_by_hand",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous mettez à zéro les scores masqués, par exemple en les multipliant par le "
        "masque. Mais l'exponentielle de 0 vaut 1 : une clé cachée garde un poids, et "
        "même un poids élevé si les autres scores sont négatifs. Il faut un score si bas "
        "que son exponentielle soit nulle."
    ),
    en=(
        "You set masked scores to zero, for instance by multiplying them by the mask. But "
        "the exponential of 0 is 1: a hidden key keeps a weight, even a large one if the "
        "other scores are negative. The score must be so low that its exponential is "
        "zero."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Multiply the scores by the mask."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores * mask
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


@misconception(
    "mask-added-to-the-scores",
    fails={
        "test_by_hand",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez le masque aux scores : True y compte pour 1, False pour 0. Les "
        "clés permises gagnent un point, les autres restent en course. Un masque booléen "
        "dit quels scores remplacer ; il ne s'additionne pas."
    ),
    en=(
        "You add the mask to the scores: True counts for 1, False for 0. The allowed keys "
        "gain one point, the others stay in the race. A boolean mask says which scores to "
        "replace; it is not to be added."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Add the mask as numbers."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + mask
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


@misconception(
    "nan-when-nothing-is-allowed",
    fails={"test_fully_masked_row"},
    fr=(
        "Vous masquez avec moins l'infini, ce qui est juste tant qu'il reste une clé "
        "permise. Quand il n'en reste aucune, le softmax calcule 0 / 0 et donne nan, qui "
        "se répand ensuite dans tout le modèle. Le contrat demande des zéros pour une "
        "telle ligne."
    ),
    en=(
        "You mask with minus infinity, which is right as long as one key is left. When "
        "none is left, the softmax computes 0 / 0 and gives nan, which then spreads "
        "through the whole model. The contract asks for zeros in such a row."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Mask with minus infinity only."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


@misconception(
    "all-keys-when-none-is-allowed",
    fails={"test_fully_masked_row"},
    fr=(
        "Vous masquez avec un grand nombre négatif, le même partout. Si toutes les clés "
        "d'une requête sont masquées, elles redeviennent égales entre elles : le softmax "
        "donne 1 / S à chacune, et la requête lit précisément ce qu'on lui cache. Le "
        "contrat demande des zéros."
    ),
    en=(
        "You mask with a large negative number, the same everywhere. If all keys of a "
        "query are masked they are equal again: the softmax gives each of them 1 / S, and "
        "the query reads exactly what is hidden from it. The contract asks for zeros."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Mask with a large negative number only."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e9)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


@misconception(
    "penalty-too-small",
    fails={"test_large_scores"},
    fr=(
        "Le nombre que vous mettez à la place des scores masqués est trop proche de zéro "
        ": il est négatif, mais de vrais scores peuvent l'être davantage, et les clés "
        "cachées gagnent alors. Prenez moins l'infini, ou le plus petit nombre du type."
    ),
    en=(
        "The number that you put in place of masked scores is too close to zero: it is "
        "negative, but true scores may be more so, and then the hidden keys win. Take "
        "minus infinity, or the smallest number of the type."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Mask with -100."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -100.0)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights * mask.any(dim=-1, keepdim=True)
    return weights @ v, weights


@misconception(
    "nan-in-the-gradients",
    fails={"test_fully_masked_row"},
    fr=(
        "Vos résultats sont justes, car vous remplacez les nan après coup ; mais ils "
        "restent dans le calcul des gradients, où nan multiplié par 0 donne encore nan. "
        "Un seul mot sans clé suffit à détruire tous les poids du modèle. Évitez le nan "
        "au lieu de l'effacer."
    ),
    en=(
        "Your results are right, because you replace the nan afterwards; but they stay in "
        "the computation of gradients, where nan times 0 is nan again. A single word "
        "without keys is enough to destroy all weights of the model. Avoid the nan "
        "instead of wiping it away."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Add minus infinity, then wipe the nan away."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + torch.zeros_like(scores).masked_fill(~mask, float("-inf"))
    weights = torch.nan_to_num(torch.softmax(scores, dim=-1), nan=0.0)
    return weights @ v, weights


@misconception(
    "softmax-overflows",
    fails={"test_large_scores"},
    fr=(
        "Votre softmax prend l'exponentielle des scores bruts. Au-delà de mille elle "
        "dépasse ce qu'un float peut contenir ; en dessous de moins mille, toutes sont "
        "nulles : dans les deux cas la division donne nan. Ôtez d'abord à chaque ligne "
        "son plus grand score, ou servez-vous de torch.softmax."
    ),
    en=(
        "Your softmax takes the exponential of the raw scores. Beyond a thousand it "
        "exceeds what a float can hold; below minus a thousand all are zero: in both "
        "cases the division gives nan. First take each row's largest score away, or use "
        "torch.softmax."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Take the exponential of the raw scores."""
    powers = torch.exp(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]))
    if mask is not None:
        powers = powers * mask
    total = powers.sum(dim=-1, keepdim=True)
    if mask is not None:
        total = torch.where(mask.any(dim=-1, keepdim=True), total, 1.0)
    weights = powers / total
    return weights @ v, weights


@misconception(
    "weights-returned-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux résultats sont justes, mais dans l'autre ordre : le contrat demande "
        "d'abord la sortie, puis les poids."
    ),
    en=(
        "Your two results are right but in the other order: the contract asks for the "
        "output first, then the weights."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Return the weights first."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights, weights @ v


@misconception(
    "reads-the-keys",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_leading_dimensions",
        "test_masks",
        "test_fully_masked_row",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos poids sont bons, mais la sortie additionne les clés. Les clés disent où "
        "regarder, les valeurs disent ce qu'on y lit : ce sont elles qu'il faut pondérer. "
        "Quand k et v sont le même tenseur, l'erreur ne se voit pas."
    ),
    en=(
        "Your weights are right, but the output adds up the keys. Keys say where to look, "
        "values say what is read there: these are what must be weighted. When k and v are "
        "the same tensor the mistake does not show."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Weight the keys."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ k, weights


@misconception(
    "queries-scaled-in-place",
    fails={"test_fully_masked_row", "test_arguments_unchanged"},
    fr=(
        "Vos résultats sont bons, mais vous divisez q sur place : celui qui vous a appelé "
        "retrouve des requêtes plus petites, et PyTorch refuse de modifier ainsi un "
        "tenseur dont il suit les gradients. Créez un nouveau tenseur."
    ),
    en=(
        "Your results are right, but you divide q in place: your caller is left with "
        "smaller queries, and PyTorch refuses to modify in this way a tensor whose "
        "gradients it follows. Make a new tensor."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Scale the queries in place."""
    q /= math.sqrt(q.shape[-1])
    scores = q @ k.transpose(-2, -1)
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights


@misconception(
    "gradients-cut",
    fails={"test_fully_masked_row"},
    fr=(
        "Vos valeurs sont justes, mais vos résultats ne tiennent plus au calcul : detach, "
        "item, tolist ou torch.tensor(...) coupent le chemin des gradients, et q, k et v "
        "n'apprendraient plus rien. Restez entre opérations sur des tenseurs."
    ),
    en=(
        "Your values are right, but your results are no longer tied to the computation: "
        "detach, item, tolist or torch.tensor(...) cut the path of the gradients, and q, "
        "k and v would learn nothing. Stay with operations on tensors."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Detach the results."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return (weights @ v).detach(), weights.detach()


@misconception(
    "renormalised-after-the-softmax",
    fails={"test_large_scores"},
    fr=(
        "Vous prenez le softmax de toutes les clés, effacez les poids interdits, puis ramenez la "
        "somme à 1. Sur le papier, cela revient au même. Mais si le score d'une clé cachée dépasse "
        "les autres de mille, elle prend tout : les poids permis sont arrondis à 0, et il ne "
        "reste rien à partager. Masquez avant le softmax."
    ),
    en=(
        "You take the softmax over all keys, wipe out the forbidden weights, then bring the sum "
        "back to 1. On paper that is the same. But if a hidden key has a score a thousand above "
        "the others, it takes everything: the allowed weights are rounded to 0, and nothing is "
        "left to share. Mask before the softmax."
    ),
)
def scaled_dot_product_attention(q, k, v, mask=None):
    """Mask the weights, then divide by their sum."""
    weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]), dim=-1)
    if mask is not None:
        weights = weights * mask
        weights = weights / weights.sum(dim=-1, keepdim=True).clamp(min=1e-30)
    return weights @ v, weights
