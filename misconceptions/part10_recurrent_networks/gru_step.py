"""Wrong implementations of `gru_step`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "update-gate-inverted",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez l'ancien état par $u$ et le candidat par $1 - u$ : c'est la convention de "
        "PyTorch, où la porte dit ce que l'on garde. Sur la diapositive, et ici, elle dit ce que "
        "l'on met à jour : $u = 1$ prend le candidat."
    ),
    en=(
        "You multiply the old state by $u$ and the candidate by $1 - u$: that is PyTorch's "
        "convention, where the gate says what is kept. On the slide, and here, it says what is "
        "updated: $u = 1$ takes the candidate."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Follow PyTorch's documentation."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    return (1 - u) * candidate + u * h


@misconception(
    "reset-after-product",
    fails={
        "test_random_values",
        "test_saturated_update",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez la porte de remise à zéro après le produit avec les poids, comme PyTorch. "
        "La diapositive l'applique à l'état lui-même, avant le produit : chaque unité de l'ancien "
        "état a sa porte, et le biais n'est pas concerné. Avec une seule unité et un biais nul, "
        "les deux donnent le même nombre."
    ),
    en=(
        "You apply the reset gate after the product with the weights, as PyTorch does. The slide "
        "applies it to the state itself, before the product: each unit of the old state has its "
        "gate, and the bias is not concerned. With a single unit and no bias, both give the same "
        "number."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Reset what has been multiplied, as PyTorch does."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + r * (h @ w_c.T + b_c))
    return u * candidate + (1 - u) * h


@misconception(
    "reset-gate-omitted",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre candidat lit l'ancien état tout entier : c'est le GRU simplifié de la première "
        "diapositive. Le GRU complet le multiplie d'abord par la porte de remise à zéro, qui peut "
        "lui faire oublier le passé."
    ),
    en=(
        "Your candidate reads the whole old state: that is the simplified GRU of the first slide. "
        "The full GRU first multiplies it by the reset gate, which can make it forget the past."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Follow the simplified slide."""
    _, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    _, w_u, w_c = w_h.chunk(3)
    _, b_u, b_c = b_h.chunk(3)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + h @ w_c.T + b_c)
    return u * candidate + (1 - u) * h


@misconception(
    "gate-blocks-swapped",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez les blocs dans l'ordre mise à jour, remise à zéro, candidat. Dans les poids du "
        "contrat, la remise à zéro $r$ vient en premier. Les formes sont les mêmes, rien ne vous "
        "avertit."
    ),
    en=(
        "You read the blocks in the order update, reset, candidate. In the weights of the contract "
        "the reset $r$ comes first. The shapes are the same, nothing warns you."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Take the update gate first."""
    x_u, x_r, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_u, w_r, w_c = w_h.chunk(3)
    b_u, b_r, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    return u * candidate + (1 - u) * h


@misconception(
    "sigmoid-candidate",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre candidat passe par une sigmoïde, comme les portes. Une porte est une proportion, "
        "entre 0 et 1 ; le candidat est un contenu, qui peut être négatif : pour lui, tanh."
    ),
    en=(
        "Your candidate goes through a sigmoid, like the gates. A gate is a proportion, between 0 "
        "and 1; the candidate is a content, which may be negative: tanh for it."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Use one activation everywhere."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.sigmoid(x_c + (r * h) @ w_c.T + b_c)
    return u * candidate + (1 - u) * h


@misconception(
    "reset-on-candidate",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez le candidat lui-même par $r$ : une porte fermée efface alors aussi ce que "
        "dit l'entrée. Elle ne doit effacer que le passé, donc agir sur l'ancien état, à "
        "l'intérieur de tanh."
    ),
    en=(
        "You multiply the candidate itself by $r$: a closed gate then erases what the input says "
        "as well. It must only erase the past, hence act on the old state, inside tanh."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Multiply the finished candidate by r."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = r * torch.tanh(x_c + h @ w_c.T + b_c)
    return u * candidate + (1 - u) * h


@misconception(
    "one-gate-for-both",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos deux portes sont calculées avec les mêmes poids. Elles ont la même formule, mais "
        "chacune son bloc : le premier pour la remise à zéro, le deuxième pour la mise à jour. "
        "C'est l'erreur classique du copier-coller."
    ),
    en=(
        "Your two gates are computed with the same weights. They have the same formula, but each "
        "has its block: the first for the reset, the second for the update. This is the classical "
        "mistake of copy and paste."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Give the update gate the weights of the reset gate."""
    x_r, _, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, _, w_c = w_h.chunk(3)
    b_r, _, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_r + h @ w_r.T + b_r)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    return u * candidate + (1 - u) * h


@misconception(
    "state-biases-forgotten",
    fails={
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous n'utilisez pas `b_h`. Deux vecteurs de biais entrent dans chaque somme, un avec "
        "l'entrée et un avec l'état : un seul suffirait, mais PyTorch en a deux, et le contrat "
        "aussi."
    ),
    en=(
        "You do not use `b_h`. Two vectors of biases go into each sum, one with the input and one "
        "with the state: one would be enough, but PyTorch has two, and so has the contract."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Add only the first biases."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T)
    u = torch.sigmoid(x_u + h @ w_u.T)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T)
    return u * candidate + (1 - u) * h


@misconception(
    "old-state-added-whole",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_saturated_update",
        "test_open_reset",
        "test_closed_reset",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez le candidat à l'ancien état sans rien retirer à celui-ci : au fil des pas, "
        "l'état peut grandir sans limite. Ce que la porte donne au candidat, elle le prend à "
        "l'ancien état : une moyenne pondérée, $u$ et $1 - u$."
    ),
    en=(
        "You add the candidate to the old state without taking anything from it: as the steps go "
        "by the state can grow without limit. What the gate gives to the candidate it takes from "
        "the old state: a weighted mean, $u$ and $1 - u$."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Add the candidate to the state."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    return u * candidate + h


@misconception(
    "state-moved-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Votre état est juste, mais vous l'écrivez dans le tenseur de l'ancien : celui qui vous a "
        "appelé perd l'état d'avant. Renvoyez un nouveau tenseur."
    ),
    en=(
        "Your state is right, but you write it into the tensor of the old one: your caller loses "
        "the state before. Return a new tensor."
    ),
)
def gru_step(x, h, w_x, w_h, b_x, b_h):
    """Mix the candidate into the old state in place."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = torch.sigmoid(x_u + h @ w_u.T + b_u)
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    h *= 1 - u
    h += u * candidate
    return h
