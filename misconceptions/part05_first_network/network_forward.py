"""Wrong implementations of `network_forward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "never-below-one-half",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez ReLU à toutes les couches, la dernière comprise, puis la sigmoïde. Or "
        "ReLU ne laisse rien de négatif, et la sigmoïde d'un nombre positif dépasse un demi : "
        "votre réseau ne peut plus jamais répondre « non ». La dernière couche n'a que la "
        "sigmoïde."
    ),
    en=(
        "You apply ReLU to all layers, the last one included, and then the sigmoid. But ReLU "
        "leaves nothing negative, and the sigmoid of a positive number is above one half: your "
        "network can never answer “no” again. The last layer only has the sigmoid."
    ),
)
def network_forward(x, parameters):
    """Activate the output twice."""
    a = x
    for w, b in parameters:
        a = torch.relu(a @ w.T + b)
    return torch.sigmoid(a)


@misconception(
    "input-given-to-every-layer",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Chaque couche reçoit chez vous les exemples x eux-mêmes. Seule la première les voit : les "
        "suivantes lisent ce que la couche précédente a répondu. Tant que toutes les couches ont "
        "la même taille, Python ne dit rien."
    ),
    en=(
        "In your network every layer receives the examples x themselves. Only the first one sees "
        "them: the following ones read what the layer before has answered. As long as all layers "
        "have the same size, Python says nothing."
    ),
)
def network_forward(x, parameters):
    """Use x where the previous layer's answers are needed."""
    last = len(parameters) - 1
    for layer, (w, b) in enumerate(parameters):
        z = x @ w.T + b
        a = torch.sigmoid(z) if layer == last else torch.relu(z)
    return a


@misconception(
    "hidden-layers-without-activation",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos couches cachées n'ont pas d'activation : à la suite, elles ne valent qu'une seule "
        "couche, et tout le réseau n'est plus qu'une régression logistique. ReLU vient après "
        "chaque somme pondérée, sauf la dernière."
    ),
    en=(
        "Your hidden layers have no activation: in a row they are worth a single layer, and the "
        "whole network is no more than a logistic regression. ReLU comes after each weighted sum "
        "but the last."
    ),
)
def network_forward(x, parameters):
    """Only activate the output."""
    a = x
    for w, b in parameters:
        a = a @ w.T + b
    return torch.sigmoid(a)


@misconception(
    "sigmoid-in-every-layer",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez la sigmoïde à toutes les couches. Le contrat ne la demande qu'à la fin, là "
        "où l'on veut une probabilité ; dans les couches cachées, sa pente trop faible freinerait "
        "l'apprentissage, d'où ReLU."
    ),
    en=(
        "You apply the sigmoid in all layers. The contract only asks for it at the end, where a "
        "probability is wanted; in the hidden layers its slope, which is too small, would slow "
        "learning down, hence ReLU."
    ),
)
def network_forward(x, parameters):
    """Use one activation for all layers."""
    a = x
    for w, b in parameters:
        a = torch.sigmoid(a @ w.T + b)
    return a


@misconception(
    "relu-at-the-output",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre dernière couche a la même activation que les autres : ses réponses peuvent dépasser "
        "1, et l'entropie croisée n'a plus de sens. La sortie doit être une probabilité."
    ),
    en=(
        "Your last layer has the same activation as the others: its answers may exceed 1, and the "
        "cross-entropy no longer makes sense. The output must be a probability."
    ),
)
def network_forward(x, parameters):
    """End with ReLU."""
    a = x
    for w, b in parameters:
        a = torch.relu(a @ w.T + b)
    return a


@misconception(
    "scores-returned",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous renvoyez la dernière somme pondérée, un score qui peut être négatif ou dépasser 1. "
        "Il manque la sigmoïde, qui en fait une probabilité."
    ),
    en=(
        "You return the last weighted sum, a score that may be negative or exceed 1. The sigmoid "
        "is missing, which makes a probability of it."
    ),
)
def network_forward(x, parameters):
    """Leave the last activation out."""
    a = x
    for w, b in parameters[:-1]:
        a = torch.relu(a @ w.T + b)
    w, b = parameters[-1]
    return a @ w.T + b


