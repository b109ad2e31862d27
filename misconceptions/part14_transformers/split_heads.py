"""Wrong implementations of `split_heads`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "view-without-transposing",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vous donnez au tenseur sa nouvelle forme d'un seul coup. La forme est celle "
        "qu'on attend, mais reshape ne fait que relire les nombres dans l'ordre : une « "
        "tête » reçoit alors des mots entiers au lieu d'un morceau de chaque mot. Coupez "
        "d'abord la dernière dimension, puis échangez deux dimensions."
    ),
    en=(
        "You give the tensor its new shape in one go. The shape is the expected one, but "
        "reshape only reads the numbers again in order: a “head” then gets whole words "
        "instead of a piece of each word. First cut the last dimension, then swap two "
        "dimensions."
    ),
)
def split_heads(x, n_heads):
    """Reshape straight to the final shape."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, n_heads, length, d_model // n_heads)


@misconception(
    "heads-left-behind-the-words",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vos têtes sont bien coupées, mais elles sont restées derrière les mots, dans la "
        "forme (N, L, n_heads, d_head). L'attention multiplie les deux dernières "
        "dimensions : elle comparerait les têtes d'un même mot, et non les mots d'une "
        "même tête."
    ),
    en=(
        "Your heads are cut well but stayed behind the words, in the shape (N, L, "
        "n_heads, d_head). Attention multiplies the last two dimensions: it would compare "
        "the heads of one word instead of the words of one head."
    ),
)
def split_heads(x, n_heads):
    """Do not bring the heads forward."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, length, n_heads, d_model // n_heads)


@misconception(
    "heads-interleaved",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vous distribuez les nombres d'un mot à tour de rôle entre les têtes, comme on "
        "distribue des cartes. Chaque tête prend des nombres qui se suivent : dans la "
        "dernière dimension, le numéro de tête varie moins vite que la place dans la "
        "tête."
    ),
    en=(
        "You deal the numbers of a word to the heads in turn, like cards. Each head takes "
        "consecutive numbers: within the last dimension, the number of the head varies "
        "more slowly than the place inside the head."
    ),
)
def split_heads(x, n_heads):
    """Deal the features in turn."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, length, d_model // n_heads, n_heads).permute(0, 3, 1, 2)


@misconception(
    "head-size-for-head-count",
    fails={
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vous prenez n_heads pour la taille d'une tête : vous obtenez d_model / n_heads "
        "têtes de n_heads nombres, au lieu de l'inverse. Comptez les têtes sur la "
        "deuxième dimension du résultat."
    ),
    en=(
        "You take n_heads for the size of a head: you get d_model / n_heads heads of "
        "n_heads numbers, instead of the opposite. Count the heads in the second "
        "dimension of the result."
    ),
)
def split_heads(x, n_heads):
    """Make heads of n_heads features."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, length, d_model // n_heads, n_heads).transpose(1, 2)


@misconception(
    "words-last",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vous avez échangé une dimension de trop : vos têtes ont la forme (N, n_heads, "
        "d_head, L), celle de clés déjà transposées. L'attention fait elle-même cette "
        "transposition ; ici chaque tête garde ses mots en lignes."
    ),
    en=(
        "You swapped one dimension too many: your heads have the shape (N, n_heads, "
        "d_head, L), that of keys already transposed. The attention makes this "
        "transposition itself; here each head keeps its words in rows."
    ),
)
def split_heads(x, n_heads):
    """Put the words last."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, length, n_heads, d_model // n_heads).permute(0, 2, 3, 1)


@misconception(
    "heads-in-the-batch",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_heads_as_words",
        "test_sizes_of_one",
        "test_uneven_heads",
    },
    fr=(
        "Vous fondez les têtes dans la dimension des phrases. Certains programmes "
        "calculent ainsi, mais le contrat demande quatre dimensions, (N, n_heads, L, "
        "d_head) : on doit encore savoir à quelle phrase appartient une tête, par exemple "
        "pour la masquer."
    ),
    en=(
        "You melt the heads into the dimension of the sentences. Some programs compute "
        "this way, but the contract asks for four dimensions, (N, n_heads, L, d_head): "
        "one still has to know to which sentence a head belongs, for instance to mask it."
    ),
)
def split_heads(x, n_heads):
    """Merge heads and batch."""
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.reshape(n, length, n_heads, -1).transpose(1, 2).flatten(0, 1)


@misconception(
    "remainder-dropped",
    fails={"test_uneven_heads"},
    fr=(
        "Quand n_heads ne divise pas d_model, vous laissez tomber les derniers nombres "
        "sans rien dire. Le modèle apprendrait moins bien et personne ne saurait pourquoi "
        "; le contrat demande ValueError."
    ),
    en=(
        "When n_heads does not divide d_model you silently drop the last numbers. The "
        "model would learn less well and nobody would know why; the contract asks for "
        "ValueError."
    ),
)
def split_heads(x, n_heads):
    """Forget the features that are left over."""
    size = x.shape[-1] // n_heads
    x = x[..., : n_heads * size]
    return x.reshape(x.shape[0], x.shape[1], n_heads, size).transpose(1, 2)


@misconception(
    "refused-by-pytorch-only",
    fails={"test_uneven_heads"},
    fr=(
        "Quand n_heads ne divise pas d_model, c'est PyTorch qui proteste, avec une "
        "RuntimeError sur des formes que votre utilisateur n'a pas écrites. Vérifiez "
        "vous-même la division et levez ValueError, comme le contrat le demande."
    ),
    en=(
        "When n_heads does not divide d_model it is PyTorch that protests, with a "
        "RuntimeError about shapes that your user never wrote. Check the division "
        "yourself and raise ValueError, as the contract asks."
    ),
)
def split_heads(x, n_heads):
    """Leave the check to reshape."""
    n, length, d_model = x.shape
    return x.reshape(n, length, n_heads, d_model // n_heads).transpose(1, 2)
