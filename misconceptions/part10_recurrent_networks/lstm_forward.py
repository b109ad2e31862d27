"""Wrong implementations of `lstm_forward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "memory-not-carried",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre état caché avance, mais la mémoire repart de `c0` à chaque pas. Un LSTM transmet "
        "deux états d'un pas au suivant, et c'est la mémoire qui porte loin."
    ),
    en=(
        "Your hidden state goes on, but the memory starts again from `c0` at each step. An LSTM "
        "hands two states from one step to the next, and it is the memory that reaches far."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Start each step from c0."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c0 + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "hidden-state-not-carried",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre mémoire avance, mais les portes lisent `h0` à chaque pas : elles ne savent rien de "
        "ce qui vient d'être lu. Transmettez les deux états."
    ),
    en=(
        "Your memory goes on, but the gates read `h0` at each step: they know nothing of what has "
        "just been read. Hand on both states."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Read h0 at each step."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h0 @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "initial-states-zero",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous partez toujours d'états nuls. C'est l'usage au début d'une phrase, mais la fonction "
        "reçoit `h0` et `c0` : elle doit s'en servir."
    ),
    en=(
        "You always start from zero states. That is usual at the start of a sentence, but the "
        "function receives `h0` and `c0`: it must use them."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Start from zeros."""
    h, c = torch.zeros_like(h0), torch.zeros_like(c0)
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "initial-states-exchanged",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous échangez les deux états initiaux. Ils ont la même forme, et partant de zéro rien ne "
        "se voit ; l'ordre est $h$, puis $c$, partout dans cette partie."
    ),
    en=(
        "You exchange the two initial states. They have the same shape, and starting from zero "
        "nothing shows; the order is $h$, then $c$, everywhere in this part."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Take c0 for h0."""
    h, c = c0, h0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "hidden-used-as-first-memory",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre mémoire part de `h0` : l'argument `c0` n'est pas utilisé. Les deux états ont chacun "
        "leur valeur initiale."
    ),
    en=(
        "Your memory starts from `h0`: the argument `c0` is not used. Each of the two states has "
        "its own initial value."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Start both from h0."""
    h, c = h0, h0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "memory-stored-as-hidden",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux suites sont justes mais échangées : les mémoires sont à la place des états "
        "cachés. Le contrat demande $h$, puis $c$."
    ),
    en=(
        "Your two sequences are right but exchanged: the memories stand where the hidden states "
        "should be. The contract asks for $h$, then $c$."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Store the pairs the other way round."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(c)
        memory.append(h)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "final-states-only",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne renvoyez que les deux derniers états. Ici, on les veut tous, un par pas : "
        "gardez-les au fil de la lecture."
    ),
    en=(
        "You only return the two last states. Here all of them are wanted, one per step: keep them "
        "as you read."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Return the last h and c."""
    h, c = h0, c0
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    return h, c


@misconception(
    "steps-stacked-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos états sont justes, mais empilés dans l'ordre `(T, N, H)`. Les exemples restent en "
        "premier, puis vient le temps."
    ),
    en=(
        "Your states are right, but stacked in the order `(T, N, H)`. Examples stay first, then "
        "comes time."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Stack along a new first dimension."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden), torch.stack(memory)


@misconception(
    "examples-read-as-steps",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre boucle parcourt les exemples au lieu du temps : la mémoire d'une phrase coule dans "
        "la suivante. Le temps est la deuxième dimension de `x`."
    ),
    en=(
        "Your loop runs over the examples instead of time: the memory of a sentence leaks into the "
        "next. Time is the second dimension of `x`."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Loop over the first dimension."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[0]):
        i, f, g, o = (x[t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden), torch.stack(memory)


@misconception(
    "memory-in-the-gates",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos portes d'oubli et de sortie lisent la mémoire $c$, comme l'écrit une des "
        "diapositives, qui se trompe. Les quatre sommes lisent l'état caché $h$."
    ),
    en=(
        "Your forget and output gates read the memory $c$, as one of the slides has it, which is "
        "wrong. All four sums read the hidden state $h$."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Follow the slide that feeds c to the gates."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, _, g, _ = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        _, f, _, o = (x[:, t] @ w_x.T + c @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "one-memory-stored-many-times",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos états cachés sont justes, mais toutes vos mémoires sont égales à la dernière : c'est "
        "toujours le même tenseur, modifié sur place et rangé T fois dans la liste."
    ),
    en=(
        "Your hidden states are right, but all your memories equal the last one: it is always the "
        "same tensor, modified in place and stored T times in the list."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Update one tensor in place and store it."""
    h, c = h0, c0.clone()
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c[:] = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)


@misconception(
    "initial-memory-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos états sont justes, mais vous mettez `c0` à jour sur place : celui qui vous a appelé "
        "ne retrouve plus sa mémoire initiale."
    ),
    en=(
        "Your states are right, but you update `c0` in place: your caller no longer finds the "
        "initial memory."
    ),
)
def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Use c0 as the working memory."""
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c *= torch.sigmoid(f)
        c += torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c.clone())
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)
