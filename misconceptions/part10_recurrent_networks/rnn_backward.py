"""Wrong implementations of `rnn_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "no-gradient-through-time",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Chaque état ne reçoit que le gradient de sa propre sortie. Or `a[:, t]` sert aussi à "
        "calculer `a[:, t + 1]` : ce qui en revient, à travers `w_aa`, s'ajoute à `da[:, t]`. "
        "C'est tout le sens de « à travers le temps » ; avec un seul pas, cela ne se voit pas."
    ),
    en=(
        "Each state only receives the gradient of its own output. But `a[:, t]` also serves to "
        "compute `a[:, t + 1]`: what comes back from there, through `w_aa`, is added to "
        "`da[:, t]`. That is the whole meaning of “through time”; with a single step it does not "
        "show."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Treat the steps as if they were separate."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = da * (1 - a**2)
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, dz[:, 0] @ w_aa, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "later-gradient-after-tanh",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez ce qui vient du pas suivant après avoir multiplié par la dérivée de tanh. "
        "Les deux gradients arrivent à la sortie de tanh : additionnez-les d'abord, puis faites "
        "passer la somme à travers la dérivée."
    ),
    en=(
        "You add what comes from the next step after multiplying by the derivative of tanh. Both "
        "gradients arrive at the output of tanh: add them first, then send the sum through the "
        "derivative."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Bring the future in behind the derivative."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = da[:, t] * (1 - a[:, t] ** 2) + later
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "state-weights-from-new-state",
    fails={"test_by_hand", "test_weight_gradients", "test_single_step", "test_arguments_unchanged"},
    fr=(
        "Pour `dw_aa`, vous multipliez par l'état du même pas. Mais `w_aa` y a multiplié l'état "
        "précédent : `a[:, t - 1]`, et `a0` au premier pas. Décalez les états d'un cran."
    ),
    en=(
        "For `dw_aa` you multiply by the state of the same step. But there `w_aa` has multiplied "
        "the state before: `a[:, t - 1]`, and `a0` at the first step. Shift the states by one."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Use a[:, t] where a[:, t - 1] was used."""
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, a)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "weight-gradients-overwritten",
    fails={
        "test_by_hand",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "À chaque tour de boucle, vos gradients des poids remplacent ceux du tour précédent : il "
        "ne reste que la part du premier pas. Les mêmes poids servent à tous les pas, leurs "
        "contributions s'ajoutent."
    ),
    en=(
        "At each turn of the loop your gradients of the weights replace those of the turn before: "
        "only the share of the first step is left. The same weights serve all steps, their "
        "contributions add up."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Assign instead of adding."""
    dx = torch.empty_like(x)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz @ w_aa
        dx[:, t] = dz @ w_ax
        dw_ax = dz.T @ x[:, t]
        dw_aa = dz.T @ (a[:, t - 1] if t > 0 else a0)
        db = dz.sum(dim=0)
    return dx, later, dw_ax, dw_aa, db


@misconception(
    "loop-in-reading-order",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre boucle va dans le sens de la lecture, du premier pas au dernier. Le gradient "
        "remonte le temps : pour traiter un pas, il faut déjà connaître ce qui revient du "
        "suivant. Commencez par la fin."
    ),
    en=(
        "Your loop goes in reading order, from the first step to the last. The gradient travels "
        "back in time: to deal with a step, one must already know what comes back from the next "
        "one. Begin at the end."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Run through the steps from the first to the last."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in range(a.shape[1]):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "tanh-applied-again",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_single_step",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez la dérivée comme $1 - \\tanh^2(a)$. La formule porte sur la somme $z$ : "
        "$1 - \\tanh^2(z)$, et $\\tanh(z)$ est déjà l'état $a$ que l'on vous donne. Vous appliquez "
        "tanh une seconde fois."
    ),
    en=(
        "You compute the derivative as $1 - \\tanh^2(a)$. The formula is about the sum $z$: "
        "$1 - \\tanh^2(z)$, and $\\tanh(z)$ already is the state $a$ that you are given. You apply "
        "tanh a second time."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Take the states for the sums."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - torch.tanh(a[:, t]) ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "sigmoid-derivative",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_single_step",
        "test_arguments_unchanged",
    },
    fr=(
        "$a (1 - a)$ est la dérivée de la sigmoïde. Les états de ce réseau viennent de tanh, dont "
        "la dérivée, écrite avec l'état, est $1 - a^2$ : elle vaut 1 en 0, où l'autre vaut 0."
    ),
    en=(
        "$a (1 - a)$ is the derivative of the sigmoid. The states of this network come from tanh, "
        "whose derivative, written with the state, is $1 - a^2$: it is 1 at 0, where the other "
        "is 0."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Use the derivative of another activation."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * a[:, t] * (1 - a[:, t])
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "forward-weights-on-the-way-back",
    fails={
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_single_step",
        "test_arguments_unchanged",
    },
    fr=(
        "Pour remonter d'un pas, vous multipliez vos lignes par la transposée de `w_aa`, comme à "
        "l'aller. Au retour, la somme porte sur les unités du nouvel état, les lignes de `w_aa` ; "
        "la transposée de la formule vaut pour un exemple en colonne. La matrice est carrée : les "
        "formes ne vous avertissent pas."
    ),
    en=(
        "To go back one step you multiply your rows by the transpose of `w_aa`, as on the way "
        "forward. On the way back the sum is over the units of the new state, the rows of `w_aa`; "
        "the transpose in the formula is for an example in a column. The matrix is square: the "
        "shapes do not warn you."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Go back through the transpose of w_aa."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa.T
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "only-last-output",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_initial_state_gradient",
        "test_weight_gradients",
        "test_bias_gradient",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne partez que du gradient du dernier état. Ce serait juste si le réseau ne "
        "répondait qu'à la fin ; ici il répond à chaque pas, et chaque `da[:, t]` s'ajoute à ce "
        "qui revient de plus tard."
    ),
    en=(
        "You only start from the gradient of the last state. That would be right if the network "
        "answered at the end only; here it answers at every step, and each `da[:, t]` adds to "
        "what comes back from later."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Ignore the outputs of all steps but the last."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = da[:, -1]
    for t in reversed(range(a.shape[1])):
        dz[:, t] = later * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "averaged-over-the-batch",
    fails={"test_weight_gradients", "test_bias_gradient", "test_arguments_unchanged"},
    fr=(
        "Vous divisez les gradients des poids par le nombre d'exemples. La moyenne appartient au "
        "coût, elle est déjà dans `da` : ici, tout s'ajoute, sur les exemples comme sur le temps."
    ),
    en=(
        "You divide the gradients of the weights by the number of examples. The mean belongs to "
        "the cost, it is already inside `da`: here everything adds up, over examples as over "
        "time."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Average the parameter gradients once more."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    n = len(x)
    dw_ax = torch.einsum("nth,ntf->hf", dz, x) / n
    dw_aa = torch.einsum("nth,ntk->hk", dz, before) / n
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1)) / n


@misconception(
    "state-weight-gradient-transposed",
    fails={"test_weight_gradients", "test_single_step", "test_arguments_unchanged"},
    fr=(
        "Votre `dw_aa` est transposé. Comme la matrice est carrée, sa forme ne vous trahit pas. "
        "La ligne $j$ de `dw_aa` va avec l'unité $j$ du nouvel état, donc avec la colonne $j$ de "
        "$dz$."
    ),
    en=(
        "Your `dw_aa` is transposed. Since the matrix is square, its shape does not give you "
        "away. Row $j$ of `dw_aa` goes with unit $j$ of the new state, hence with column $j$ of "
        "$dz$."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Multiply old state and dz in the wrong order."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("ntk,nth->kh", before, dz)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))


@misconception(
    "upstream-gradient-modified",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos gradients sont justes, mais vous ajoutez ce qui revient du futur dans `da` même : le "
        "tenseur de celui qui vous a appelé est changé, et un second appel donnerait autre chose."
    ),
    en=(
        "Your gradients are right, but you add what comes back from the future into `da` itself: "
        "your caller's tensor is changed, and a second call would give something else."
    ),
)
def rnn_backward(x, a0, a, da, w_ax, w_aa):
    """Accumulate in the argument."""
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    for t in reversed(range(a.shape[1])):
        da[:, t] *= 1 - a[:, t] ** 2
        if t > 0:
            da[:, t - 1] += da[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", da, x)
    dw_aa = torch.einsum("nth,ntk->hk", da, before)
    return da @ w_ax, da[:, 0] @ w_aa, dw_ax, dw_aa, da.sum(dim=(0, 1))
