"""Other right implementations of `network_backward`: its suite must accept each of them."""

import torch


def network_backward_with_recursion(x, y, parameters):
    """Cross the first layer, let the rest answer with its gradients, and come back."""

    def cross(a, layers):
        """Return dz of the first of these layers and the gradients of all of them."""
        (w, b), *rest = layers
        z = a @ w.T + b
        if rest:
            dz_next, gradients = cross(torch.relu(z), rest)
            dz = torch.where(z > 0, dz_next @ rest[0][0], 0.0)
        else:
            dz, gradients = (torch.sigmoid(z) - y) / y.numel(), []
        return dz, [[torch.einsum("mj,mk->jk", dz, a), dz.sum(0)], *gradients]

    return cross(x, parameters)[1]


def network_backward_by_the_chain_rule(x, y, parameters):
    """Differentiate the logarithms, then the sigmoid, without simplifying."""
    answers = [x]
    for w, b in parameters[:-1]:
        answers.append(torch.relu(answers[-1] @ w.T + b))
    w, b = parameters[-1]
    p = torch.sigmoid(answers[-1] @ w.T + b)
    da = (-y / p + (1 - y) / (1 - p)) / y.numel()
    dz = da * p * (1 - p)
    gradients = []
    for (w, _), a in zip(reversed(parameters), reversed(answers), strict=True):
        gradients.append((dz.T @ a, torch.ones_like(dz[:, 0]) @ dz))
        # An answer of 0 comes from a sum of 0 or less.
        dz = (dz @ w) * (a > 0)
    return tuple(reversed(gradients))


def network_backward_by_example(x, y, parameters):
    """Add up the gradients of the examples, taken as columns."""
    total = [(torch.zeros_like(w), torch.zeros_like(b)) for w, b in parameters]
    for example, target in zip(x, y, strict=True):
        answers, a = [], example
        for w, b in parameters:
            answers.append(a)
            z = w @ a + b
            a = z.clamp(min=0)
        dz = (torch.sigmoid(z) - target) / y.numel()
        for layer in range(len(parameters) - 1, -1, -1):
            dw, db = total[layer]
            dw += torch.outer(dz, answers[layer])
            db += dz
            dz = (parameters[layer][0].T @ dz) * (answers[layer] > 0)
    return total
