"""Other right implementations of `greedy_decode`: its suite must accept each of them."""

import torch


def greedy_decode_with_for(step, start, end, max_length):
    """Count the tokens that may still be written; give step a copy each time."""
    written = []
    for _ in range(max_length - 1):
        best = step([start, *written]).argmax(dim=-1).item()
        written.append(best)
        if best == end:
            return [start, *written]
    return [start, *written]


def greedy_decode_recursive(step, start, end, max_length):
    """Write one token, then the rest of the text."""

    def rest(tokens):
        if len(tokens) == max_length:
            return tokens
        scores = step(tokens).tolist()
        best = scores.index(max(scores))
        return [*tokens, best] if best == end else rest([*tokens, best])

    return rest([start])


def greedy_decode_with_log_softmax(step, start, end, max_length):
    """Compare log-probabilities, which are in the same order as the scores."""
    tokens = [start]
    while True:
        if len(tokens) >= max_length or (len(tokens) > 1 and tokens[-1] == end):
            return tokens
        tokens.append(int(torch.topk(torch.log_softmax(step(tokens), 0), 1).indices[0]))
