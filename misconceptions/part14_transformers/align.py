"""Wrong implementations of `align`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "alignment-over-the-sentences",
    fails={
        "test_by_hand",
        "test_weights",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre softmax est pris le long des phrases : ce sont les phrases du lot qui se partagent "
        "la somme 1, au lieu des mots d'une même phrase. Avec une seule phrase, tous les poids "
        "valent 1. Vérifiez quelles sommes font 1."
    ),
    en=(
        "Your softmax runs along the sentences: the sentences of the batch share the sum 1, "
        "instead of the words of one sentence. With a single sentence all weights are 1. Check "
        "which sums are 1."
    ),
)
def align(query, keys, values):
    """Take the softmax over the batch."""
    weights = torch.softmax(torch.einsum("nd,nsd->ns", query, keys), dim=0)
    return torch.einsum("ns,nsd->nd", weights, values), weights


@misconception(
    "alignment-not-normalised",
    fails={
        "test_by_hand",
        "test_weights",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos poids sont les scores eux-mêmes. Ils peuvent être négatifs et leur somme n'est pas "
        "1 : le contexte n'est plus une moyenne des valeurs. Il manque le softmax entre les "
        "scores et les poids."
    ),
    en=(
        "Your weights are the scores themselves. They may be negative and do not sum to 1: the "
        "context is no longer an average of the values. The softmax between scores and weights "
        "is missing."
    ),
)
def align(query, keys, values):
    """Use the scores as weights."""
    weights = torch.einsum("nd,nsd->ns", query, keys)
    return torch.einsum("ns,nsd->nd", weights, values), weights


@misconception(
    "alignment-scaled",
    fails={
        "test_by_hand",
        "test_weights",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez les scores par la racine de d_k. C'est la règle du transformer, qui vient "
        "plus loin ; l'alignement d'avant les transformers, demandé ici, prend le produit "
        "scalaire tel quel. Vos poids sont donc trop égaux entre eux."
    ),
    en=(
        "You divide the scores by the square root of d_k. That is the rule of the transformer, "
        "which comes later; the alignment from before transformers, asked for here, takes the dot "
        "product as it is. So your weights are too even."
    ),
)
def align(query, keys, values):
    """Scale the scores as a transformer does."""
    scores = torch.einsum("nd,nsd->ns", query, keys) / math.sqrt(query.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    return torch.einsum("ns,nsd->nd", weights, values), weights


@misconception(
    "context-from-the-keys",
    fails={
        "test_by_hand",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos poids sont bons, mais votre contexte additionne les clés. Les clés servent à "
        "trouver les mots qui comptent ; ce que l'on lit ensuite, ce sont les valeurs. Quand les "
        "deux sont le même tenseur, l'erreur ne se voit pas."
    ),
    en=(
        "Your weights are right, but your context adds up the keys. The keys serve to find the "
        "words that matter; what is then read are the values. When both are the same tensor the "
        "mistake does not show."
    ),
)
def align(query, keys, values):
    """Read from the keys."""
    weights = torch.softmax(torch.einsum("nd,nsd->ns", query, keys), dim=-1)
    return torch.einsum("ns,nsd->nd", weights, keys), weights


@misconception(
    "context-first-forgotten",
    fails={
        "test_by_hand",
        "test_weights",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux résultats sont justes, mais dans l'autre ordre : le contrat demande d'abord le "
        "contexte, puis les poids."
    ),
    en=(
        "Your two results are right but in the other order: the contract asks for the context "
        "first, then the weights."
    ),
)
def align(query, keys, values):
    """Return the weights first."""
    weights = torch.softmax(torch.einsum("nd,nsd->ns", query, keys), dim=-1)
    return weights, torch.einsum("ns,nsd->nd", weights, values)


@misconception(
    "context-averaged-again",
    fails={
        "test_by_hand",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la moyenne des valeurs pondérées : les poids font déjà la moyenne, puisque "
        "leur somme vaut 1. En divisant encore par le nombre de mots, vous rendez le contexte S "
        "fois trop petit. Il faut une somme."
    ),
    en=(
        "You take the mean of the weighted values: the weights already make the average, since "
        "they sum to 1. By dividing once more by the number of words you make the context S times "
        "too small. A sum is what is needed."
    ),
)
def align(query, keys, values):
    """Average the weighted values over the words."""
    weights = torch.softmax(torch.einsum("nd,nsd->ns", query, keys), dim=-1)
    return (weights[..., None] * values).mean(dim=1), weights


@misconception(
    "alignment-squeezed",
    fails={"test_by_hand", "test_single_sentence"},
    fr=(
        "Vous ôtez toutes les dimensions de taille 1 à la fois. Avec plusieurs phrases c'est sans "
        "danger, mais un lot d'une seule phrase y perd sa première dimension. Dites quelle "
        "dimension doit disparaître."
    ),
    en=(
        "You remove all dimensions of size 1 at once. With several sentences that does no harm, "
        "but a batch of one sentence loses its first dimension. Say which dimension is to go."
    ),
)
def align(query, keys, values):
    """Squeeze without saying which dimension."""
    weights = torch.softmax((keys @ query[..., None]).squeeze(), dim=-1)
    return (weights[..., None] * values).sum(dim=-2), weights


@misconception(
    "hardest-alignment",
    fails={
        "test_by_hand",
        "test_weights",
        "test_context",
        "test_single_sentence",
        "test_large_scores",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne gardez que le mot de plus grand score. L'alignement est doux : tous les mots "
        "contribuent, chacun selon son poids, ce qui permet d'apprendre par gradient. "
        "Remplacez le choix du maximum par un softmax."
    ),
    en=(
        "You keep only the word with the largest score. The alignment is soft: all words "
        "contribute, each according to its weight, which is what makes learning by gradient "
        "possible. Replace the choice of the maximum by a softmax."
    ),
)
def align(query, keys, values):
    """Read the best word only."""
    scores = torch.einsum("nd,nsd->ns", query, keys)
    weights = (scores == scores.amax(dim=-1, keepdim=True)).to(scores.dtype)
    return torch.einsum("ns,nsd->nd", weights, values), weights


@misconception(
    "alignment-overflows",
    fails={"test_large_scores"},
    fr=(
        "Votre softmax prend l'exponentielle des scores bruts : à 3000 elle dépasse ce qu'un "
        "float peut contenir, à -3000 toutes sont nulles, et la division donne nan. Ôtez d'abord "
        "à chaque phrase son plus grand score, ou servez-vous de torch.softmax."
    ),
    en=(
        "Your softmax takes the exponential of the raw scores: at 3000 it exceeds what a float "
        "can hold, at -3000 all are zero, and the division gives nan. First take each sentence's "
        "largest score away, or use torch.softmax."
    ),
)
def align(query, keys, values):
    """Take the exponential of the raw scores."""
    powers = torch.exp(torch.einsum("nd,nsd->ns", query, keys))
    weights = powers / powers.sum(dim=-1, keepdim=True)
    return torch.einsum("ns,nsd->nd", weights, values), weights


@misconception(
    "keys-multiplied-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Les résultats sont bons, mais vous multipliez les clés dans le tenseur reçu lui-même : "
        "celui qui vous a appelé ne retrouve plus ses clés, et le mot suivant sera mal aligné. "
        "Créez un nouveau tenseur."
    ),
    en=(
        "The results are right, but you multiply the keys inside the tensor that you received: "
        "your caller's keys are lost, and the next word will be badly aligned. Make a new tensor."
    ),
)
def align(query, keys, values):
    """Multiply the keys by the query in place."""
    keys *= query[:, None]
    weights = torch.softmax(keys.sum(dim=-1), dim=-1)
    return torch.einsum("ns,nsd->nd", weights, values), weights