@misconception(
    "outputs-in-competition",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous terminez par un softmax : les sorties d'un même exemple se partagent une probabilité "
        "de 1, et une sortie seule vaut toujours 1. Ici chaque sortie est une question à part, à "
        "laquelle on répond oui ou non."
    ),
    en=(
        "You end with a softmax: the outputs of an example share a probability of 1 between them, "
        "and an output on its own is always 1. Here each output is a question of its own, answered "
        "by yes or no."
    ),
)
def network_forward(x, parameters):
    """End with softmax."""
    a = x
    for w, b in parameters[:-1]:
        a = torch.relu(a @ w.T + b)
    w, b = parameters[-1]
    return torch.softmax(a @ w.T + b, dim=1)


@misconception(
    "probabilities-squeezed",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos probabilités sont justes, mais vous enlevez les dimensions de taille 1. Avec une "
        "seule sortie, le résultat devient un vecteur ; soustrait aux cibles de forme (m, 1), il "
        "donnerait sans bruit une matrice (m, m). Gardez la forme (m, n_out)."
    ),
    en=(
        "Your probabilities are right, but you remove the dimensions of size 1. With a single "
        "output the result becomes a vector; subtracted from targets of shape (m, 1), it would "
        "silently give an (m, m) matrix. Keep the shape (m, n_out)."
    ),
)
def network_forward(x, parameters):
    """Drop the dimensions of size 1."""
    a = x
    for w, b in parameters[:-1]:
        a = torch.relu(a @ w.T + b)
    w, b = parameters[-1]
    return torch.sigmoid(a @ w.T + b).squeeze()


@misconception(
    "two-layers-written-out",
    fails={"test_random_network", "test_number_of_layers", "test_equal_sizes"},
    fr=(
        "Votre fonction emploie exactement deux couches, comme le réseau du cours. Le nombre de "
        "couches se lit sur la longueur de parameters : une seule est possible, dix aussi."
    ),
    en=(
        "Your function uses exactly two layers, like the network of the course. The number of "
        "layers is read from the length of parameters: one is possible, and so are ten."
    ),
)
def network_forward(x, parameters):
    """Write the two layers of the course out."""
    w1, b1 = parameters[0]
    w2, b2 = parameters[1]
    return torch.sigmoid(torch.relu(x @ w1.T + b1) @ w2.T + b2)


@misconception(
    "layers-taken-out-of-the-list",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos réponses sont bonnes, mais pop retire chaque couche de la liste reçue : au second "
        "appel, le réseau est vide. Une liste passée en argument n'est pas copiée ; parcourez-la "
        "sans la modifier."
    ),
    en=(
        "Your answers are right, but pop removes each layer from the list that you received: at "
        "the second call the network is empty. A list passed as an argument is not copied; go "
        "through it without modifying it."
    ),
)
def network_forward(x, parameters):
    """Consume the list of layers."""
    a = x
    while len(parameters) > 1:
        w, b = parameters.pop(0)
        a = torch.relu(a @ w.T + b)
    w, b = parameters.pop()
    return torch.sigmoid(a @ w.T + b)


@misconception(
    "slide-transpose-in-every-layer",
    fails={
        "test_by_hand",
        "test_random_network",
        "test_number_of_layers",
        "test_equal_sizes",
        "test_several_outputs",
        "test_single_example",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez sans doute repris les transposées des diapositives, qui sont une erreur : avec "
        "une ligne de w par neurone et une ligne de x par exemple, la somme porte sur les colonnes "
        "de w. Avec des couches de même taille, tout semble marcher et tout est faux."
    ),
    en=(
        "You probably took over the transposes of the slides, which are an error: with one row of "
        "w per neuron and one row of x per example, the sum runs over the columns of w. With "
        "layers of the same size all seems to work and all is wrong."
    ),
)
def network_forward(x, parameters):
    """Multiply by w where its transpose is needed."""
    a = x
    for w, b in parameters[:-1]:
        a = torch.relu(a @ w + b)
    w, b = parameters[-1]
    return torch.sigmoid(a @ w + b)
