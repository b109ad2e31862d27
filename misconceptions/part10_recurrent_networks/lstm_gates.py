"""Wrong implementations of `lstm_gates`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "forget-block-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez la porte d'oubli dans le premier bloc et la porte d'entrée dans le deuxième. "
        "C'est l'ordre de bien des livres ; dans les poids de PyTorch, et ici, l'ordre est $i$, "
        "$f$, $g$, $o$. Les formes sont les mêmes, rien ne vous avertit."
    ),
    en=(
        "You read the forget gate from the first block and the input gate from the second. Many "
        "books have that order; in PyTorch's weights, and here, the order is $i$, $f$, $g$, $o$. "
        "The shapes are the same, nothing warns you."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Take the forget gate for the first block."""
    f, i, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "output-block-third",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez le candidat dans le dernier bloc et la porte de sortie dans le troisième. "
        "D'autres cours rangent ainsi leurs poids ; ici, c'est l'ordre de PyTorch : $i$, $f$, $g$, "
        "$o$."
    ),
    en=(
        "You read the candidate from the last block and the output gate from the third. Other "
        "courses store their weights that way; here the order is PyTorch's: $i$, $f$, $g$, $o$."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Put the candidate last."""
    i, f, o, g = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "sigmoid-for-the-candidate",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez la sigmoïde aux quatre blocs. Les portes sont des proportions, entre 0 et "
        "1 ; le candidat $g$ est ce que l'on écrit dans la mémoire, et il doit pouvoir être "
        "négatif : tanh."
    ),
    en=(
        "You apply the sigmoid to all four blocks. Gates are proportions, between 0 and 1; the "
        "candidate $g$ is what is written into the memory, and it must be able to be negative: "
        "tanh."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Use the sigmoid four times."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(g), torch.sigmoid(o)


@misconception(
    "tanh-for-the-output-gate",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre porte de sortie passe par tanh. Le tanh de la formule de $h$ s'applique à la "
        "mémoire ; la porte qui la laisse sortir est une proportion entre 0 et 1, donc une "
        "sigmoïde."
    ),
    en=(
        "Your output gate goes through tanh. The tanh in the formula of $h$ applies to the memory; "
        "the gate that lets it out is a proportion between 0 and 1, hence a sigmoid."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Confuse o with what it lets out."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.tanh(o)


@misconception(
    "forget-from-input-gate",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre porte d'oubli vaut $1 - i$. C'est ainsi que fait le GRU, où une seule porte décide "
        "de ce qui entre et de ce qui reste. Le LSTM a deux portes, chacune avec ses poids : il "
        "peut garder et écrire à la fois."
    ),
    en=(
        "Your forget gate is $1 - i$. The GRU does so, where a single gate decides what comes in "
        "and what stays. The LSTM has two gates, each with its weights: it can keep and write at "
        "once."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Take f = 1 - i, as a GRU would."""
    i, _, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i = torch.sigmoid(i)
    return i, 1 - i, torch.tanh(g), torch.sigmoid(o)


@misconception(
    "one-added-to-forget",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez 1 à la somme de la porte d'oubli. C'est un bon réglage initial pour son "
        "biais, afin de ne pas oublier trop tôt ; mais ici le biais est donné, il contient déjà ce "
        "qu'il faut."
    ),
    en=(
        "You add 1 to the sum of the forget gate. That is a good initial setting for its bias, so "
        "as not to forget too early; but here the bias is given, and already contains what is "
        "needed."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Open the forget gate as TensorFlow does."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f + 1), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "units-interleaved",
    fails={
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_large_sums",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez les sommes quatre par quatre, comme si les portes d'une même unité se "
        "suivaient. Les blocs sont de taille $H$ : d'abord les $H$ sommes de $i$, puis celles de "
        "$f$, et ainsi de suite. Avec une seule unité, c'est la même chose."
    ),
    en=(
        "You take the sums four by four, as if the gates of one unit came one after the other. The "
        "blocks have size $H$: first the $H$ sums of $i$, then those of $f$, and so on. With a "
        "single unit it is the same."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Cut each row of sums into groups of four."""
    sums = (x @ w_x.T + h @ w_h.T + b).reshape(len(x), -1, 4)
    i, f, g, o = sums.unbind(dim=2)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "hidden-state-ignored",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos portes ne dépendent que de l'entrée. Elles doivent aussi lire l'état caché $h$ : "
        "c'est par lui que le réseau décide, selon ce qu'il a déjà lu, de ce qu'il garde."
    ),
    en=(
        "Your gates depend on the input only. They must also read the hidden state $h$: through it "
        "the network decides what to keep from what it has already read."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Let the gates see the input only."""
    i, f, g, o = (x @ w_x.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "gate-bias-missing",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Le biais manque dans les sommes. C'est souvent lui qui tient la porte d'oubli ouverte au "
        "début de l'apprentissage."
    ),
    en=(
        "The bias is missing from the sums. It is often the bias that keeps the forget gate open "
        "when learning begins."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Leave the bias out."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


@misconception(
    "sigmoid-overflows",
    fails={"test_large_sums"},
    fr=(
        "Vous écrivez la sigmoïde $e^z / (1 + e^z)$. C'est la même fonction, mais pour un grand "
        "$z$ l'exponentielle est infinie, et l'infini divisé par l'infini donne `nan`. Une porte "
        "grande ouverte vaut 1."
    ),
    en=(
        "You write the sigmoid as $e^z / (1 + e^z)$. It is the same function, but for a large $z$ "
        "the exponential is infinite, and infinity over infinity is `nan`. A gate that is wide "
        "open is 1."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Write the sigmoid with growing exponentials."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)

    def sigmoid(z):
        return torch.exp(z) / (1 + torch.exp(z))

    return sigmoid(i), sigmoid(f), torch.tanh(g), sigmoid(o)


@misconception(
    "state-scaled-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos portes sont justes, mais vous rangez la première dans le tenseur de `h` : l'état "
        "caché de celui qui vous a appelé est perdu. Renvoyez de nouveaux tenseurs."
    ),
    en=(
        "Your gates are right, but you store the first one in the tensor of `h`: your caller's "
        "hidden state is lost. Return new tensors."
    ),
)
def lstm_gates(x, h, w_x, w_h, b):
    """Reuse the memory of the hidden state for the input gate."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    h[:] = torch.sigmoid(i)
    return h, torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
