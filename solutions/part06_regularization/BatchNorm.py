"""Reference solution of `BatchNorm`."""

import torch


class BatchNorm(torch.nn.Module):
    """Normalise the columns of a batch, and remember how to do so when there is no batch.

    The names and the formulas are those of `torch.nn.BatchNorm1d`, whose `state_dict` can be
    loaded: the parameters `weight` (gamma, ones at first) and `bias` (beta, zeros at first), the
    buffers `running_mean` (zeros at first) and `running_var` (ones at first), each of shape
    (num_features,).

    In training mode (`self.training` is True) the output is normalised with the mean and the
    biased variance (divided by m) of the batch; gradients also flow through these two. The batch
    then moves both running statistics: running = (1 - momentum) * running + momentum * batch,
    where the variance of the batch is this time the unbiased one (divided by m - 1). The running
    statistics never carry a gradient.

    In evaluation mode (after `eval()`) the output is normalised with the running statistics, which
    do not move.

    Source: the slides on batch normalisation, with +eps under the root; PyTorch's conventions.

    >>> layer = BatchNorm(1)
    >>> y = layer(torch.tensor([[1.0], [2.0], [3.0], [4.0]]))
    >>> layer.running_mean, layer.running_var
    (tensor([0.2500]), tensor([1.0667]))
    """

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        """Create the parameters and the buffers.

        Args:
            num_features: the number of columns.
            eps: added to the variance, under the square root.
            momentum: the weight of the new batch in the running statistics, between 0 and 1.
        """
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        # PyTorch's layer counts its batches here; we only need its state to have the same names.
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        ### BEGIN SOLUTION
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x normalised, scaled and shifted.

        Args:
            x: the batch, shape (m, num_features); in evaluation mode m may be 1.

        Returns:
            the result, shape (m, num_features), with the dtype and on the device of x.

        Raises:
            ValueError: in training mode, when x has fewer than two examples. The running
                statistics have not moved.
        """
        ### BEGIN SOLUTION
        mean, var = self.running_mean, self.running_var
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError(f"training needs at least two examples, not {m}")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias
        ### END SOLUTION
