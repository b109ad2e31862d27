"""Wrong implementations of `LeNet5`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "softmax-inside-the-network",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Votre réseau finit par un softmax. Or `cross_entropy` de PyTorch en fait déjà un : il y "
        "en aurait deux, et les gradients deviendraient minuscules. Le contrat demande les scores, "
        "tels qu'ils sortent de fc5."
    ),
    en=(
        "Your network ends on a softmax. But PyTorch's `cross_entropy` already contains one: there "
        "would be two, and gradients would become tiny. The contract asks for the scores as they "
        "come out of fc5."
    ),
)
class LeNet5(torch.nn.Module):
    """Return probabilities."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return torch.softmax(self.fc5(x), dim=1)


@misconception(
    "scores-through-relu",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous mettez une ReLU après la dernière couche. Tous les scores négatifs deviennent 0 et "
        "n'apprennent plus ; une classe peut être exclue, et son score doit pouvoir le dire."
    ),
    en=(
        "You put a ReLU after the last layer. All negative scores become 0 and no longer learn; a "
        "class may be ruled out, and its score must be able to say so."
    ),
)
class LeNet5(torch.nn.Module):
    """Activate the last layer too."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return torch.relu(self.fc5(x))


@misconception(
    "dense-layers-without-relu",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Il n'y a pas d'activation entre vos couches denses. Les trois n'en font alors qu'une : le "
        "réseau a des dizaines de milliers de paramètres qui ne servent à rien. Le nombre de "
        "paramètres est juste, donc cela ne se voit pas dans le tableau."
    ),
    en=(
        "There is no activation between your dense layers. The three then amount to one: the "
        "network has tens of thousands of parameters that serve no purpose. Their number is right, "
        "so the table does not show it."
    ),
)
class LeNet5(torch.nn.Module):
    """Leave the activations of the dense layers out."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = self.fc3(x.flatten(1))
        x = self.fc4(x)
        return self.fc5(x)


@misconception(
    "convolutions-without-relu",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Il n'y a pas de ReLU après vos convolutions. Le pooling qui suit n'est pas une activation "
        ": il garde les réponses négatives quand toute la fenêtre l'est."
    ),
    en=(
        "There is no ReLU after your convolutions. The pooling that follows is no activation: it "
        "keeps negative responses when the whole window is negative."
    ),
)
class LeNet5(torch.nn.Module):
    """Leave the activations of the convolutions out."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(self.conv1(x), 2)
        x = torch.nn.functional.max_pool2d(self.conv2(x), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "averages-in-place-of-maxima",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous faites la moyenne des fenêtres. Le LeNet d'origine, en 1998, faisait à peu près cela "
        "; celui du cours prend le maximum. Comme aucun des deux n'a de paramètres, les poids se "
        "chargent sans erreur."
    ),
    en=(
        "You average the windows. The original LeNet of 1998 did roughly that; the one of the "
        "course takes the maximum. As neither has parameters, the weights load without an error."
    ),
)
class LeNet5(torch.nn.Module):
    """Pool with averages."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.avg_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.avg_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "pixels-flattened-first",
    fails={
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous aplatissez chaque image avec les canaux en dernier. Les 400 valeurs y sont, mais "
        "dans un autre ordre que celui des poids de fc3 : un réseau entraîné ailleurs ne "
        "reconnaîtrait plus rien. L'ordre est canal, ligne, colonne."
    ),
    en=(
        "You flatten each image with the channels last. All 400 values are there, but not in the "
        "order of the weights of fc3: a network trained elsewhere would recognise nothing any "
        "more. The order is channel, row, column."
    ),
)
class LeNet5(torch.nn.Module):
    """Flatten with the channels last."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.permute(0, 2, 3, 1).flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "batch-dimension-squeezed",
    fails={"test_single_image"},
    fr=(
        "Vous terminez par `squeeze()`, qui retire toutes les dimensions de taille 1. Avec une "
        "seule image, c'est celle des exemples qui disparaît : le résultat a la forme (10,) au "
        "lieu de (1, 10)."
    ),
    en=(
        "You end with `squeeze()`, which removes all dimensions of size 1. With a single image it "
        "is that of the examples that disappears: the result has shape (10,) instead of (1, 10)."
    ),
)
class LeNet5(torch.nn.Module):
    """Remove all dimensions of size one."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x).squeeze()


