"""Wrong implementations of `initialize_parameters`, as students write them."""

import itertools

import torch

from autograder.course.misconception import misconception


@misconception(
    "all-weights-zero",
    fails={"test_by_hand", "test_distribution", "test_no_two_alike", "test_generator_decides"},
    fr=(
        "Tous vos poids sont nuls. Les neurones d'une couche répondent alors tous la même chose "
        "et reçoivent le même gradient : ils resteront identiques pour toujours. Seuls les biais "
        "peuvent partir de zéro."
    ),
    en=(
        "All your weights are zero. Then the neurons of a layer all answer the same and receive "
        "the same gradient: they will stay identical for ever. Only the biases may start from "
        "zero."
    ),
)
def initialize_parameters(sizes, generator):
    """Start from zero."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = torch.zeros(n_out, n_in, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "all-weights-equal",
    fails={"test_distribution", "test_no_two_alike", "test_generator_decides"},
    fr=(
        "Vos poids sont petits mais tous égaux. C'est aussi grave que des poids nuls : deux "
        "neurones qui partent du même point reçoivent les mêmes gradients et ne se distingueront "
        "jamais. Il faut du hasard."
    ),
    en=(
        "Your weights are small but all equal. That is as bad as weights of zero: two neurons "
        "that start from the same point receive the same gradients and will never differ. Chance "
        "is needed."
    ),
)
def initialize_parameters(sizes, generator):
    """Start from one value."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = torch.full((n_out, n_in), 0.01, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "one-neuron-copied",
    fails={"test_no_two_alike"},
    fr=(
        "Vous tirez les poids d'un seul neurone et vous les recopiez : tous les neurones de la "
        "couche sont jumeaux et le resteront. Chaque poids de la matrice a son propre tirage."
    ),
    en=(
        "You draw the weights of one neuron and copy them: all neurons of the layer are twins and "
        "will stay so. Each weight of the matrix has its own draw."
    ),
)
def initialize_parameters(sizes, generator):
    """Repeat one row."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.randn(1, n_in, generator=generator, device=device).repeat(n_out, 1)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "weights-all-positive",
    fails={"test_distribution"},
    fr=(
        "Vos poids sont tous positifs : rand tire entre 0 et 1. Avec des entrées positives, aucun "
        "neurone ne serait jamais muet et tous se ressembleraient. Le contrat demande une loi "
        "normale, centrée en 0."
    ),
    en=(
        "Your weights are all positive: rand draws between 0 and 1. With positive inputs no "
        "neuron would ever be silent, and all would be alike. The contract asks for a normal "
        "distribution, centred on 0."
    ),
)
def initialize_parameters(sizes, generator):
    """Draw between 0 and 1."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.rand(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "uniform-around-zero",
    fails={"test_distribution"},
    fr=(
        "Vos poids sont tirés uniformément entre -0,01 et 0,01. Ils sont bien petits et centrés, "
        "mais leur écart-type n'est que de 0,006 environ, et aucun ne dépasse la borne : le "
        "contrat demande la loi normale."
    ),
    en=(
        "Your weights are drawn uniformly between -0.01 and 0.01. They are small and centred, but "
        "their standard deviation is only about 0.006, and none exceeds the bound: the contract "
        "asks for the normal distribution."
    ),
)
def initialize_parameters(sizes, generator):
    """Draw uniformly around zero."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.02 * torch.rand(n_out, n_in, generator=generator, device=device) - 0.01
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "scale-left-out",
    fails={"test_by_hand", "test_distribution", "test_global_generator_left_alone"},
    fr=(
        "Vos poids ont un écart-type de 1. De si grands poids donnent de grandes sommes, donc une "
        "sigmoïde saturée dont la pente est presque nulle : l'apprentissage démarre mal. Il "
        "manque le facteur 0,01."
    ),
    en=(
        "Your weights have a standard deviation of 1. Weights that large give large sums, hence a "
        "saturated sigmoid whose slope is nearly zero: learning starts badly. The factor 0.01 is "
        "missing."
    ),
)
def initialize_parameters(sizes, generator):
    """Leave the factor out."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "deviation-squared",
    fails={"test_distribution"},
    fr=(
        "Vos poids sont cent fois trop petits : vous avez donné le carré de 0,01, la variance, là "
        "où PyTorch attend l'écart-type."
    ),
    en=(
        "Your weights are a hundred times too small: you gave the square of 0.01, the variance, "
        "where PyTorch expects the standard deviation."
    ),
)
def initialize_parameters(sizes, generator):
    """Pass the variance."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = torch.empty(n_out, n_in, device=device).normal_(0, 0.01**2, generator=generator)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "scaled-by-the-inputs",
    fails={"test_by_hand", "test_distribution", "test_global_generator_left_alone"},
    fr=(
        "Vous réglez l'écart-type sur le nombre d'entrées de la couche. C'est l'initialisation de "
        "He, excellente pour des réseaux profonds, mais le contrat demande ici 0,01 pour toutes "
        "les couches."
    ),
    en=(
        "You set the standard deviation by the number of inputs of the layer. That is He's "
        "initialisation, excellent for deep networks, but here the contract asks for 0.01 in all "
        "layers."
    ),
)
def initialize_parameters(sizes, generator):
    """Use He's initialisation."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = (2 / n_in) ** 0.5 * torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "initial-weights-transposed",
    fails={"test_by_hand", "test_shapes", "test_global_generator_left_alone"},
    fr=(
        "Vos poids ont une ligne par entrée. Comme partout dans ce notebook, w a une ligne par "
        "neurone et une colonne par entrée ; avec des couches de même taille, l'erreur ne se voit "
        "pas."
    ),
    en=(
        "Your weights have one row per input. As everywhere in this notebook, w has one row per "
        "neuron and one column per input; with layers of the same size the mistake does not show."
    ),
)
def initialize_parameters(sizes, generator):
    """Put one row per input."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.randn(n_in, n_out, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "biases-in-a-column",
    fails={
        "test_by_hand",
        "test_shapes",
        "test_zero_biases",
        "test_no_two_alike",
        "test_global_generator_left_alone",
    },
    fr=(
        "Vos biais forment une colonne, comme sur les diapositives où les exemples sont en "
        "colonnes. Ajoutés à des exemples en lignes, ils donneraient un biais par exemple : b est "
        "un vecteur, avec un biais par neurone."
    ),
    en=(
        "Your biases are a column, as on the slides, where examples are columns. Added to "
        "examples in rows, they would give one bias per example: b is a vector, with one bias per "
        "neuron."
    ),
)
def initialize_parameters(sizes, generator):
    """Shape the biases as on the slides."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, 1, device=device)))
    return parameters


