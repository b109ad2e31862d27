"""Wrong implementations of `rnn_step`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "sigmoid-state",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre état passe par une sigmoïde. La diapositive écrit le même $g$ pour l'état et pour "
        "la sortie, mais ce sont deux activations : tanh pour l'état, la sigmoïde ou le softmax "
        "pour la sortie. Avec la sigmoïde, un état ne pourrait jamais être négatif."
    ),
    en=(
        "Your state goes through a sigmoid. The slide writes the same $g$ for the state and for "
        "the output, but these are two activations: tanh for the state, sigmoid or softmax for "
        "the output. With the sigmoid, a state could never be negative."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Use the activation of the output for the state."""
    return torch.sigmoid(x @ w_ax.T + a @ w_aa.T + b)


@misconception(
    "activation-of-each-term",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez tanh à chaque terme, puis vous additionnez. Votre état peut alors sortir "
        "de l'intervalle $[-1, 1]$. L'entrée et l'ancien état contribuent à une même somme : tanh "
        "vient une seule fois, à la fin."
    ),
    en=(
        "You apply tanh to each term, then add. Your state can then leave the interval $[-1, 1]$. "
        "The input and the old state contribute to one and the same sum: tanh comes only once, at "
        "the end."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Bend each term before adding."""
    return torch.tanh(x @ w_ax.T) + torch.tanh(a @ w_aa.T + b)


@misconception(
    "state-weights-transposed",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez l'ancien état par `w_aa` sans transposer. Cette matrice est carrée : les "
        "formes vont ensemble dans les deux cas et rien ne vous avertit. Dans `w_aa`, une ligne "
        "est une unité du nouvel état, comme dans `w_ax` ; traitez-les de la même façon."
    ),
    en=(
        "You multiply the old state by `w_aa` without transposing. This matrix is square: the "
        "shapes fit both ways and nothing warns you. In `w_aa` a row is a unit of the new state, "
        "as in `w_ax`; treat both alike."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Forget one of the two transposes."""
    return torch.tanh(x @ w_ax.T + a @ w_aa + b)


@misconception(
    "weights-swapped",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez échangé les deux matrices. Dans `w_ax`, le premier indice est ce que l'on "
        "produit, l'état $a$, et le second ce que l'on lit, l'entrée $x$. L'erreur ne passe "
        "inaperçue que s'il y a autant d'entrées que d'unités."
    ),
    en=(
        "You swapped the two matrices. In `w_ax` the first index is what is produced, the state "
        "$a$, and the second what is read, the input $x$. The mistake only goes unnoticed if "
        "there are as many inputs as units."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Read w_ax as "from a to x"."""
    return torch.tanh(x @ w_aa.T + a @ w_ax.T + b)


@misconception(
    "old-state-ignored",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre nouvel état ne dépend que de l'entrée : l'ancien état `a` n'est pas utilisé. Sans "
        "lui, plus rien n'est récurrent ; c'est une couche dense. Partant d'un état nul, on ne "
        "voit pas la différence."
    ),
    en=(
        "Your new state depends on the input only: the old state `a` is not used. Without it "
        "nothing is recurrent any more; this is a dense layer. Starting from a zero state, the "
        "difference does not show."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Leave the recurrence out."""
    return torch.tanh(x @ w_ax.T + b)


@misconception(
    "step-bias-forgotten",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Le biais manque dans votre somme. Deux produits matriciels, puis `b`, puis tanh : "
        "comptez les termes de la formule."
    ),
    en=(
        "The bias is missing from your sum. Two matrix products, then `b`, then tanh: count the "
        "terms of the formula."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Leave the bias out."""
    return torch.tanh(x @ w_ax.T + a @ w_aa.T)


@misconception(
    "step-bias-twice",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous comptez le biais deux fois, sans doute une fois avec l'entrée et une fois avec "
        "l'état. `torch.nn.RNN` a bien deux vecteurs de biais, mais ici il n'y en a qu'un, et il "
        "n'entre qu'une fois dans la somme."
    ),
    en=(
        "You count the bias twice, probably once with the input and once with the state. "
        "`torch.nn.RNN` does have two vectors of biases, but here there is only one, and it goes "
        "into the sum only once."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Make two dense layers with the same bias."""
    return torch.tanh((x @ w_ax.T + b) + (a @ w_aa.T + b))


@misconception(
    "tanh-overflows",
    fails={"test_large_sums"},
    fr=(
        "Vous écrivez tanh comme un quotient d'exponentielles. La formule est juste, mais "
        "l'exponentielle d'une grande somme est infinie, et l'infini divisé par l'infini donne "
        "`nan`. Or tanh, elle, reste entre $-1$ et $1$ : laissez-la à PyTorch."
    ),
    en=(
        "You write tanh as a quotient of exponentials. The formula is right, but the exponential "
        "of a large sum is infinite, and infinity over infinity is `nan`. Yet tanh itself stays "
        "between $-1$ and $1$: leave it to PyTorch."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Write tanh with exponentials."""
    z = x @ w_ax.T + a @ w_aa.T + b
    return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))


@misconception(
    "old-state-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vous rangez le nouvel état dans le tenseur de l'ancien. Celui qui vous a appelé perd son "
        "état, alors qu'il en aura besoin pour la rétropropagation. Renvoyez un nouveau tenseur."
    ),
    en=(
        "You store the new state in the tensor of the old one. Your caller loses that state, "
        "although backpropagation will need it. Return a new tensor."
    ),
)
def rnn_step(x, a, w_ax, w_aa, b):
    """Reuse the memory of the old state."""
    a[:] = torch.tanh(x @ w_ax.T + a @ w_aa.T + b)
    return a
