"""Other right implementations of `BatchNorm`: its suite must accept each of them."""

import torch


class BatchNorm_with_two_variances(torch.nn.Module):
    """Two calls of `var`; the statistics are new tensors, detached."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.weight = torch.nn.Parameter(torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if not self.training:
            x_hat = (x - self.running_mean) / (self.running_var + self.eps).sqrt()
            return x_hat * self.weight + self.bias
        if x.shape[0] == 1:
            raise ValueError("a batch of one example has no variance")
        keep = 1 - self.momentum
        self.num_batches_tracked += 1
        self.running_mean = keep * self.running_mean + self.momentum * x.mean(0).detach()
        self.running_var = keep * self.running_var + self.momentum * x.var(0).detach()
        x_hat = (x - x.mean(0)) / (x.var(0, unbiased=False) + self.eps).sqrt()
        return x_hat * self.weight + self.bias


class BatchNorm_with_data(torch.nn.Module):
    """Write through `.data`; fold everything into one scale and one shift."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        for name, value in (("running_mean", 0.0), ("running_var", 1.0)):
            self.register_buffer(name, torch.full((num_features,), value))
        self.weight = torch.nn.Parameter(torch.full((num_features,), 1.0))
        self.bias = torch.nn.Parameter(torch.full((num_features,), 0.0))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        mean, var = self.running_mean, self.running_var
        if self.training:
            m = x.size(0)
            if m <= 1:
                raise ValueError("too few examples")
            mean = x.sum(0) / m
            var = ((x - mean) ** 2).sum(0) / m
            self.running_mean.data.lerp_(mean.data, self.momentum)
            self.running_var.data.lerp_(var.data * (m / (m - 1)), self.momentum)
        scale = self.weight * torch.rsqrt(var + self.eps)
        return x * scale + (self.bias - mean * scale)
