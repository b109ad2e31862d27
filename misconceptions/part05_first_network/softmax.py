"""Wrong implementations of `softmax`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "no-maximum-subtracted",
    fails={"test_large_scores", "test_distant_rows", "test_distant_scores"},
    fr=(
        "Votre formule est juste sur le papier, mais exp(1000) dépasse ce qu'un float peut "
        "contenir : inf / inf donne nan ; et pour des scores très négatifs, 0 / 0 aussi. Cherchez "
        "ce que l'on peut ôter à tous les scores d'une même ligne sans changer le résultat."
    ),
    en=(
        "Your formula is right on paper, but exp(1000) exceeds what a float can hold: inf / inf "
        "gives nan; and with very negative scores so does 0 / 0. Look for what can be taken away "
        "from all scores of a row without changing the result."
    ),
)
def softmax(z, dim):
    """Take the exponential of the raw scores."""
    powers = torch.exp(z)
    return powers / powers.sum(dim=dim, keepdim=True)


@misconception(
    "dim-ignored",
    fails={"test_columns", "test_three_dimensions"},
    fr=(
        "Votre softmax se fait toujours le long de la dernière dimension, quel que soit dim. "
        "Vérifiez que l'argument dim sert à chaque réduction : le maximum comme la somme."
    ),
    en=(
        "Your softmax always runs along the last dimension, whatever dim is. Check that the "
        "argument dim is used in each reduction: the maximum and the sum."
    ),
)
def softmax(z, dim):
    """Always use the last dimension."""
    powers = torch.exp(z - z.amax(dim=-1, keepdim=True))
    return powers / powers.sum(dim=-1, keepdim=True)


@misconception(
    "over-the-examples",
    fails={
        "test_by_hand",
        "test_rows",
        "test_three_dimensions",
        "test_large_scores",
        "test_distant_rows",
        "test_distant_scores",
        "test_argument_unchanged",
    },
    fr=(
        "Vous normalisez toujours le long de la dimension 0, celle des exemples : ce sont alors "
        "les exemples qui se partagent la probabilité 1, et non les classes d'un même exemple. "
        "Servez-vous de l'argument dim, et vérifiez quelles sommes valent 1."
    ),
    en=(
        "You always normalise along dimension 0, that of the examples: then the examples share "
        "the probability 1 between them, not the classes of one example. Use the argument dim, "
        "and check which sums are 1."
    ),
)
def softmax(z, dim):
    """Always use the first dimension."""
    powers = torch.exp(z - z.amax(dim=0, keepdim=True))
    return powers / powers.sum(dim=0, keepdim=True)


@misconception(
    "keepdim-forgotten",
    fails={
        "test_rows",
        "test_three_dimensions",
        "test_large_scores",
        "test_distant_rows",
        "test_distant_scores",
        "test_argument_unchanged",
    },
    fr=(
        "La somme a perdu la dimension le long de laquelle vous sommez : la division ne sait plus "
        "quelle somme va avec quelle ligne. Elle échoue, ou pire, divise les lignes par les sommes "
        "des autres. Gardez cette dimension, de taille 1, dans chaque réduction."
    ),
    en=(
        "The sum has lost the dimension along which you add: the division no longer knows which "
        "sum goes with which row. It fails or, worse, divides rows by the sums of other rows. Keep "
        "that dimension, with size 1, in each reduction."
    ),
)
def softmax(z, dim):
    """Lose the reduced dimension."""
    powers = torch.exp(z - z.amax(dim=dim))
    return powers / powers.sum(dim=dim)


@misconception(
    "sum-over-everything",
    fails={
        "test_rows",
        "test_columns",
        "test_three_dimensions",
        "test_large_scores",
        "test_distant_rows",
        "test_distant_scores",
        "test_argument_unchanged",
    },
    fr=(
        "Vous divisez par la somme de tout le tenseur : c'est l'ensemble qui somme à 1, au lieu de "
        "chaque ligne. Tant qu'il n'y a qu'une ligne, cela ne se voit pas. Sommez le long de dim "
        "seulement."
    ),
    en=(
        "You divide by the sum of the whole tensor: everything together sums to 1 instead of each "
        "row. As long as there is a single row it does not show. Sum along dim only."
    ),
)
def softmax(z, dim):
    """Normalise the whole tensor at once."""
    powers = torch.exp(z - z.max())
    return powers / powers.sum()


@misconception(
    "global-maximum",
    fails={"test_distant_rows"},
    fr=(
        "Soustraire un maximum est la bonne idée, mais vous prenez celui de tout le tenseur : les "
        "lignes qui en sont loin deviennent des exponentielles nulles, et 0 / 0 donne nan. Chaque "
        "distribution a besoin de son propre maximum."
    ),
    en=(
        "Subtracting a maximum is the right idea, but you take that of the whole tensor: rows far "
        "below it turn into exponentials of zero, and 0 / 0 gives nan. Each distribution needs its "
        "own maximum."
    ),
)
def softmax(z, dim):
    """Subtract the maximum of the whole tensor."""
    powers = torch.exp(z - z.max())
    return powers / powers.sum(dim=dim, keepdim=True)


@misconception(
    "no-exponential",
    fails={
        "test_by_hand",
        "test_rows",
        "test_columns",
        "test_three_dimensions",
        "test_large_scores",
        "test_distant_rows",
        "test_distant_scores",
        "test_argument_unchanged",
    },
    fr=(
        "Vous divisez les scores par leur somme, sans l'exponentielle : un score négatif donne "
        "alors une « probabilité » négative. C'est l'exponentielle qui rend tout positif avant la "
        "division."
    ),
    en=(
        "You divide the scores by their sum, without the exponential: a negative score then gives "
        "a negative “probability”. The exponential is what makes everything positive before the "
        "division."
    ),
)
def softmax(z, dim):
    """Normalise the scores themselves."""
    return z / z.sum(dim=dim, keepdim=True)


@misconception(
    "in-place-softmax",
    fails={"test_argument_unchanged"},
    fr=(
        "Le résultat est bon, mais vous ôtez le maximum dans le tenseur reçu lui-même : les scores "
        "de celui qui vous a appelé sont changés. Un opérateur comme -= ou une méthode dont le nom "
        "finit par _ modifie son tenseur ; créez-en un nouveau."
    ),
    en=(
        "The result is right, but you take the maximum away inside the tensor that you received: "
        "your caller's scores are changed. An operator like -= or a method whose name ends with _ "
        "modifies its tensor; make a new one."
    ),
)
def softmax(z, dim):
    """Subtract the maximum in place."""
    z -= z.amax(dim=dim, keepdim=True)
    powers = torch.exp(z)
    return powers / powers.sum(dim=dim, keepdim=True)


@misconception(
    "minimum-subtracted",
    fails={"test_distant_scores"},
    fr=(
        "Vous retranchez bien une constante, mais le plus petit score : les exposants sont alors "
        "tous positifs, et le plus grand peut encore déborder dès que deux scores de la même ligne "
        "sont éloignés. Quelle constante rend tous les exposants négatifs ou nuls ?"
    ),
    en=(
        "You do subtract a constant, but the smallest score: all exponents are then positive, and "
        "the largest can still overflow as soon as two scores of the same row are far apart. Which "
        "constant makes all exponents negative or zero?"
    ),
)
def softmax(z, dim):
    """Subtract the smallest score."""
    powers = torch.exp(z - z.amin(dim=dim, keepdim=True))
    return powers / powers.sum(dim=dim, keepdim=True)
