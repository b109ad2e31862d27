"""Wrong implementations of `layer_table`, as students write them."""

import math

from autograder.course.misconception import misconception


@misconception(
    "input-depth-forgotten",
    fails={"test_lenet", "test_convolution_parameters"},
    fr=(
        "Vous comptez un filtre comme s'il n'avait qu'un plan de poids : 208 et 416 pour les "
        "convolutions de LeNet-5. Ce sont les nombres de la diapositive, et ils sont faux : un "
        "filtre a un plan de poids pour chaque canal d'entrée, d'où 608 et 3 216. Seule une image "
        "en niveaux de gris ne voit pas la différence."
    ),
    en=(
        "You count a filter as if it had a single plane of weights: 208 and 416 for the "
        "convolutions of LeNet-5. Those are the numbers of the slide, and they are wrong: a filter "
        "has one plane of weights for each input channel, hence 608 and 3,216. Only a grey image "
        "does not see the difference."
    ),
)
def layer_table(layers, input_shape):
    """Count a filter as one plane of weights."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            _, height, width = shape
            parameters = filters * (kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "one-bias-for-the-whole-layer",
    fails={"test_lenet", "test_dense_parameters", "test_pooling"},
    fr=(
        "Vous comptez un seul biais par couche dense : 48 001, 10 081 et 841 pour LeNet-5. Ce sont "
        "les nombres de la diapositive, et ils sont faux : chaque neurone a son biais, d'où 48 "
        "120, 10 164 et 850."
    ),
    en=(
        "You count a single bias per dense layer: 48,001, 10,081 and 841 for LeNet-5. Those are "
        "the numbers of the slide, and they are wrong: each neuron has its own bias, hence 48,120, "
        "10,164 and 850."
    ),
)
def layer_table(layers, input_shape):
    """Add a single bias to a dense layer."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * math.prod(shape) + 1
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "both-formulas-of-the-slide",
    fails={"test_lenet", "test_convolution_parameters", "test_dense_parameters", "test_pooling"},
    fr=(
        "Vous suivez les deux formules de la diapositive, et trouvez comme elle 59 547 paramètres "
        "pour LeNet-5. Les deux sont fausses : un filtre a un plan de poids par canal d'entrée, et "
        "chaque neurone d'une couche dense a son propre biais. Le vrai total est 62 958."
    ),
    en=(
        "You follow both formulas of the slide and, like it, find 59,547 parameters for LeNet-5. "
        "Both are wrong: a filter has one plane of weights per input channel, and each neuron of a "
        "dense layer has its own bias. The true total is 62,958."
    ),
)
def layer_table(layers, input_shape):
    """Count as the slide does."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            _, height, width = shape
            parameters = filters * (kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * math.prod(shape) + 1
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "slide-table-copied",
    fails={
        "test_lenet",
        "test_shapes",
        "test_sizes",
        "test_convolution_parameters",
        "test_dense_parameters",
        "test_pooling",
        "test_unknown_kind",
    },
    fr=(
        "Vous renvoyez le tableau de la diapositive, quel que soit le réseau demandé. Il est faux "
        "sur cinq lignes, et la forme de la seconde convolution y a 46 canaux au lieu de 16 : 46 × "
        "10 × 10 ne font pas 1 600. Calculez chaque ligne à partir de la précédente."
    ),
    en=(
        "You return the table of the slide, whatever the network asked for. It is wrong in five "
        "rows, and the shape of the second convolution has 46 channels there instead of 16: 46 × "
        "10 × 10 is not 1,600. Compute each row from the one before."
    ),
)
def layer_table(layers, input_shape):
    """Return the table of the slide."""
    return [
        ((3, 32, 32), 3072, 0),
        ((8, 28, 28), 6272, 208),
        ((8, 14, 14), 1568, 0),
        ((46, 10, 10), 1600, 416),
        ((16, 5, 5), 400, 0),
        ((120,), 120, 48001),
        ((84,), 84, 10081),
        ((10,), 10, 841),
    ]


@misconception(
    "biases-not-counted",
    fails={"test_lenet", "test_convolution_parameters", "test_dense_parameters", "test_pooling"},
    fr=(
        "Vous ne comptez pas les biais, ni ceux des filtres ni ceux des neurones : il manque 238 "
        "paramètres à LeNet-5. Le réseau les apprend comme les poids."
    ),
    en=(
        "You do not count the biases, neither those of the filters nor those of the neurons: 238 "
        "parameters are missing from LeNet-5. The network learns them as it learns weights."
    ),
)
def layer_table(layers, input_shape):
    """Count weights only."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * channels * kernel**2
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * math.prod(shape)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "pooling-with-weights",
    fails={"test_lenet", "test_pooling"},
    fr=(
        "Vous donnez des paramètres au pooling, un par pixel de fenêtre. Prendre un maximum ne "
        "s'apprend pas : cette couche n'a aucun paramètre."
    ),
    en=(
        "You give pooling parameters, one per pixel of its window. Taking a maximum is not learnt: "
        "this layer has no parameters at all."
    ),
)
def layer_table(layers, input_shape):
    """Give pooling windows weights."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = shape[0] * kernel**2
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "channels-in-the-last-place",
    fails={"test_lenet", "test_shapes", "test_pooling", "test_unknown_kind"},
    fr=(
        "Vos formes ont les canaux à la fin, comme sur la diapositive : (28, 28, 8). PyTorch les "
        "met en tête, et le contrat aussi : (8, 28, 28). Les nombres, eux, sont justes."
    ),
    en=(
        "Your shapes have the channels last, as on the slide: (28, 28, 8). PyTorch puts them "
        "first, and so does the contract: (8, 28, 28). The numbers themselves are right."
    ),
)
def layer_table(layers, input_shape):
    """Write shapes as the slide does."""
    shape = tuple(input_shape)
    table = [((*shape[1:], *shape[:1]), math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append(((*shape[1:], *shape[:1]), math.prod(shape), parameters))
    return table


@misconception(
    "size-of-one-channel",
    fails={"test_lenet", "test_sizes", "test_unknown_kind"},
    fr=(
        "Vos tailles ne comptent qu'un canal : hauteur fois largeur. Une sortie de forme (8, 28, "
        "28) a 8 × 28 × 28 valeurs, et c'est ce nombre qui entre dans une couche dense."
    ),
    en=(
        "Your sizes count one channel only: height times width. An output of shape (8, 28, 28) has "
        "8 × 28 × 28 values, and that is the number that enters a dense layer."
    ),
)
def layer_table(layers, input_shape):
    """Multiply height and width only."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape[-2:]), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape[-2:]), parameters))
    return table


