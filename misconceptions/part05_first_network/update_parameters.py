"""Wrong implementations of `update_parameters`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "step-uphill",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez le gradient au lieu de l'ôter : il indique la direction dans laquelle le "
        "coût monte. Pour descendre, il faut aller à l'opposé."
    ),
    en=(
        "You add the gradient instead of taking it away: it points in the direction in which the "
        "cost rises. To go down one must go the opposite way."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Move along the gradient."""
    return [
        (w + learning_rate * dw, b + learning_rate * db)
        for (w, b), (dw, db) in zip(parameters, gradients, strict=True)
    ]


@misconception(
    "biases-never-updated",
    fails={
        "test_by_hand",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos biais ne bougent pas : seuls les poids apprennent. La boucle des diapositives sur la "
        "descente de gradient oublie en effet b ; or chaque biais est un paramètre, avec son "
        "propre gradient."
    ),
    en=(
        "Your biases do not move: only the weights learn. The loop of the slides on gradient "
        "descent does forget b; but each bias is a parameter, with its own gradient."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Copy the biases, as the slide does."""
    return [
        (w - learning_rate * dw, b.clone())
        for (w, b), (dw, _) in zip(parameters, gradients, strict=True)
    ]


@misconception(
    "only-last-layer-kept",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre liste ne contient qu'une couche, la dernière : vous recommencez une liste à chaque "
        "tour de boucle. Créez-la une fois, avant la boucle, puis ajoutez-y une paire par couche."
    ),
    en=(
        "Your list holds one layer only, the last: you start a new list at each turn of the loop. "
        "Make it once, before the loop, then add one pair per layer to it."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Start the list again in each turn."""
    for (w, b), (dw, db) in zip(parameters, gradients, strict=True):
        updated = []
        updated.append((w - learning_rate * dw, b - learning_rate * db))
    return updated


@misconception(
    "parameters-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos valeurs sont bonnes, mais -= les écrit dans les tenseurs reçus : les anciens "
        "paramètres sont perdus pour celui qui vous a appelé. Les optimiseurs de PyTorch "
        "procèdent ainsi, à dessein ; ici, le contrat demande des tenseurs neufs."
    ),
    en=(
        "Your values are right, but -= writes them into the tensors that you received: the old "
        "parameters are lost to your caller. PyTorch's optimisers do so, on purpose; here the "
        "contract asks for new tensors."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Subtract in place."""
    for (w, b), (dw, db) in zip(parameters, gradients, strict=True):
        w -= learning_rate * dw
        b -= learning_rate * db
    return parameters


@misconception(
    "learning-rate-left-out",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ôtez le gradient entier : le taux d'apprentissage ne sert pas. C'est lui qui règle "
        "la longueur du pas ; sans lui, la descente saute souvent par-dessus le minimum."
    ),
    en=(
        "You take the whole gradient away: the learning rate is not used. It is what sets the "
        "length of the step; without it, the descent often jumps over the minimum."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Ignore the learning rate."""
    return [(w - dw, b - db) for (w, b), (dw, db) in zip(parameters, gradients, strict=True)]


@misconception(
    "learning-rate-applied-twice",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez deux fois par le taux d'apprentissage : avec 0,01, le pas est cent fois "
        "trop court. Comptez combien de fois il apparaît entre le gradient et le nouveau "
        "paramètre."
    ),
    en=(
        "You multiply by the learning rate twice: with 0.01 the step is a hundred times too "
        "short. Count how often it occurs between the gradient and the new parameter."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Scale the gradients, then the step."""
    scaled = [(learning_rate * dw, learning_rate * db) for dw, db in gradients]
    return [
        (w - learning_rate * dw, b - learning_rate * db)
        for (w, b), (dw, db) in zip(parameters, scaled, strict=True)
    ]


@misconception(
    "learning-rate-on-weights-only",
    fails={
        "test_by_hand",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos poids sont justes, mais vos biais perdent leur gradient entier. Le taux "
        "d'apprentissage est le même pour tous les paramètres."
    ),
    en=(
        "Your weights are right, but your biases lose their whole gradient. The learning rate is "
        "the same for all parameters."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Scale the step of the weights only."""
    return [
        (w - learning_rate * dw, b - db)
        for (w, b), (dw, db) in zip(parameters, gradients, strict=True)
    ]


@misconception(
    "step-returned-alone",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous renvoyez le déplacement, pas le point d'arrivée : il manque le paramètre de départ. "
        "Avec un taux nul, le réseau devrait rester le même."
    ),
    en=(
        "You return the displacement, not the point of arrival: the parameter to start from is "
        "missing. With a rate of zero the network should stay the same."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Return the displacement."""
    return [(-learning_rate * dw, -learning_rate * db) for dw, db in gradients]


@misconception(
    "two-layers-updated",
    fails={"test_number_of_layers"},
    fr=(
        "Votre fonction traite exactement deux couches, comme le réseau du cours. Le nombre de "
        "couches se lit sur la longueur de parameters."
    ),
    en=(
        "Your function handles exactly two layers, like the network of the course. The number of "
        "layers is read from the length of parameters."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Write the two layers of the course out."""
    (w1, b1), (w2, b2) = parameters[0], parameters[1]
    (dw1, db1), (dw2, db2) = gradients[0], gradients[1]
    first = (w1 - learning_rate * dw1, b1 - learning_rate * db1)
    return [first, (w2 - learning_rate * dw2, b2 - learning_rate * db2)]


@misconception(
    "gradients-read-from-the-end",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_learning_rates",
        "test_number_of_layers",
        "test_equal_layers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous parcourez les gradients en partant du dernier, sans doute parce que la "
        "rétropropagation les trouve dans cet ordre. Ici les deux listes vont de la première "
        "couche à la dernière : si toutes ont la même taille, chacune reçoit en silence le "
        "gradient d'une autre."
    ),
    en=(
        "You go through the gradients from the last one, probably because backpropagation finds "
        "them in that order. Here both lists go from the first layer to the last: if all have the "
        "same size, each silently gets the gradient of another."
    ),
)
def update_parameters(parameters, gradients, learning_rate):
    """Reverse the gradients."""
    return [
        (w - learning_rate * dw, b - learning_rate * db)
        for (w, b), (dw, db) in zip(parameters, reversed(gradients), strict=True)
    ]
