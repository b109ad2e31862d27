"""Reference solution of `greedy_decode`."""

from collections.abc import Callable

import torch


def greedy_decode(
    step: Callable[[list[int]], torch.Tensor], start: int, end: int, max_length: int
) -> list[int]:
    """Return the tokens obtained by always writing the one with the highest score.

    Args:
        step: a function; step(tokens) receives the list of all tokens so far, start included, and
            returns a tensor of shape (vocabulary,): entry i is the score of token i as the next
            one. Scores are any real numbers (log-probabilities are all negative), of any float
            dtype and on any device; no two are equal.
        start: the first token. It is given, not written: it never ends the text, not even when
            it is the same token as end.
        end: the token that closes the text as soon as it is written.
        max_length: the greatest number of tokens in the result, start and end included; at
            least 1.

    Returns:
        A list of Python ints. It begins with start. If end was written, it is the last token;
        otherwise the list holds exactly max_length tokens.

    Source: Vaswani et al. 2017, section 3: the decoder reads what it has written so far.

    >>> scores = torch.tensor([[0.0, 2.0, 1.0], [0.0, 1.0, 3.0], [5.0, 0.0, 1.0]])
    >>> greedy_decode(lambda tokens: scores[tokens[-1]], start=0, end=2, max_length=9)
    [0, 1, 2]
    """
    ### BEGIN SOLUTION
    tokens = [start]
    while len(tokens) < max_length:
        best = int(torch.argmax(step(tokens)))
        tokens.append(best)
        if best == end:
            break
    return tokens
    ### END SOLUTION
