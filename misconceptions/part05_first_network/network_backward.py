"""Wrong implementations of `network_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "error-sign-reversed",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients ont tous le mauvais signe : vous partez de la cible moins la probabilité. "
        "Avec ce signe, la descente de gradient ferait monter le coût. Si la probabilité est trop "
        "grande, le coût doit croître avec le score : le gradient y est positif."
    ),
    en=(
        "All your gradients have the wrong sign: you start from the target minus the probability. "
        "With that sign, gradient descent would make the cost rise. If the probability is too "
        "large, the cost must grow with the score: there the gradient is positive."
    ),
)
def network_backward(x, y, parameters):
    """Subtract the wrong way round."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (y - torch.sigmoid(sums[-1])) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "mean-forgotten",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne divisez nulle part : vos gradients sont ceux de la somme des coûts. Le coût est "
        "une moyenne, donc ses gradients aussi ; sinon, plus il y a d'exemples, plus le pas est "
        "grand."
    ),
    en=(
        "You divide nowhere: your gradients are those of the sum of the costs. The cost is a "
        "mean, so its gradients are too; otherwise, the more examples, the larger the step."
    ),
)
def network_backward(x, y, parameters):
    """Sum instead of averaging."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = torch.sigmoid(sums[-1]) - y
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "only-examples-counted",
    fails={"test_several_outputs"},
    fr=(
        "Vous divisez par le nombre d'exemples. Avec une seule sortie c'est juste ; avec "
        "plusieurs, le coût est la moyenne sur toutes les valeurs de y, et vos gradients sont "
        "autant de fois trop grands qu'il y a de sorties."
    ),
    en=(
        "You divide by the number of examples. With a single output that is right; with several, "
        "the cost is the mean over all entries of y, and your gradients are too large by the "
        "number of outputs."
    ),
)
def network_backward(x, y, parameters):
    """Divide by m alone."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / len(y)
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "mean-taken-twice",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez deux fois par le nombre d'exemples : une fois au départ, une fois dans "
        "chaque couche. La moyenne appartient au coût ; une fois qu'elle est dans le premier dz, "
        "elle se transmet toute seule."
    ),
    en=(
        "You divide twice by the number of examples: once at the start and once in each layer. "
        "The mean belongs to the cost; once it is inside the first dz, it is handed on by itself."
    ),
)
def network_backward(x, y, parameters):
    """Average at the output and in every layer."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer] / len(x), dz.sum(dim=0) / len(x)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "output-slope-kept",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez la différence entre probabilité et cible par la pente de la sigmoïde. "
        "Cette pente se simplifie avec la dérivée du logarithme : c'est tout l'intérêt de "
        "l'entropie croisée. Votre formule est celle de l'erreur quadratique ; un réseau sûr de "
        "lui et dans l'erreur n'y apprend presque plus."
    ),
    en=(
        "You multiply the difference of probability and target by the slope of the sigmoid. That "
        "slope cancels against the derivative of the logarithm: this is the whole point of the "
        "cross-entropy. Your formula is that of the squared error; with it, a network that is "
        "sure and wrong hardly learns."
    ),
)
def network_backward(x, y, parameters):
    """Multiply by the slope of the sigmoid."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    p = torch.sigmoid(sums[-1])
    dz = (p - y) * p * (1 - p) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "hidden-slope-forgotten",
    fails={
        "test_by_hand",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous traversez les couches cachées à rebours comme si elles n'avaient pas d'activation. "
        "Un neurone muet pour un exemple n'a rien changé à la réponse : aucun gradient ne doit "
        "passer par lui. Il manque la dérivée de ReLU, prise à la somme pondérée de la couche."
    ),
    en=(
        "You cross the hidden layers backwards as if they had no activation. A neuron that was "
        "silent for an example changed nothing in the answer: no gradient may go through it. The "
        "derivative of ReLU is missing, taken at the weighted sum of the layer."
    ),
)
def network_backward(x, y, parameters):
    """Leave out the derivative of ReLU."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = dz @ parameters[layer][0]
    return gradients


@misconception(
    "mask-from-the-gradient",
    fails={
        "test_by_hand",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous coupez les gradients négatifs, au lieu de couper ceux des neurones muets. La "
        "dérivée de ReLU dépend de ce qui est passé à l'aller, la somme pondérée, et non du signe "
        "de ce qui revient."
    ),
    en=(
        "You cut off the negative gradients instead of cutting off those of silent neurons. The "
        "derivative of ReLU depends on what went through on the way forward, the weighted sum, "
        "not on the sign of what comes back."
    ),
)
def network_backward(x, y, parameters):
    """Apply ReLU to the gradient."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = torch.relu(dz @ parameters[layer][0])
    return gradients


