"""Reference solution of `LeNet5`."""

import torch


class LeNet5(torch.nn.Module):
    """The convolutional network of the course: colour images of 32 x 32 pixels, ten classes.

    The layers, in order:
        conv1: a convolution from 3 to 8 channels, filters of 5 x 5, stride 1, no padding; ReLU;
            max pooling with windows of 2 x 2 and stride 2;
        conv2: a convolution from 8 to 16 channels, otherwise like conv1; ReLU; the same pooling;
        each image flattened in the order channel, row, column: 400 values;
        fc3: a dense layer from 400 to 120 values; ReLU;
        fc4: a dense layer from 120 to 84 values; ReLU;
        fc5: a dense layer from 84 to 10 values, without activation.

    Every layer with a name has a bias. `state_dict()` holds the ten entries `conv1.weight`,
    `conv1.bias`, ..., `fc5.weight`, `fc5.bias`, with the shapes and the meaning that they have in
    `torch.nn.Conv2d` and `torch.nn.Linear`, so that weights saved from such layers can be loaded
    with `load_state_dict`. Any class and function of `torch.nn` may be used.

    The forward pass takes images of shape (N, 3, 32, 32), with the dtype and on the device of the
    parameters, and returns scores (logits, before any softmax) of shape (N, 10).

    Source: the slide with the table of LeNet-5.

    >>> LeNet5()(torch.zeros(4, 3, 32, 32)).shape
    torch.Size([4, 10])
    """

    def __init__(self) -> None:
        """Create the five layers that have parameters."""
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = torch.nn.Conv2d(3, 8, kernel_size=5)
        self.conv2 = torch.nn.Conv2d(8, 16, kernel_size=5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the scores of the images, shape (N, 10)."""
        ### BEGIN SOLUTION
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(start_dim=1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)
        ### END SOLUTION
