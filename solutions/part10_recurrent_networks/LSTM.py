"""Reference solution of `LSTM`."""

import math

import torch


class LSTM(torch.nn.Module):
    """A long short-term memory that agrees with torch.nn.LSTM, one layer, batch_first=True.

    Its parameters have the names, the shapes and the dtype of PyTorch's, so that
    load_state_dict(theirs.state_dict()) works:

        weight_ih_l0 (4H, F), weight_hh_l0 (4H, H), bias_ih_l0 (4H,), bias_hh_l0 (4H,)

    Their rows are four blocks of H: i, f, g, o. At each step every block makes one sum, of the
    product with the input, the product with the hidden state and both its biases; i, f and o are
    the sigmoid of theirs, g the tanh of its own. Then new c = f * c + i * g, and
    new h = o * tanh(new c). Given the same weights, the outputs, the final states and the
    gradients of everything that goes in are those of torch.nn.LSTM, in float32 and in float64,
    after .to(...) as well. Nothing is kept from one call to the next.

    Source: the documentation of torch.nn.LSTM.

    >>> model = LSTM(3, 5)
    >>> output, (h_n, c_n) = model(torch.zeros(2, 7, 3))
    >>> output.shape, h_n.shape, c_n.shape
    (torch.Size([2, 7, 5]), torch.Size([1, 2, 5]), torch.Size([1, 2, 5]))
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        """Make the four parameters, each entry uniform between -1/sqrt(H) and 1/sqrt(H).

        Args:
            input_size: F, the number of inputs of a step.
            hidden_size: H, the number of units.
        """
        super().__init__()
        ### BEGIN SOLUTION
        bound = 1 / math.sqrt(hidden_size)
        shapes = {
            "weight_ih_l0": (4 * hidden_size, input_size),
            "weight_hh_l0": (4 * hidden_size, hidden_size),
            "bias_ih_l0": (4 * hidden_size,),
            "bias_hh_l0": (4 * hidden_size,),
        }
        for name, shape in shapes.items():
            self.register_parameter(
                name, torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
            )
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Read the sequences from left to right.

        Args:
            x: the sequences, shape (N, T, F), with T at least 1.
            state: (h_0, c_0), both of shape (1, N, H); zeros if there is none.

        Returns:
            (output, (h_n, c_n)): all the hidden states, shape (N, T, H), then the hidden state and
            the memory after the last step, both of shape (1, N, H).
        """
        ### BEGIN SOLUTION
        if state is None:
            zeros = x.new_zeros(len(x), self.weight_hh_l0.shape[1])
            h, c = zeros, zeros
        else:
            h, c = state[0][0], state[1][0]
        outputs = []
        for step in x.unbind(dim=1):
            sums = step @ self.weight_ih_l0.T + self.bias_ih_l0
            sums = sums + h @ self.weight_hh_l0.T + self.bias_hh_l0
            i, f, g, o = sums.chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), (h[None], c[None])
        ### END SOLUTION