@misconception(
    "activation-instead-of-slope",
    fails={
        "test_by_hand",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez par la réponse du neurone, alors qu'il faut multiplier par la pente de "
        "son activation. Pour ReLU, elle ne prend que deux valeurs : rien ne passe, ou tout passe "
        "tel quel."
    ),
    en=(
        "You multiply by the answer of the neuron, whereas the slope of its activation is needed. "
        "For ReLU it only takes two values: nothing goes through, or all goes through as it is."
    ),
)
def network_backward(x, y, parameters):
    """Multiply by ReLU instead of its derivative."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * torch.relu(sums[layer - 1])
    return gradients


@misconception(
    "slope-one-at-zero",
    fails={"test_by_hand"},
    fr=(
        "Pour une somme pondérée d'exactement 0, vous laissez passer le gradient. En ce point "
        "ReLU n'a pas de dérivée, et il faut une convention : le contrat choisit 0, comme "
        "PyTorch. Regardez le troisième neurone de l'exemple."
    ),
    en=(
        "For a weighted sum of exactly 0 you let the gradient through. At that point ReLU has no "
        "derivative, and a convention is needed: the contract chooses 0, as PyTorch does. Look at "
        "the third neuron of the example."
    ),
)
def network_backward(x, y, parameters):
    """Count zero as positive."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] >= 0)
    return gradients


@misconception(
    "last-layer-first",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_weights",
        "test_hidden_biases",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients sont justes, mais dans l'ordre où vous les trouvez : la dernière couche "
        "d'abord. Le contrat demande l'ordre de parameters ; sinon, la mise à jour ôterait à "
        "chaque couche le gradient d'une autre."
    ),
    en=(
        "Your gradients are right, but in the order in which you find them: the last layer first. "
        "The contract asks for the order of parameters; otherwise the update would take from each "
        "layer the gradient of another."
    ),
)
def network_backward(x, y, parameters):
    """Append while going backwards."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.append((dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "network-bias-gradients-averaged",
    fails={
        "test_by_hand",
        "test_output_layer",
        "test_hidden_biases",
        "test_several_outputs",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients des biais sont trop petits : vous faites la moyenne de dz sur les "
        "exemples, alors que dz la contient déjà. Comme pour les poids, les contributions des "
        "exemples s'additionnent."
    ),
    en=(
        "Your gradients for the biases are too small: you average dz over the examples although "
        "dz already holds the mean. As for the weights, the contributions of the examples add up."
    ),
)
def network_backward(x, y, parameters):
    """Average dz once more for the biases."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.mean(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients


@misconception(
    "layers-taken-out-on-the-way-back",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos gradients sont bons, mais pop retire chaque couche de la liste reçue : après "
        "l'appel, il n'y a plus rien à mettre à jour. Parcourez la liste sans la modifier."
    ),
    en=(
        "Your gradients are right, but pop removes each layer from the list that you received: "
        "after the call there is nothing left to update. Go through the list without modifying "
        "it."
    ),
)
def network_backward(x, y, parameters):
    """Consume the list of layers."""
    inputs, sums, a = [], [], x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    while parameters:
        w, b = parameters.pop()
        gradients.insert(0, (dz.T @ inputs.pop(), dz.sum(dim=0)))
        sums.pop()
        if sums:
            dz = (dz @ w) * (sums[-1] > 0)
    return gradients