@misconception(
    "graph-cut-after-the-convolutions",
    fails={"test_input_gradient", "test_parameter_gradients"},
    fr=(
        "Vous coupez le graphe de calcul après les convolutions (`detach`, `.data` ou un passage "
        "par numpy). Les scores sont justes, mais aucun gradient n'arrive aux filtres : ils "
        "resteraient au hasard pendant tout l'apprentissage."
    ),
    en=(
        "You cut the graph of the computation after the convolutions (`detach`, `.data` or a "
        "detour through numpy). The scores are right, but no gradient reaches the filters: they "
        "would stay random during all of training."
    ),
)
class LeNet5(torch.nn.Module):
    """Take the values out of the graph."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5)
        self.conv2 = torch.nn.Conv2d(8, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.detach().flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "filters-of-the-classic-lenet",
    fails={
        "test_parameters",
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Votre première convolution a 6 filtres, comme dans le LeNet de 1998 que l'on trouve "
        "partout. Celui du cours en a 8 : relisez le contrat, ou le tableau de l'exercice "
        "précédent."
    ),
    en=(
        "Your first convolution has 6 filters, as in the LeNet of 1998 that is found everywhere. "
        "The one of the course has 8: read the contract again, or the table of the exercise "
        "before."
    ),
)
class LeNet5(torch.nn.Module):
    """Use the filters of 1998."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 6, 5)
        self.conv2 = torch.nn.Conv2d(6, 16, 5)
        self.fc3 = torch.nn.Linear(400, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "borders-in-the-convolutions",
    fails={
        "test_parameters",
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vos convolutions ajoutent une bordure : les images gardent leur taille, et fc3 reçoit 1 "
        "024 valeurs au lieu de 400. Ici, sans bordure, les côtés passent de 32 à 28, 14, 10 et 5."
    ),
    en=(
        "Your convolutions add a border: images keep their size, and fc3 receives 1,024 values "
        "instead of 400. Here, without a border, the sides go from 32 to 28, 14, 10 and 5."
    ),
)
class LeNet5(torch.nn.Module):
    """Pad the convolutions."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 5, padding=2)
        self.conv2 = torch.nn.Conv2d(8, 16, 5, padding=2)
        self.fc3 = torch.nn.Linear(1024, 120)
        self.fc4 = torch.nn.Linear(120, 84)
        self.fc5 = torch.nn.Linear(84, 10)

    def forward(self, x):
        """Return the scores."""
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc3(x.flatten(1)))
        x = torch.relu(self.fc4(x))
        return self.fc5(x)


@misconception(
    "layers-in-a-plain-list",
    fails={
        "test_parameters",
        "test_scores",
        "test_single_precision",
        "test_single_image",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vos couches sont dans une liste Python ordinaire : PyTorch ne les y voit pas. Le réseau "
        "n'a aucun paramètre à ses yeux, l'optimiseur non plus, et rien n'apprendrait. Donnez à "
        "chaque couche son attribut, avec le nom du contrat."
    ),
    en=(
        "Your layers are in an ordinary Python list, where PyTorch does not see them. In its eyes, "
        "and in those of the optimiser, the network has no parameters at all, and nothing would "
        "learn. Give each layer its attribute, with the name in the contract."
    ),
)
class LeNet5(torch.nn.Module):
    """Keep the layers in a Python list."""

    def __init__(self):
        """Create the layers."""
        super().__init__()
        self.convolutions = [torch.nn.Conv2d(3, 8, 5), torch.nn.Conv2d(8, 16, 5)]
        sizes = [(400, 120), (120, 84), (84, 10)]
        self.dense = [torch.nn.Linear(*size) for size in sizes]

    def forward(self, x):
        """Return the scores."""
        for layer in self.convolutions:
            x = torch.nn.functional.max_pool2d(torch.relu(layer(x)), 2)
        x = x.flatten(1)
        for layer in self.dense[:-1]:
            x = torch.relu(layer(x))
        return self.dense[-1](x)
