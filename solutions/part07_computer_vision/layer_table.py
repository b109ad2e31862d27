"""Reference solution of `layer_table`."""

import math


def layer_table(
    layers: list[tuple[str | int, ...]], input_shape: tuple[int, ...]
) -> list[tuple[tuple[int, ...], int, int]]:
    """Return shape, size and number of parameters of the input and of each layer of a network.

    Args:
        layers: in the order of the network, each layer one of these tuples:
            ("conv", out_channels, kernel, stride, padding): square filters with their biases;
            ("max_pool", kernel, stride): square windows, without padding;
            ("dense", units): a dense layer with its biases. It takes all values of what comes
            before it as one vector, so that no layer is needed to flatten an image.
            Convolutions and poolings only follow images, and their windows fit at least once;
            positions for which the window would stick out are left out.
        input_shape: the shape of one example, (channels, height, width) for an image or (n,) for a
            vector, without the dimension of the batch.

    Returns:
        A list of len(layers) + 1 rows, the first one for the input. Each row is a tuple (shape,
        size, parameters): the shape of the output for one example, channels first, (units,) after
        a dense layer; the number of its values; the number of weights and biases that the layer
        learns. All numbers are ints.

    Raises:
        ValueError: if the first word of a layer is none of the three.

    Source: the slide with the table of LeNet-5, its mistakes corrected.

    >>> layer_table([("max_pool", 2, 2), ("dense", 10)], (3, 4, 6))
    [((3, 4, 6), 72, 0), ((3, 2, 3), 18, 0), ((10,), 10, 190)]
    """
    ### BEGIN SOLUTION
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel * kernel + 1)
            sides = ((n + 2 * padding - kernel) // stride + 1 for n in (height, width))
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *((n - kernel) // stride + 1 for n in shape[1:]))
        elif kind == "dense":
            (units,) = numbers
            parameters = units * (math.prod(shape) + 1)
            shape = (units,)
        else:
            raise ValueError(f"unknown kind of layer: {kind!r}")
        table.append((shape, math.prod(shape), parameters))
    return table
    ### END SOLUTION
