"""Other right implementations of `initialize_parameters`: its suite must accept each of them."""

import torch


def initialize_parameters_with_normal(sizes, generator):
    """Fill new tensors in place; return a list of lists."""
    parameters = []
    for layer, n_out in enumerate(sizes[1:]):
        w = torch.empty(n_out, sizes[layer], device=generator.device)
        w.normal_(0, 0.01, generator=generator)
        parameters.append([w, w.new_zeros(n_out)])
    return parameters


def initialize_parameters_from_the_end(sizes, generator):
    """Draw the last layer first, through transposed views; return a tuple."""
    parameters = []
    for layer in range(len(sizes) - 1, 0, -1):
        shape = (sizes[layer - 1], sizes[layer])
        w = torch.normal(0.0, 0.01, shape, generator=generator, device=generator.device)
        parameters.insert(0, (w.T, torch.zeros(sizes[layer], device=generator.device)))
    return tuple(parameters)


def initialize_parameters_in_one_draw(sizes, generator):
    """Draw all weights at once and cut them up."""
    shapes = [(sizes[i + 1], sizes[i]) for i in range(len(sizes) - 1)]
    counts = [n_out * n_in for n_out, n_in in shapes]
    numbers = torch.randn(sum(counts), generator=generator, device=generator.device) / 100
    return [
        (part.reshape(shape), torch.zeros(shape[0], device=generator.device))
        for part, shape in zip(numbers.split(counts), shapes, strict=True)
    ]
