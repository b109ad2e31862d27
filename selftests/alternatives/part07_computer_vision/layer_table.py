"""Other right implementations of `layer_table`: its suite must accept each of them."""

import torch


def layer_table_step_by_step(layers, input_shape):
    """Keep channels, height and width apart; rows and shapes are lists."""
    table = []

    def add(shape, parameters):
        size = 1
        for n in shape:
            size *= n
        table.append([list(shape), size, parameters])

    add(input_shape, 0)
    for layer in layers:
        shape, size, _ = table[-1]
        match layer[0]:
            case "conv":
                _, filters, k, s, p = layer
                c, h, w = shape
                h, w = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
                add([filters, h, w], filters * c * k * k + filters)
            case "max_pool":
                _, k, s = layer
                c, h, w = shape
                add([c, (h - k) // s + 1, (w - k) // s + 1], 0)
            case "dense":
                add([layer[1]], size * layer[1] + layer[1])
            case _:
                raise ValueError(layer[0])
    return table


def layer_table_from_tensors(layers, input_shape):
    """Slide real windows over an empty image and count."""
    x = torch.empty(input_shape)
    table = [(tuple(x.shape), x.numel(), 0)]
    for kind, *numbers in layers:
        parameters = 0
        if kind == "dense":
            parameters = x.numel() * numbers[0] + numbers[0]
            x = torch.empty(numbers[0])
        elif kind == "max_pool":
            x = x.unfold(1, *numbers).unfold(2, *numbers)[..., 0, 0]
        elif kind == "conv":
            filters, k, s, p = numbers
            x = torch.constant_pad_nd(x, (p, p, p, p)).unfold(1, k, s).unfold(2, k, s)
            parameters = filters + filters * x.shape[0] * k**2
            x = torch.empty(filters, *x.shape[1:3])
        else:
            raise ValueError("no such layer")
        table.append((tuple(x.shape), x.numel(), parameters))
    return table
