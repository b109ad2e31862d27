"""Wrong implementations of `LSTM`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "pytorch-gate-order-ignored",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Vous lisez les blocs dans un autre ordre que PyTorch. Tant que votre classe apprend ses "
        "propres poids, tout marche ; dès qu'elle charge ceux d'un autre, la porte d'oubli et la "
        "porte d'entrée sont échangées. L'ordre est $i$, $f$, $g$, $o$."
    ),
    en=(
        "You read the blocks in another order than PyTorch. As long as your class learns its own "
        "weights everything works; as soon as it loads somebody else's, the forget gate and the "
        "input gate are exchanged. The order is $i$, $f$, $g$, $o$."
    ),
)
class LSTM(torch.nn.Module):
    """Read the blocks as f, i, g, o."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            f, i, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "second-bias-unused",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Vous n'utilisez qu'un des deux biais. En théorie un seul suffit, mais les poids chargés "
        "en ont deux, et leur somme compte : `bias_hh_l0` manque, et son gradient aussi."
    ),
    en=(
        "You only use one of the two biases. In theory one is enough, but the weights that are "
        "loaded have two, and their sum counts: `bias_hh_l0` is missing, and so is its gradient."
    ),
)
class LSTM(torch.nn.Module):
    """Add one of the two biases."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "initial-state-not-used",
    fails={"test_given_state", "test_parameter_gradients", "test_input_gradients"},
    fr=(
        "Vous partez toujours de zéro, même quand on vous donne `state`. Sans lui, on ne peut ni "
        "reprendre une lecture interrompue, ni faire commencer un décodeur là où l'encodeur s'est "
        "arrêté."
    ),
    en=(
        "You always start from zero, even when `state` is given. Without it one can neither resume "
        "an interrupted reading nor let a decoder begin where the encoder stopped."
    ),
)
class LSTM(torch.nn.Module):
    """Always start from zeros."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        h = c = x.new_zeros(len(x), self.hidden_size)
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "detached-between-steps",
    fails={"test_parameter_gradients", "test_input_gradients"},
    fr=(
        "Vos réponses sont justes, mais vous détachez les états entre deux pas : le gradient ne "
        "remonte plus le temps, et le réseau ne peut rien apprendre de ce qui précède le dernier "
        "mot lu. Laissez le graphe entier."
    ),
    en=(
        "Your answers are right, but you detach the states between two steps: the gradient no "
        "longer travels back in time, and the network can learn nothing from what precedes the "
        "last word read. Leave the graph whole."
    ),
)
class LSTM(torch.nn.Module):
    """Cut the graph at each step."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            c_last = c
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
            h, c = h.detach(), c.detach()
        return torch.stack(outputs, dim=1), (outputs[-1][None], c_last[None])


@misconception(
    "initial-state-detached",
    fails={"test_input_gradients"},
    fr=(
        "Vous détachez l'état initial : son gradient manque. Un encodeur qui fournirait cet état "
        "n'apprendrait rien."
    ),
    en=(
        "You detach the initial state: its gradient is missing. An encoder that provided this "
        "state would learn nothing."
    ),
)
class LSTM(torch.nn.Module):
    """Copy the given state out of the graph."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0].detach(), state[1][0].detach()
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "state-squeezed",
    fails={"test_given_state"},
    fr=(
        "Pour retirer la dimension des couches, vous appelez `squeeze()`, qui retire toutes les "
        "dimensions de taille 1. Avec une seule unité, celle des unités disparaît aussi, et les "
        "produits ne vont plus ensemble. Ne retirez que la première."
    ),
    en=(
        "To remove the dimension of the layers you call `squeeze()`, which removes all dimensions "
        "of size 1. With a single unit that of the units disappears as well, and the products no "
        "longer fit. Remove the first one only."
    ),
)
class LSTM(torch.nn.Module):
    """Remove all dimensions of size one from the state."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0].squeeze(), state[1].squeeze()
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "final-states-without-layer-dimension",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Vos derniers états ont la forme `(N, H)`. PyTorch met devant une dimension pour les "
        "couches et les sens de lecture, de taille 1 ici : `(1, N, H)`, même avec "
        "`batch_first=True`."
    ),
    en=(
        "Your last states have shape `(N, H)`. PyTorch puts a dimension for the layers and "
        "directions in front, of size 1 here: `(1, N, H)`, even with `batch_first=True`."
    ),
)
class LSTM(torch.nn.Module):
    """Return h and c as they are."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h, c)


