"""Wrong implementations of `causal_mask`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "causal-mask-inverted",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Vos True marquent les mots cachés. C'est la convention de certaines bibliothèques, dont "
        "torch.nn.MultiheadAttention ; ici, comme pour scaled_dot_product_attention, True veut "
        "dire « peut être regardé ». Relisez la convention en tête du notebook."
    ),
    en=(
        "Your True entries mark the hidden words. That is the convention of some libraries, "
        "torch.nn.MultiheadAttention among them; here, as for scaled_dot_product_attention, True "
        "means “may be attended to”. Read the convention at the top of the notebook again."
    ),
)
def causal_mask(length):
    """Mark what is hidden."""
    return torch.ones(length, length, dtype=torch.bool).triu(diagonal=1)


@misconception(
    "diagonal-hidden",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Chez vous, un mot ne se voit pas lui-même. Le premier mot ne peut alors rien regarder du "
        "tout, et un softmax sans aucun candidat donne nan. La diagonale est permise : c'est le "
        "décalage des cibles qui empêche de tricher."
    ),
    en=(
        "With you a word does not see itself. The first word then has nothing at all to look at, "
        "and a softmax without candidates gives nan. The diagonal is allowed: it is the shift of "
        "the targets that prevents cheating."
    ),
)
def causal_mask(length):
    """Leave the diagonal out."""
    return torch.ones(length, length, dtype=torch.bool).tril(diagonal=-1)


@misconception(
    "upper-triangle",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Votre triangle est du mauvais côté : chaque mot voit la suite et pas le passé. La ligne "
        "est le mot qui regarde, la colonne le mot regardé ; sur la première ligne, seule la "
        "première colonne est permise."
    ),
    en=(
        "Your triangle is on the wrong side: each word sees what follows and not the past. The row "
        "is the word that looks, the column the word looked at; in the first row only the first "
        "column is allowed."
    ),
)
def causal_mask(length):
    """Keep the upper triangle."""
    return torch.ones(length, length, dtype=torch.bool).triu()


@misconception(
    "next-word-visible",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Votre triangle a une diagonale de trop : chaque mot voit aussi le suivant, celui qu'il "
        "doit justement prédire. L'entraînement semblerait parfait, la génération non."
    ),
    en=(
        "Your triangle has one diagonal too many: each word also sees the next one, the very word "
        "that it has to predict. Training would look perfect; generation would not."
    ),
)
def causal_mask(length):
    """Keep one diagonal more."""
    return torch.ones(length, length, dtype=torch.bool).tril(diagonal=1)


@misconception(
    "zeros-and-ones",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Votre triangle est le bon, mais ses valeurs sont des nombres, 0 et 1, et non des "
        "booléens. Avec des nombres, ~ et & ne fonctionnent pas, et quelqu'un finira par "
        "additionner ce masque aux scores. Le contrat demande torch.bool."
    ),
    en=(
        "Your triangle is the right one, but its values are numbers, 0 and 1, not booleans. With "
        "numbers ~ and & do not work, and someone will end up adding this mask to the scores. The "
        "contract asks for torch.bool."
    ),
)
def causal_mask(length):
    """Return the triangle as numbers."""
    return torch.tril(torch.ones(length, length))


@misconception(
    "minus-infinity-mask",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Vous renvoyez le masque à additionner aux scores, avec 0 et moins l'infini. C'est une "
        "autre façon de masquer ; le contrat demande un tenseur de booléens, où True veut dire "
        "« peut être regardé »."
    ),
    en=(
        "You return the mask to be added to the scores, with 0 and minus infinity. That is another "
        "way of masking; the contract asks for a tensor of booleans, where True means “may be "
        "attended to”."
    ),
)
def causal_mask(length):
    """Return an additive mask."""
    return torch.full((length, length), float("-inf")).triu(diagonal=1)


@misconception(
    "same-row-repeated",
    fails={"test_by_hand", "test_other_lengths", "test_combined", "test_future_changes_nothing"},
    fr=(
        "Toutes vos lignes sont identiques : [ligne] * n répète n fois la même liste, et non des "
        "copies. Remplir une ligne les remplit toutes, et tout le monde voit tout."
    ),
    en=(
        "All your rows are identical: [row] * n repeats the same list n times, not copies of it. "
        "Filling one row fills them all, and everybody sees everything."
    ),
)
def causal_mask(length):
    """Fill rows that are one and the same list."""
    rows = [[False] * length] * length
    for i in range(length):
        for j in range(i + 1):
            rows[i][j] = True
    return torch.tensor(rows)


@misconception(
    "batch-dimension-added",
    fails={"test_by_hand", "test_other_lengths"},
    fr=(
        "Votre masque est juste mais il a une dimension de plus, pour le lot. Elle est inutile : "
        "un masque de forme (length, length) s'étend de lui-même à toutes les phrases et à "
        "toutes les têtes, et le contrat demande cette forme."
    ),
    en=(
        "Your mask is right but has one dimension more, for the batch. It is not needed: a mask of "
        "shape (length, length) extends by itself to all sentences and all heads, and the "
        "contract asks for that shape."
    ),
)
def causal_mask(length):
    """Add a dimension for the batch."""
    return torch.ones(1, length, length, dtype=torch.bool).tril()
