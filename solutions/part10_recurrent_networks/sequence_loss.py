"""Reference solution of `sequence_loss`."""

import torch


def sequence_loss(
    probability: torch.Tensor, target: torch.Tensor, lengths: torch.Tensor
) -> torch.Tensor:
    """Return the cost of a batch of sequences with one yes-or-no answer per step.

    The loss of one step is the binary cross-entropy -(y log p + (1 - y) log(1 - p)), with natural
    logarithms; one below -100 counts as -100. The loss of one sequence is the sum over its own
    steps, the first `lengths[n]` ones. The cost is the mean over the N sequences. What stands in
    the later steps, which only fill up the batch, has no effect, not even if it is nan.

    Args:
        probability: the answers of the network, shape (N, T), between 0 and 1 included.
        target: the right answers, 0 or 1, shape (N, T), with the dtype of probability.
        lengths: the number of steps of each sequence, int64, shape (N,), from 1 to T.

    Returns:
        The cost, a tensor without dimensions, with the dtype and on the device of probability.

    Source: the slide formula L = sum over t of L<t>; the clamp is PyTorch's.

    >>> probability = torch.tensor([[0.5, 0.5, 0.5], [0.25, 0.9, 0.9]])
    >>> target = torch.tensor([[1.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    >>> sequence_loss(probability, target, torch.tensor([3, 1])) / math.log(2)
    tensor(2.5000)
    """
    ### BEGIN SOLUTION
    steps = torch.arange(probability.shape[1], device=probability.device)
    # Chosen, not multiplied by 0: 0 times nan would be nan.
    real = steps < lengths[:, None]
    p, y = probability[real], target[real]
    yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
    return -(y * yes + (1 - y) * no).sum() / len(lengths)
    ### END SOLUTION
