"""Other right implementations of `LeNet5`: its suite must accept each of them."""

import torch


class LeNet5_with_modules(torch.nn.Module):
    """Make modules of everything, in an order of its own."""

    def __init__(self):
        """Create the layers and what stands between them."""
        super().__init__()
        self.fc5 = torch.nn.Linear(84, 10)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc3 = torch.nn.Linear(16 * 5 * 5, 120)
        self.conv2 = torch.nn.Conv2d(8, 16, (5, 5))
        self.conv1 = torch.nn.Conv2d(3, 8, (5, 5), stride=1, padding=0)
        self.pool = torch.nn.MaxPool2d(kernel_size=2, stride=2)
        self.relu = torch.nn.ReLU()
        self.flatten = torch.nn.Flatten()

    def forward(self, x):
        """Pool before the ReLU, which comes to the same."""
        x = self.relu(self.pool(self.conv1(x)))
        x = self.relu(self.pool(self.conv2(x)))
        x = self.flatten(x)
        return self.fc5(self.relu(self.fc4(self.relu(self.fc3(x)))))


class LeNet5_with_parameters(torch.nn.Module):
    """Register bare parameters under the names of the contract."""

    def __init__(self):
        """Draw all parameters."""
        super().__init__()
        shapes = [("conv1", 8, 3, 5, 5), ("conv2", 16, 8, 5, 5)]
        shapes += [("fc3", 120, 400), ("fc4", 84, 120), ("fc5", 10, 84)]
        for name, *shape in shapes:
            layer = torch.nn.Module()
            layer.weight = torch.nn.Parameter(0.1 * torch.randn(shape))
            layer.bias = torch.nn.Parameter(torch.zeros(shape[0]))
            self.add_module(name, layer)

    def forward(self, x):
        """Slide the windows by hand."""
        for layer in (self.conv1, self.conv2):
            windows = x.unfold(2, 5, 1).unfold(3, 5, 1)
            x = torch.einsum("ncijuv,ocuv->noij", windows, layer.weight)
            x = (x + layer.bias[:, None, None]).clamp(min=0)
            x = x.unfold(2, 2, 2).unfold(3, 2, 2).amax(dim=(4, 5))
        x = x.reshape(x.shape[0], -1)
        for layer in (self.fc3, self.fc4):
            x = (x @ layer.weight.T + layer.bias).clamp(min=0)
        return x @ self.fc5.weight.T + self.fc5.bias
