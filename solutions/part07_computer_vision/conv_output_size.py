"""Reference solution of `conv_output_size`."""


def conv_output_size(
    n: int, kernel: int, padding: int = 0, stride: int = 1, dilation: int = 1
) -> int:
    """Return how many positions a filter takes along one side of an image.

    A filter of `kernel` weights whose neighbours are `dilation` pixels apart covers
    dilation * (kernel - 1) + 1 pixels. It starts at the edge of the padded image and moves by
    `stride` pixels as long as it fits; pixels that are left over at the end are not used.

    Args:
        n: the number of pixels along this side, at least 1.
        kernel: the number of weights of the filter along this side, at least 1.
        padding: the number of zeros added at each of the two ends, at least 0.
        stride: the step, at least 1.
        dilation: the distance between neighbouring weights, at least 1.

    Returns:
        The number of positions, an int that is at least 1.

    Raises:
        ValueError: if the filter does not fit into the padded image even once.

    Source: the slides on padding and on stride; the dilation is the one of PyTorch.

    >>> conv_output_size(7, 3, stride=2)
    3
    """
    ### BEGIN SOLUTION
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"a filter of {kernel} does not fit into {n} + 2 * {padding} pixels")
    return room // stride + 1
    ### END SOLUTION