@misconception(
    "biases-drawn-too",
    fails={"test_by_hand", "test_zero_biases"},
    fr=(
        "Vos biais sont tirés au hasard. La diapositive le permet, et le réseau apprendrait ; "
        "mais les poids suffisent à distinguer les neurones, et le contrat choisit des biais "
        "nuls."
    ),
    en=(
        "Your biases are drawn at random. The slide allows it, and the network would learn; but "
        "the weights suffice to tell the neurons apart, and the contract chooses biases of zero."
    ),
)
def initialize_parameters(sizes, generator):
    """Draw the biases."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, 0.01 * torch.randn(n_out, generator=generator, device=device)))
    return parameters


@misconception(
    "generator-never-used",
    fails={"test_generator_decides", "test_global_generator_left_alone"},
    fr=(
        "Vos tirages ne viennent pas du générateur reçu, mais de celui de PyTorch, commun à tout "
        "le programme : la même graine ne redonne pas les mêmes poids, et une expérience ne peut "
        "pas être refaite. Donnez le générateur à la fonction qui tire les nombres."
    ),
    en=(
        "Your draws do not come from the generator that you received but from PyTorch's own, "
        "shared by the whole program: the same seed does not give the same weights again, and an "
        "experiment cannot be repeated. Hand the generator to the function that draws."
    ),
)
def initialize_parameters(sizes, generator):
    """Draw from the global generator."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        w = 0.01 * torch.randn(n_out, n_in, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters


@misconception(
    "seeded-in-every-layer",
    fails={"test_no_two_alike", "test_generator_decides"},
    fr=(
        "Vous remettez le générateur à zéro dans la fonction : chaque couche reçoit les mêmes "
        "nombres, et celui qui vous appelle n'a plus le choix de la graine. Un générateur se sème "
        "une fois, à l'extérieur, puis on se contente d'y puiser."
    ),
    en=(
        "You seed the generator inside the function: every layer gets the same numbers, and your "
        "caller no longer chooses the seed. A generator is seeded once, outside; then one only "
        "draws from it."
    ),
)
def initialize_parameters(sizes, generator):
    """Seed the generator for each layer."""
    device = generator.device
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        generator.manual_seed(0)
        w = 0.01 * torch.randn(n_out, n_in, generator=generator, device=device)
        parameters.append((w, torch.zeros(n_out, device=device)))
    return parameters
