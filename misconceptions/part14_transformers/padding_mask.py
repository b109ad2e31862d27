"""Wrong implementations of `padding_mask`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "padding-mask-inverted",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Vos True marquent le remplissage. C'est la convention de key_padding_mask dans PyTorch ; "
        "ici True veut dire « peut être regardé », pour tous les masques. Avec votre masque, "
        "l'attention ne lirait que du vide."
    ),
    en=(
        "Your True entries mark the padding. That is the convention of key_padding_mask in "
        "PyTorch; here True means “may be attended to”, for all masks. With your mask the "
        "attention would read nothing but padding."
    ),
)
def padding_mask(lengths, max_length):
    """Mark the padding."""
    return torch.arange(max_length, device=lengths.device) >= lengths[:, None, None]


@misconception(
    "one-place-too-many",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Une place de trop est permise dans chaque phrase. Les places se comptent à partir de 0 : "
        "le dernier mot d'une phrase de 3 mots est à la place 2, et la place 3 est déjà du "
        "remplissage."
    ),
    en=(
        "One place too many is allowed in each sentence. Places are counted from 0: the last word "
        "of a sentence of 3 words stands in place 2, and place 3 already is padding."
    ),
)
def padding_mask(lengths, max_length):
    """Include the place whose number is the length."""
    return torch.arange(max_length, device=lengths.device) <= lengths[:, None, None]


@misconception(
    "padding-mask-flat",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Vos valeurs sont bonnes, mais il manque la dimension de taille 1. Face à des scores de "
        "forme (N, L, S), un masque (N, S) est étendu par la gauche : sa ligne n va à la requête "
        "n de toutes les phrases, au lieu d'aller à la phrase n. Quand N = L, aucune erreur ne "
        "vous prévient."
    ),
    en=(
        "Your values are right, but the dimension of size 1 is missing. Against scores of shape "
        "(N, L, S) a mask (N, S) is extended on the left: its row n goes to query n of every "
        "sentence instead of to sentence n. When N = L no error warns you."
    ),
)
def padding_mask(lengths, max_length):
    """Return one row per sentence."""
    return torch.arange(max_length, device=lengths.device) < lengths[:, None]


@misconception(
    "queries-masked",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Votre masque a la forme (N, max_length, 1) : il cache les requêtes du remplissage, et "
        "laisse les vrais mots regarder le vide. Ce sont les clés qu'il faut cacher, donc la "
        "dernière dimension."
    ),
    en=(
        "Your mask has the shape (N, max_length, 1): it hides the queries of the padding, and lets "
        "the true words look at the padding. It is the keys that must be hidden, hence the last "
        "dimension."
    ),
)
def padding_mask(lengths, max_length):
    """Mask the queries."""
    return (torch.arange(max_length, device=lengths.device) < lengths[:, None])[:, :, None]


@misconception(
    "queries-and-keys-masked",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Vous masquez aussi les requêtes du remplissage : leurs lignes sont entièrement masquées, "
        "et la taille carrée interdit d'utiliser le masque quand requêtes et clés viennent de "
        "deux phrases. Masquez seulement les clés, avec une dimension de taille 1 pour les "
        "requêtes."
    ),
    en=(
        "You also mask the queries of the padding: their rows are fully masked, and the square "
        "size forbids using the mask when queries and keys come from two sentences. Mask the keys "
        "only, with a dimension of size 1 for the queries."
    ),
)
def padding_mask(lengths, max_length):
    """Allow pairs of words only."""
    words = torch.arange(max_length, device=lengths.device) < lengths[:, None]
    return words[:, :, None] & words[:, None, :]


@misconception(
    "longest-sentence-decides",
    fails={"test_by_hand", "test_more_places", "test_single_sentence"},
    fr=(
        "Vous déduisez le nombre de places de la plus longue phrase, au lieu de prendre "
        "max_length. Dès que tout le lot est plus court que max_length, le masque n'a plus la "
        "taille des scores."
    ),
    en=(
        "You deduce the number of places from the longest sentence instead of using max_length. As "
        "soon as the whole batch is shorter than max_length, the mask no longer has the size of "
        "the scores."
    ),
)
def padding_mask(lengths, max_length):
    """Ignore max_length."""
    places = torch.arange(int(lengths.max()), device=lengths.device)
    return places < lengths[:, None, None]


@misconception(
    "padding-on-the-left",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Vous mettez le remplissage au début. Certains modèles le font, mais ici les mots sont "
        "au début de la phrase et le remplissage à la fin."
    ),
    en=(
        "You put the padding at the beginning. Some models do, but here the words stand at the "
        "beginning of the sentence and the padding at the end."
    ),
)
def padding_mask(lengths, max_length):
    """Put the words at the end."""
    places = torch.arange(max_length, device=lengths.device)
    return places >= max_length - lengths[:, None, None]


@misconception(
    "padding-mask-of-numbers",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Vos valeurs sont des 0 et des 1 décimaux et non des booléens : ~ et & ne fonctionnent "
        "pas sur eux. Le contrat demande torch.bool ; une comparaison en donne déjà un."
    ),
    en=(
        "Your values are decimal zeros and ones, not booleans: ~ and & do not work on them. The "
        "contract asks for torch.bool; a comparison already gives one."
    ),
)
def padding_mask(lengths, max_length):
    """Return numbers."""
    return (torch.arange(max_length, device=lengths.device) < lengths[:, None, None]).float()


@misconception(
    "four-dimensions-at-once",
    fails={
        "test_by_hand",
        "test_random_lengths",
        "test_more_places",
        "test_single_sentence",
        "test_each_sentence_its_mask",
    },
    fr=(
        "Votre masque a déjà une dimension pour les têtes, (N, 1, 1, max_length). Il ne va donc "
        "plus avec des scores sans têtes, de forme (N, L, S), où il ajoute une dimension au "
        "résultat. Le contrat demande (N, 1, max_length) ; qui a des têtes ajoute la sienne."
    ),
    en=(
        "Your mask already has a dimension for the heads, (N, 1, 1, max_length). So it no longer "
        "suits scores without heads, of shape (N, L, S), where it adds a dimension to the result. "
        "The contract asks for (N, 1, max_length); whoever has heads adds theirs."
    ),
)
def padding_mask(lengths, max_length):
    """Add a dimension for the heads."""
    return torch.arange(max_length, device=lengths.device) < lengths[:, None, None, None]
