"""Wrong implementations of `bidirectional`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "both-read-forward",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux réseaux lisent de gauche à droite. Le second n'apprend alors rien que le "
        "premier ne sache déjà : aucun des deux n'a vu la suite de la phrase. Il doit commencer "
        "par le dernier pas."
    ),
    en=(
        "Both your networks read from left to right. The second one then learns nothing that the "
        "first does not know already: neither has seen the rest of the sentence. It must begin "
        "with the last step."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Run two networks in the same direction."""
    states = []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        backward_state = backward_step(x[:, t], backward_state)
        states.append(torch.cat([forward_state, backward_state], dim=1))
    return torch.stack(states, dim=1)


@misconception(
    "backward-states-in-reading-order",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Le second réseau lit bien de droite à gauche, mais vous rangez ses états dans l'ordre où "
        "ils arrivent : au premier mot, vous associez ce qui a été lu au dernier. Remettez-les "
        "dans l'ordre du temps avant de les joindre aux autres."
    ),
    en=(
        "The second network does read from right to left, but you store its states in the order "
        "in which they come: the first word gets what was read at the last. Put them back into "
        "the order of time before joining them to the others."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Forget to turn the second outputs round."""
    states, steps = [], x.shape[1]
    for t in range(steps):
        forward_state = forward_step(x[:, t], forward_state)
        backward_state = backward_step(x[:, steps - 1 - t], backward_state)
        states.append(torch.cat([forward_state, backward_state], dim=1))
    return torch.stack(states, dim=1)


@misconception(
    "forward-states-twice",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous joignez les états du premier réseau à eux-mêmes : ceux du second sont calculés, "
        "puis oubliés. Si les deux réseaux ont la même taille, la forme est juste et rien ne se "
        "voit."
    ),
    en=(
        "You join the states of the first network to themselves: those of the second are "
        "computed, then forgotten. If both networks have the same size, the shape is right and "
        "nothing shows."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Join the wrong pair."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(forward, dim=1)], dim=2)


@misconception(
    "states-added",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez les deux états. On ne sait alors plus ce qui vient d'avant et ce qui "
        "vient d'après, et les deux réseaux doivent avoir la même taille. La diapositive les met "
        "côte à côte : $[a_1, a_2]$."
    ),
    en=(
        "You add the two states. One then no longer knows what comes from before and what from "
        "after, and both networks must have the same size. The slide puts them side by side: "
        "$[a_1, a_2]$."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Add instead of joining."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.stack(forward, dim=1) + torch.stack(backward, dim=1)


@misconception(
    "joined-along-time",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous mettez les deux suites d'états bout à bout : le résultat a $2T$ pas. Ce sont les "
        "unités qui se mettent côte à côte, pas après pas ; le nombre de pas ne change pas."
    ),
    en=(
        "You put the two sequences of states end to end: the result has $2T$ steps. It is the "
        "units that go side by side, step by step; the number of steps does not change."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Join along the dimension of time."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(backward, dim=1)], dim=1)


@misconception(
    "backward-state-first",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous mettez l'état du second réseau devant celui du premier. L'ordre est affaire de "
        "convention, mais les poids de la couche suivante en dépendent : d'abord l'état qui vient "
        "de la gauche."
    ),
    en=(
        "You put the state of the second network before that of the first. The order is a matter "
        "of convention, but the weights of the next layer depend on it: first the state that "
        "comes from the left."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Join in the other order."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(backward, dim=1), torch.stack(forward, dim=1)], dim=2)


@misconception(
    "backward-starts-from-the-other-end",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre second réseau part du dernier état du premier. Les deux réseaux ne se parlent "
        "pas : chacun a ses poids, sa taille, et son propre état initial, `backward_state` pour "
        "le second."
    ),
    en=(
        "Your second network starts from the last state of the first. The two networks do not "
        "talk to each other: each has its weights, its size, and its own initial state, "
        "`backward_state` for the second."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Go on from where the first network stopped."""
    state, forward, backward = forward_state, [], []
    for t in range(x.shape[1]):
        state = forward_step(x[:, t], state)
        forward.append(state)
    for t in reversed(range(x.shape[1])):
        state = backward_step(x[:, t], state)
        backward.insert(0, state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(backward, dim=1)], dim=2)


@misconception(
    "one-network-for-both",
    fails={
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appelez `forward_step` dans les deux sens. Lire à l'envers demande d'autres poids : "
        "c'est le rôle de `backward_step`. Quand les deux fonctions sont les mêmes, l'erreur ne "
        "se voit pas."
    ),
    en=(
        "You call `forward_step` in both directions. Reading backwards takes other weights: that "
        "is what `backward_step` is for. When both functions are the same, the mistake does not "
        "show."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Use the first function twice."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = forward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(backward, dim=1)], dim=2)


@misconception(
    "examples-reversed",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_equal_sizes",
        "test_single_step",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous retournez la première dimension, celle des exemples, au lieu du temps : le second "
        "réseau lit les phrases d'un autre, et toujours de gauche à droite. Le temps est la "
        "deuxième dimension."
    ),
    en=(
        "You reverse the first dimension, that of the examples, instead of time: the second "
        "network reads somebody else's sentences, and still from left to right. Time is the "
        "second dimension."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Flip the wrong dimension."""
    states, flipped = [], x.flip(0)
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        backward_state = backward_step(flipped[:, t], backward_state)
        states.append(torch.cat([forward_state, backward_state], dim=1))
    return torch.stack(states, dim=1)


@misconception(
    "sequence-reversed-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos états sont justes, mais vous retournez `x` sur place pour la seconde lecture : la "
        "phrase de celui qui vous a appelé finit à l'envers."
    ),
    en=(
        "Your states are right, but you reverse `x` in place for the second reading: your "
        "caller's sentence ends up backwards."
    ),
)
def bidirectional(x, forward_step, backward_step, forward_state, backward_state):
    """Turn the caller's tensor round."""
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    x[:] = x.flip(1)
    for t in range(x.shape[1]):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(backward, dim=1)], dim=2)
