"""Other right implementations of `LSTM`: its suite must accept each of them."""

import math

import torch


class LSTM_with_linear(torch.nn.Module):
    """Use torch's linear function and initialisers; multiply all inputs at once."""

    def __init__(self, input_size, hidden_size):
        """Make the parameters one by one."""
        super().__init__()
        self.hidden_size = hidden_size
        self.weight_ih_l0 = torch.nn.Parameter(torch.empty(4 * hidden_size, input_size))
        self.weight_hh_l0 = torch.nn.Parameter(torch.empty(4 * hidden_size, hidden_size))
        self.bias_ih_l0 = torch.nn.Parameter(torch.empty(4 * hidden_size))
        self.bias_hh_l0 = torch.nn.Parameter(torch.empty(4 * hidden_size))
        for parameter in self.parameters():
            torch.nn.init.uniform_(parameter, -(hidden_size**-0.5), hidden_size**-0.5)

    def forward(self, x, state=None):
        """Return lists where PyTorch returns tuples."""
        linear = torch.nn.functional.linear
        inputs = linear(x, self.weight_ih_l0, self.bias_ih_l0)
        if state is None:
            state = [torch.zeros(1, x.size(0), self.hidden_size).to(x)] * 2
        h, c = (s.squeeze(0) for s in state)
        outputs = []
        for t in range(x.size(1)):
            sums = inputs[:, t] + linear(h, self.weight_hh_l0, self.bias_hh_l0)
            i, f, g, o = sums.split(self.hidden_size, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            outputs.append(h.unsqueeze(1))
        return [torch.cat(outputs, dim=1), [h.unsqueeze(0), c.unsqueeze(0)]]


class LSTM_with_rand(torch.nn.Module):
    """Draw with torch.rand; keep the leading dimension all along, time first."""

    def __init__(self, input_size, hidden_size):
        """Make the parameters in a loop."""
        super().__init__()
        for name, columns in (("ih", input_size), ("hh", hidden_size)):
            weight = torch.rand(4 * hidden_size, columns) * 2 - 1
            bias = torch.rand(4 * hidden_size) * 2 - 1
            scale = math.sqrt(hidden_size)
            setattr(self, f"weight_{name}_l0", torch.nn.Parameter(weight / scale))
            setattr(self, f"bias_{name}_l0", torch.nn.Parameter(bias / scale))

    def forward(self, x, state=None):
        """Put [x, h] side by side."""
        w = torch.cat([self.weight_ih_l0, self.weight_hh_l0], dim=1)
        b = self.bias_ih_l0 + self.bias_hh_l0
        if state is None:
            zero = torch.zeros(1, len(x), len(b) // 4, dtype=x.dtype, device=x.device)
            state = zero, zero
        h, c = state
        outputs = []
        for step in x.transpose(0, 1):
            sums = torch.cat([step[None], h], dim=2) @ w.T + b
            i, f, g, o = torch.tensor_split(sums, 4, dim=2)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.cat(outputs).transpose(0, 1), (h, c)
