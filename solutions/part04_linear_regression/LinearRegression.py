"""Reference solution of `LinearRegression`."""

import torch


class LinearRegression(torch.nn.Module):
    """A linear regression that learns by gradient descent, with PyTorch's gradients.

    Its two parameters have the names and shapes of those of `torch.nn.Linear(n_features, 1)`, whose
    `state_dict` can be loaded: `weight`, shape (1, n_features), and `bias`, shape (1,). Both are
    zeros at first, of PyTorch's default dtype; `to(...)` moves them as in every module.

    Source: the slides' linear regression; the names are those of PyTorch.

    >>> model = LinearRegression(1)
    >>> x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    >>> [round(c, 4) for c in model.fit(x, y, learning_rate=0.1, n_iter=1)]
    [2.3333, 0.4704]
    >>> model.weight, model.bias
    (Parameter containing:
    tensor([[0.4667]], requires_grad=True), Parameter containing:
    tensor([0.2000], requires_grad=True))
    """

    def __init__(self, n_features: int) -> None:
        """Create the two parameters.

        Args:
            n_features: the number of columns of x.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the predictions; gradients flow through them to x and to the parameters.

        Args:
            x: m examples, shape (m, n_features), with the dtype and on the device of the
                parameters.

        Returns:
            one prediction per example, shape (m,), with the dtype and on the device of x.
        """
        ### BEGIN SOLUTION
        return x @ self.weight[0] + self.bias
        ### END SOLUTION

    def fit(
        self, x: torch.Tensor, y: torch.Tensor, learning_rate: float, n_iter: int
    ) -> list[float]:
        """Make n_iter steps of gradient descent on all examples, and return the costs on the way.

        The cost is the sum over the m examples of the squared errors, divided by 2m. Each step
        subtracts learning_rate times the gradient of the cost from each parameter. The first step
        starts from the values that the parameters have: a second call goes on where the first one
        stopped.

        Args:
            x: the examples, shape (m, n_features).
            y: their targets, shape (m,), with the dtype and on the device of x.
            learning_rate: the learning rate, a positive number.
            n_iter: the number of steps, 0 or more.

        Returns:
            n_iter + 1 costs, a list of Python floats: the cost before the first step, then the
            cost after each step.
        """
        ### BEGIN SOLUTION
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history
        ### END SOLUTION
