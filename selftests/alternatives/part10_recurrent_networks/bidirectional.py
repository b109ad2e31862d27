"""Other right implementations of `bidirectional`: its suite must accept each of them."""

import torch


def bidirectional_with_flips(x, forward_step, backward_step, forward_state, backward_state):
    """Read both orders with the same loop, then turn the second one round."""

    def read(steps, step, state):
        states = []
        for x_t in steps.transpose(0, 1):
            state = step(x_t, state)
            states.append(state)
        return torch.stack(states, 1)

    forward = read(x, forward_step, forward_state)
    backward = read(torch.flip(x, dims=[1]), backward_step, backward_state)
    return torch.cat((forward, backward.flip(dims=[1])), -1)


def bidirectional_in_one_buffer(x, forward_step, backward_step, forward_state, backward_state):
    """Fill one buffer from both ends at once."""
    n, steps, _ = x.shape
    h1, h2 = forward_state.shape[1], backward_state.shape[1]
    result = x.new_empty(n, steps, h1 + h2)
    for i in range(steps):
        j = steps - 1 - i
        forward_state = result[:, i, :h1] = forward_step(x[:, i], forward_state)
        backward_state = result[:, j, h1:] = backward_step(x[:, j], backward_state)
    return result
