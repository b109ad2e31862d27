"""Other right implementations of `LinearRegression`: its suite must accept each of them."""

import torch


class LinearRegression_by_hand(torch.nn.Module):
    """Update in place under `no_grad`, clear the gradients afterwards."""

    def __init__(self, n_features):
        """Create the two parameters, the bias first."""
        super().__init__()
        self.bias = torch.nn.Parameter(torch.zeros(1))
        self.weight = torch.nn.Parameter(torch.zeros((1, n_features)))

    def forward(self, x):
        """Return the predictions."""
        return torch.nn.functional.linear(x, self.weight, self.bias).squeeze(1)

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        m = y.shape[0]
        history = []
        for _ in range(n_iter):
            cost = torch.sum((self(x) - y) ** 2) / (2 * m)
            cost.backward()
            history.append(float(cost))
            with torch.no_grad():
                for parameter in self.parameters():
                    parameter -= learning_rate * parameter.grad
                    parameter.grad.zero_()
        with torch.no_grad():
            history.append(float(torch.sum((self(x) - y) ** 2) / (2 * m)))
        return history


class LinearRegression_with_a_layer(torch.nn.Module):
    """Borrow the parameters of a layer, and MSELoss."""

    def __init__(self, n_features):
        """Take over the two parameters of a layer set to zero."""
        super().__init__()
        layer = torch.nn.Linear(n_features, 1)
        for parameter in layer.parameters():
            torch.nn.init.zeros_(parameter)
        self.weight, self.bias = layer.weight, layer.bias

    def forward(self, x):
        """Return the predictions."""
        return (x @ self.weight.T + self.bias).flatten()

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        loss = torch.nn.MSELoss()
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = [0.5 * loss(self(x), y).item()]
        for _ in range(n_iter):
            optimizer.zero_grad()
            (0.5 * loss(self(x), y)).backward()
            optimizer.step()
            history.append(0.5 * loss(self(x), y).item())
        return history


class LinearRegression_with_grad(torch.nn.Module):
    """Ask autograd for the gradients; write through `.data`."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.full((1, n_features), 0.0))
        self.bias = torch.nn.Parameter(torch.full((1,), 0.0))

    def forward(self, x):
        """Return the predictions."""
        return (x * self.weight).sum(dim=1) + self.bias

    def _cost(self, x, y):
        return torch.nn.functional.mse_loss(self.forward(x), y) / 2

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        costs = [self._cost(x, y).item()]
        for _ in range(n_iter):
            gradients = torch.autograd.grad(self._cost(x, y), [self.weight, self.bias])
            for p, g in zip([self.weight, self.bias], gradients, strict=True):
                p.data = p.data - learning_rate * g
            costs.append(self._cost(x, y).item())
        return costs
