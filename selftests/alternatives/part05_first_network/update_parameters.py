"""Other right implementations of `update_parameters`: its suite must accept each of them."""


def update_parameters_with_loop(parameters, gradients, learning_rate):
    """Fill a new list by the number of the layer."""
    updated = []
    for layer in range(len(parameters)):
        w, b = parameters[layer]
        dw, db = gradients[layer]
        updated.append([w - learning_rate * dw, b - learning_rate * db])
    return updated


def update_parameters_with_copies(parameters, gradients, learning_rate):
    """Copy everything, then subtract in place."""
    updated = tuple((w.clone(), b.clone()) for w, b in parameters)
    for (w, b), (dw, db) in zip(updated, gradients, strict=True):
        w -= learning_rate * dw
        b.sub_(db, alpha=learning_rate)
    return updated


def update_parameters_with_pairs(parameters, gradients, learning_rate):
    """Treat weights and biases alike."""
    return [
        tuple(p.add(g, alpha=-learning_rate) for p, g in zip(pair, slopes, strict=True))
        for pair, slopes in zip(parameters, gradients, strict=True)
    ]