@misconception(
    "table-without-the-input",
    fails={
        "test_lenet",
        "test_shapes",
        "test_sizes",
        "test_convolution_parameters",
        "test_dense_parameters",
        "test_pooling",
        "test_unknown_kind",
    },
    fr=(
        "Il manque la première ligne, celle de l'entrée. Elle n'a pas de paramètres, mais c'est "
        "d'elle que part le calcul de la première couche."
    ),
    en=(
        "The first row, that of the input, is missing. It has no parameters, but the computation "
        "of the first layer starts from it."
    ),
)
def layer_table(layers, input_shape):
    """Start the table with the first layer."""
    shape = tuple(input_shape)
    table = []
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "pooling-windows-never-overlap",
    fails={"test_shapes", "test_pooling"},
    fr=(
        "Après le pooling, vous divisez les côtés par celui de la fenêtre. Ce n'est juste que si "
        "elle avance de sa propre largeur. Le pas est donné à part, et compte comme pour une "
        "convolution."
    ),
    en=(
        "After pooling you divide the sides by that of the window. That is only right when it "
        "moves by its own width. The stride is given separately, and counts as for a convolution."
    ),
)
def layer_table(layers, input_shape):
    """Divide the sides by the window."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[n // kernel for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "sides-rounded-up",
    fails={"test_shapes"},
    fr=(
        "Quand le pas ne tombe pas juste, vous comptez une position de plus, où la fenêtre "
        "dépasserait. LeNet-5 ne le montre pas : tout y tombe juste. On arrondit à l'entier "
        "inférieur."
    ),
    en=(
        "When the stride does not come out even, you count one more position, where the window "
        "would stick out. LeNet-5 does not show it: everything comes out even there. Round down."
    ),
)
def layer_table(layers, input_shape):
    """Round the sides up."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [-((kernel - n - 2 * padding) // stride) + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[-((kernel - n) // stride) + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "filters-one-row-high",
    fails={"test_lenet", "test_convolution_parameters"},
    fr=(
        "Vous comptez le côté du filtre une seule fois. Un filtre de côté 5 a 5 × 5 poids dans "
        "chaque plan."
    ),
    en=(
        "You count the side of the filter only once. A filter of side 5 has 5 × 5 weights in each "
        "plane."
    ),
)
def layer_table(layers, input_shape):
    """Forget to square the side of the filter."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            raise ValueError(f"unknown layer {kind}")
        table.append((shape, math.prod(shape), parameters))
    return table


@misconception(
    "unknown-layer-let-through",
    fails={"test_unknown_kind"},
    fr=(
        "Une sorte de couche inconnue passe sans bruit, comme si elle ne changeait rien. Un mot "
        "mal écrit, « maxpool » par exemple, donnerait alors un tableau faux ; le contrat demande "
        "une ValueError."
    ),
    en=(
        "An unknown kind of layer passes silently, as if it changed nothing. A misspelt word, "
        "“maxpool” for instance, would then give a wrong table; the contract asks for a "
        "ValueError."
    ),
)
def layer_table(layers, input_shape):
    """Ignore what is not known."""
    shape = tuple(input_shape)
    table = [(shape, math.prod(shape), 0)]
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            channels, height, width = shape
            parameters = filters * (channels * kernel**2 + 1)
            sides = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            shape = (filters, *sides)
        elif kind == "max_pool":
            kernel, stride = numbers
            parameters = 0
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "dense":
            parameters = numbers[0] * (math.prod(shape) + 1)
            shape = (numbers[0],)
        else:
            parameters = 0
        table.append((shape, math.prod(shape), parameters))
    return table
