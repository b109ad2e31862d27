"""Wrong implementations of `rnn_forward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "time-and-batch-swapped",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre boucle parcourt la première dimension de `x` : vous passez d'un exemple à l'autre, "
        "et l'état d'une phrase coule dans la suivante. Ici le temps est la deuxième dimension, "
        "`(N, T, F)` ; c'est ce que PyTorch appelle `batch_first=True`, et ce n'est pas son "
        "réglage par défaut."
    ),
    en=(
        "Your loop runs over the first dimension of `x`: you go from one example to another, and "
        "the state of a sentence leaks into the next. Here time is the second dimension, "
        "`(N, T, F)`; PyTorch calls this `batch_first=True`, and it is not its default."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Take the first dimension for the time."""
    a, states = a0, []
    for step in x:
        a = torch.tanh(step @ w_ax.T + a @ w_aa.T + b)
        states.append(a)
    return torch.stack(states)


@misconception(
    "state-not-carried",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Chaque pas repart de `a0` : l'état n'est pas transmis d'un pas au suivant, et votre "
        "réseau n'a pas de mémoire. Le premier état est juste ; regardez ce que lit le deuxième."
    ),
    en=(
        "Each step starts again from `a0`: the state is not handed from one step to the next, and "
        "your network has no memory. The first state is right; look at what the second one reads."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Start each step from a0."""
    steps = [torch.tanh(x[:, t] @ w_ax.T + a0 @ w_aa.T + b) for t in range(x.shape[1])]
    return torch.stack(steps, dim=1)


@misconception(
    "initial-state-ignored",
    fails={
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous partez toujours d'un état nul, quel que soit `a0`. C'est le choix habituel en début "
        "de phrase, mais la fonction reçoit un état initial : elle doit s'en servir."
    ),
    en=(
        "You always start from a zero state, whatever `a0`. That is the usual choice at the start "
        "of a sentence, but the function receives an initial state: it must use it."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Start from zeros."""
    a, states = torch.zeros_like(a0), []
    for t in range(x.shape[1]):
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
        states.append(a)
    return torch.stack(states, dim=1)


@misconception(
    "states-one-step-late",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous rangez l'état avant de le mettre à jour : votre suite commence par `a0` et il y "
        "manque le dernier état. À la place `t`, on attend l'état qui a déjà lu `x[:, t]`."
    ),
    en=(
        "You store the state before updating it: your sequence begins with `a0` and the last "
        "state is missing. Position `t` is for the state that has already read `x[:, t]`."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Store, then update."""
    a, states = a0, []
    for t in range(x.shape[1]):
        states.append(a)
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
    return torch.stack(states, dim=1)


@misconception(
    "same-tensor-stored",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Tous vos états sont égaux au dernier : vous modifiez toujours le même tenseur, et votre "
        "liste contient T fois ce tenseur-là. Créez un nouvel état à chaque pas, ou rangez-en "
        "une copie."
    ),
    en=(
        "All your states equal the last one: you keep modifying the same tensor, and your list "
        "holds that one tensor T times. Make a new state at each step, or store a copy of it."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Update one tensor in place."""
    a, states = a0.clone(), []
    for t in range(x.shape[1]):
        a[:] = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
        states.append(a)
    return torch.stack(states, dim=1)


@misconception(
    "last-state-only",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne renvoyez que le dernier état. Il suffirait pour classer toute la phrase, mais "
        "ici on veut une réponse par mot : gardez l'état de chaque pas."
    ),
    en=(
        "You return the last state only. It would be enough to classify the whole sentence, but "
        "here we want one answer per word: keep the state of every step."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Keep the final state."""
    a = a0
    for t in range(x.shape[1]):
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
    return a


@misconception(
    "states-stacked-time-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos états sont justes, mais empilés dans l'ordre `(T, N, H)`. L'entrée a la forme "
        "`(N, T, F)` : la sortie garde les exemples en premier, puis le temps. Dites à `stack` où "
        "mettre la nouvelle dimension."
    ),
    en=(
        "Your states are right, but stacked in the order `(T, N, H)`. The input has shape "
        "`(N, T, F)`: the output keeps examples first, then time. Tell `stack` where to put the "
        "new dimension."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Stack along a new first dimension."""
    a, states = a0, []
    for t in range(x.shape[1]):
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
        states.append(a)
    return torch.stack(states)


@misconception(
    "initial-state-included",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre résultat contient `a0` en tête, donc $T + 1$ états. Le contrat ne demande que les "
        "états d'après chaque pas : il y en a $T$."
    ),
    en=(
        "Your result contains `a0` in front, hence $T + 1$ states. The contract only asks for the "
        "states after each step: there are $T$ of them."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Return a0 with the states."""
    states = [a0]
    for t in range(x.shape[1]):
        states.append(torch.tanh(x[:, t] @ w_ax.T + states[-1] @ w_aa.T + b))
    return torch.stack(states, dim=1)


@misconception(
    "read-from-right-to-left",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_examples_as_steps",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez la séquence à l'envers, du dernier mot au premier. C'est ce que fera la "
        "seconde moitié d'un réseau bidirectionnel ; ici, on lit de gauche à droite."
    ),
    en=(
        "You read the sequence backwards, from the last word to the first. The second half of a "
        "bidirectional network will do that; here one reads from left to right."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Read backwards."""
    a, states = a0, []
    for t in reversed(range(x.shape[1])):
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
        states.insert(0, a)
    return torch.stack(states, dim=1)


@misconception(
    "initial-state-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos états sont justes, mais vous mettez `a0` à jour sur place : celui qui vous a appelé "
        "ne retrouve plus son état initial. Travaillez sur un autre tenseur."
    ),
    en=(
        "Your states are right, but you update `a0` in place: your caller no longer finds the "
        "initial state. Work on another tensor."
    ),
)
def rnn_forward(x, a0, w_ax, w_aa, b):
    """Use a0 as the working state."""
    states = []
    for t in range(x.shape[1]):
        a0[:] = torch.tanh(x[:, t] @ w_ax.T + a0 @ w_aa.T + b)
        states.append(a0.clone())
    return torch.stack(states, dim=1)