@misconception(
    "final-states-swapped",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Vos derniers états sont échangés : PyTorch rend $h_n$, puis $c_n$. Ils ont la même forme, "
        "rien ne vous avertit."
    ),
    en=(
        "Your last states are exchanged: PyTorch returns $h_n$, then $c_n$. They have the same "
        "shape, nothing warns you."
    ),
)
class LSTM(torch.nn.Module):
    """Return (c_n, h_n)."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (c[None], h[None])


@misconception(
    "zeros-in-default-precision",
    fails={"test_without_state", "test_independent_calls"},
    fr=(
        "Votre état nul est créé en `float32`, sur le processeur, quelles que soient les entrées. "
        "En `float64`, ou sur une carte graphique, le premier produit échoue. Créez-le à partir de "
        "`x`."
    ),
    en=(
        "Your zero state is made in `float32`, on the processor, whatever the inputs. In "
        "`float64`, or on a graphics card, the first product fails. Make it from `x`."
    ),
)
class LSTM(torch.nn.Module):
    """Make the zero state without looking at x."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = torch.zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "state-kept-between-calls",
    fails={"test_independent_calls"},
    fr=(
        "Votre classe garde le dernier état et le reprend à l'appel suivant : une phrase commence "
        "là où la précédente s'est arrêtée, et la même entrée donne deux réponses. Sans `state`, "
        "chaque appel repart de zéro."
    ),
    en=(
        "Your class keeps the last state and takes it up at the next call: a sentence begins where "
        "the one before stopped, and the same input gets two answers. Without `state`, each call "
        "starts from zero."
    ),
)
class LSTM(torch.nn.Module):
    """Remember the last state for the next call."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size
        self.state = None

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        state = self.state if state is None else state
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        self.state = h[None].detach(), c[None].detach()
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "time-first-as-by-default",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Votre boucle prend la première dimension pour le temps : c'est le réglage par défaut de "
        "`torch.nn.LSTM`, `(T, N, F)`. Le contrat est celui de `batch_first=True` : `(N, T, F)`."
    ),
    en=(
        "Your loop takes the first dimension for time: that is the default of `torch.nn.LSTM`, "
        "`(T, N, F)`. The contract is that of `batch_first=True`: `(N, T, F)`."
    ),
)
class LSTM(torch.nn.Module):
    """Read the first dimension as time."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, x.shape[1], self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(len(x)):
            sums = x[t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs), (h[None], c[None])


@misconception(
    "parameters-start-at-zero",
    fails={"test_initial_parameters"},
    fr=(
        "Vos paramètres partent tous de zéro : toutes les unités sont identiques, l'état caché "
        "reste nul quoi que l'on lise, et les trois portes ne reçoivent d'abord aucun gradient. "
        "Le contrat demande un tirage uniforme, comme PyTorch."
    ),
    en=(
        "Your parameters all start at zero: all units are alike, the hidden state stays zero "
        "whatever is read, and at first the three gates receive no gradient. The contract asks "
        "for a uniform draw, as in PyTorch."
    ),
)
class LSTM(torch.nn.Module):
    """Start with zeros."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            return torch.nn.Parameter(torch.zeros(shape))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])


@misconception(
    "gates-fed-with-the-memory",
    fails={
        "test_agrees_with_pytorch",
        "test_without_state",
        "test_given_state",
        "test_parameter_gradients",
        "test_input_gradients",
        "test_independent_calls",
    },
    fr=(
        "Vos portes d'oubli et de sortie lisent la mémoire $c$ au lieu de l'état caché $h$. C'est "
        "ce qu'écrit une diapositive, à tort ; PyTorch donne $h$ aux quatre blocs."
    ),
    en=(
        "Your forget and output gates read the memory $c$ instead of the hidden state $h$. A slide "
        "has it so, wrongly; PyTorch gives $h$ to all four blocks."
    ),
)
class LSTM(torch.nn.Module):
    """Follow the comparison slide."""

    def __init__(self, input_size, hidden_size):
        """Make the four parameters."""
        super().__init__()
        self.hidden_size = hidden_size

        def draw(*shape):
            bound = 1 / math.sqrt(hidden_size)
            return torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.weight_ih_l0 = draw(4 * hidden_size, input_size)
        self.weight_hh_l0 = draw(4 * hidden_size, hidden_size)
        self.bias_ih_l0 = draw(4 * hidden_size)
        self.bias_hh_l0 = draw(4 * hidden_size)

    def forward(self, x, state=None):
        """Read the sequences."""
        if state is None:
            zeros = x.new_zeros(1, len(x), self.hidden_size)
            state = zeros, zeros
        h, c = state[0][0], state[1][0]
        outputs = []
        for t in range(x.shape[1]):
            sums = x[:, t] @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, _, g, _ = sums.chunk(4, dim=1)
            sums = sums + (c - h) @ self.weight_hh_l0.T
            _, f, _, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])
