"""Wrong implementations of `lstm_step`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "gates-read-the-memory",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos portes d'oubli et de sortie lisent la mémoire `c`, comme l'écrit la diapositive qui "
        "compare GRU et LSTM. C'est elle qui se trompe : les quatre sommes lisent l'état caché "
        "`h`, et la diapositive suivante le dit bien."
    ),
    en=(
        "Your forget and output gates read the memory `c`, as the slide that compares GRU and LSTM "
        "has it. That slide is wrong: all four sums read the hidden state `h`, and the next slide "
        "says so."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Follow the comparison slide."""
    i, _, g, _ = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    _, f, _, o = (x @ w_x.T + c @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + i * g
    return o * torch.tanh(c), c


@misconception(
    "input-and-forget-exchanged",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous gardez la mémoire avec la porte d'entrée et vous écrivez avec la porte d'oubli. La "
        "porte d'oubli multiplie l'ancienne mémoire, la porte d'entrée le candidat ; ou bien vous "
        "avez lu les blocs dans un autre ordre que $i$, $f$, $g$, $o$."
    ),
    en=(
        "You keep the memory with the input gate and write with the forget gate. The forget gate "
        "multiplies the old memory, the input gate the candidate; or else you read the blocks in "
        "another order than $i$, $f$, $g$, $o$."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Let i keep and f write."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = i * c + f * g
    return o * torch.tanh(c), c


@misconception(
    "memory-let-out-raw",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre état caché est $o \\cdot c$. La mémoire n'a pas de bornes ; avant de sortir, elle "
        "passe par tanh, qui ramène l'état caché entre $-1$ et 1."
    ),
    en=(
        "Your hidden state is $o \\cdot c$. The memory has no bounds; before it goes out it passes "
        "through tanh, which brings the hidden state between $-1$ and 1."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Forget the last tanh."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + i * g
    return o * c, c


@misconception(
    "old-memory-let-out",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre état caché vient de l'ancienne mémoire : ce que le réseau vient de lire n'en "
        "sortira qu'au pas suivant. Mettez d'abord la mémoire à jour, puis laissez-la sortir."
    ),
    en=(
        "Your hidden state comes from the old memory: what the network has just read will only "
        "come out at the next step. First update the memory, then let it out."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Compute h before updating c."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    return o * torch.tanh(c), f * c + i * g


@misconception(
    "forgetting-tied-to-input",
    fails={"test_by_hand", "test_random_values", "test_single_example", "test_arguments_unchanged"},
    fr=(
        "Vous gardez la proportion $1 - i$ de la mémoire, comme dans un GRU. Le LSTM a une porte "
        "pour cela, $f$, avec ses propres poids."
    ),
    en=(
        "You keep the proportion $1 - i$ of the memory, as in a GRU. The LSTM has a gate for that, "
        "$f$, with its own weights."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Keep 1 - i of the memory, as a GRU would."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = (1 - i) * c + i * g
    return o * torch.tanh(c), c


@misconception(
    "gate-product-not-written",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez le candidat par la porte d'oubli, et la porte d'entrée ne sert plus à "
        "rien. Ce qui entre est $i \\cdot g$."
    ),
    en=(
        "You multiply the candidate by the forget gate, and the input gate no longer serves. What "
        "comes in is $i \\cdot g$."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Multiply the candidate by the forget gate."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + f * g
    return o * torch.tanh(c), c


@misconception(
    "candidate-with-sigmoid",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre candidat passe par une sigmoïde : rien de négatif ne peut plus entrer dans la "
        "mémoire. Les portes sont des proportions, le candidat un contenu : tanh."
    ),
    en=(
        "Your candidate goes through a sigmoid: nothing negative can enter the memory any more. "
        "Gates are proportions, the candidate is a content: tanh."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Give the candidate the activation of the gates."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(g), torch.sigmoid(o)
    c = f * c + i * g
    return o * torch.tanh(c), c


@misconception(
    "memory-returned-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_memory_replaced",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux états sont justes mais échangés : le contrat demande $h$, puis $c$, dans l'ordre "
        "des arguments."
    ),
    en=(
        "Your two states are right but exchanged: the contract asks for $h$, then $c$, in the "
        "order of the arguments."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Return (c, h)."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + i * g
    return c, o * torch.tanh(c)


@misconception(
    "hidden-state-carried-as-memory",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_memory_kept",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous mettez à jour l'état caché au lieu de la mémoire : l'argument `c` n'est pas utilisé. "
        "C'est pourtant lui qui traverse le temps sans passer par une activation."
    ),
    en=(
        "You update the hidden state instead of the memory: the argument `c` is not used. Yet it "
        "is the one that crosses time without passing through an activation."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Update h instead of c."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * h + i * g
    return o * torch.tanh(c), c


@misconception(
    "memory-updated-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos états sont justes, mais vous mettez `c` à jour sur place : la mémoire d'avant, dont "
        "la rétropropagation aura besoin, est perdue pour celui qui vous a appelé."
    ),
    en=(
        "Your states are right, but you update `c` in place: the memory before, which "
        "backpropagation will need, is lost for your caller."
    ),
)
def lstm_step(x, h, c, w_x, w_h, b):
    """Update c in place."""
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c *= f
    c += i * g
    return o * torch.tanh(c), c
