"""Reference solution of `initialize_parameters`."""

import torch


def initialize_parameters(
    sizes: list[int], generator: torch.Generator
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return parameters with which a network may start to learn: small random weights.

    Each weight is drawn on its own from the normal distribution of mean 0 and standard deviation
    0.01; all biases are 0.

    Args:
        sizes: the number of inputs, then the number of neurons of each layer, from the first to
            the last: [4, 3, 1] is a network with 4 inputs, 3 hidden neurons and 1 output. At
            least two numbers.
        generator: where all the randomness comes from: the same state of the generator gives the
            same weights, and PyTorch's global generator is left alone.

    Returns:
        one pair (w, b) per layer, len(sizes) - 1 in all, from the first layer to the last. w has
        the shape (number of neurons, number of inputs of the layer), b the shape (number of
        neurons,); both are float32, on the device of the generator.

    Source: slide on initialisation, random numbers times 0.01.

    >>> parameters = initialize_parameters([4, 3, 1], torch.Generator().manual_seed(0))
    >>> [(tuple(w.shape), tuple(b.shape)) for w, b in parameters]
    [((3, 4), (3,)), ((1, 3), (1,))]
    """
    ### BEGIN SOLUTION
    device = generator.device
    parameters = []
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        w = 0.01 * torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters
    ### END SOLUTION
