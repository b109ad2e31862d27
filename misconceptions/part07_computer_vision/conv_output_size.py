"""Wrong implementations of `conv_output_size`, as students write them."""

import math

from autograder.course.misconception import misconception


@misconception(
    "padding-counted-once",
    fails={
        "test_slide_sizes",
        "test_padding",
        "test_stride",
        "test_dilation",
        "test_nothing_fits",
        "test_whole_number",
    },
    fr=(
        "Vous ajoutez la bordure une seule fois. Elle est là aux deux bouts : la ligne de pixels "
        "s'allonge de deux fois `padding`."
    ),
    en=(
        "You add the border once only. It is there at both ends: the line of pixels gets longer by "
        "twice `padding`."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Add the padding at one end."""
    room = n + padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return room // stride + 1


@misconception(
    "one-added-before-dividing",
    fails={
        "test_slide_sizes",
        "test_stride",
        "test_dilation",
        "test_nothing_fits",
        "test_whole_number",
    },
    fr=(
        "Vous ajoutez 1 avant de diviser par le pas. Le pas compte les déplacements après la "
        "première position ; celle-ci s'ajoute une fois la division faite. Avec un pas de 1, cela "
        "revient au même."
    ),
    en=(
        "You add 1 before dividing by the step. The step counts the moves after the first "
        "position; that one is added once the division is done. With a step of 1 it comes to the "
        "same."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Divide the number of positions at a step of one."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return (room + 1) // stride


@misconception(
    "division-rounded-up",
    fails={"test_stride", "test_dilation", "test_whole_number"},
    fr=(
        "Vous arrondissez à l'entier supérieur : quand le pas ne tombe pas juste, vous comptez une "
        "dernière position où le filtre dépasserait de l'image. Elle n'existe pas : les pixels qui "
        "restent ne servent pas."
    ),
    en=(
        "You round up: when the step does not come out even, you count a last position where the "
        "filter would stick out of the image. There is none: pixels that are left over are not "
        "used."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Round the quotient up."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return math.ceil(room / stride) + 1


@misconception(
    "size-not-whole",
    fails={"test_stride", "test_dilation", "test_whole_number"},
    fr=(
        "Votre division donne un nombre à virgule : 2,5 positions n'existent pas, et même 3.0 ne "
        "peut pas servir de taille à un tenseur. C'est une division entière qu'il faut."
    ),
    en=(
        "Your division gives a decimal number: there are no 2.5 positions, and even 3.0 cannot "
        "serve as the size of a tensor. A whole division is needed."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Divide with a decimal result."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return room / stride + 1


@misconception(
    "stride-forgotten",
    fails={"test_slide_sizes", "test_stride", "test_dilation", "test_whole_number"},
    fr=(
        "Le pas n'intervient pas dans votre calcul. Un filtre qui avance de deux pixels à la fois "
        "prend environ deux fois moins de positions."
    ),
    en=(
        "The step plays no part in your computation. A filter that moves by two pixels at a time "
        "takes about half as many positions."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Leave the stride out."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return room + 1


@misconception(
    "last-one-not-counted",
    fails={
        "test_slide_sizes",
        "test_plain",
        "test_padding",
        "test_stride",
        "test_dilation",
        "test_nothing_fits",
        "test_whole_number",
    },
    fr=(
        "Vous comptez les déplacements et non les positions : il manque la première, avant tout "
        "déplacement. Un filtre aussi grand que l'image a une position et aucun déplacement."
    ),
    en=(
        "You count moves and not positions: the first one, before any move, is missing. A filter "
        "as large as the image has one position and no move."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Forget the one."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the filter does not fit")
    return room // stride


@misconception(
    "dilation-multiplies-the-size",
    fails={"test_dilation", "test_nothing_fits"},
    fr=(
        "Vous prenez `dilation` fois `kernel` pour la largeur du filtre. Ce sont les intervalles "
        "entre les poids que la dilatation multiplie, et il y en a un de moins que de poids : un "
        "filtre d'un seul poids reste large d'un pixel."
    ),
    en=(
        "You take `dilation` times `kernel` as the width of the filter. Dilation multiplies the "
        "gaps between weights, and there is one fewer of them than of weights: a filter of a "
        "single weight stays one pixel wide."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Multiply the kernel by the dilation."""
    room = n + 2 * padding - dilation * kernel
    if room < 0:
        raise ValueError("the filter does not fit")
    return room // stride + 1


@misconception(
    "dilation-forgotten",
    fails={"test_dilation", "test_nothing_fits"},
    fr=(
        "La dilatation n'intervient pas dans votre calcul. Un filtre de 3 poids écartés de 2 "
        "pixels couvre 5 pixels, et prend donc moins de positions."
    ),
    en=(
        "Dilation plays no part in your computation. A filter of 3 weights that are 2 pixels apart "
        "covers 5 pixels, and so takes fewer positions."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Leave the dilation out."""
    room = n + 2 * padding - kernel
    if room < 0:
        raise ValueError("the filter does not fit")
    return room // stride + 1


@misconception(
    "nothing-refused",
    fails={"test_nothing_fits"},
    fr=(
        "Votre formule est juste, mais vous renvoyez aussi une taille nulle ou négative quand le "
        "filtre est plus large que l'image. Le contrat demande alors une ValueError, qui évite une "
        "erreur incompréhensible dix couches plus loin."
    ),
    en=(
        "Your formula is right, but you also return a size of zero or less when the filter is "
        "wider than the image. The contract then asks for a ValueError, which spares everyone an "
        "obscure error ten layers further on."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Trust the arguments."""
    return (n + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@misconception(
    "rounded-towards-zero",
    fails={"test_nothing_fits"},
    fr=(
        "Vous refusez les tailles négatives, mais après avoir divisé avec `int(... / ...)`, qui "
        "arrondit vers zéro : un filtre qui dépasse d'un pixel, avec un pas de 2, donne -0,5, donc "
        "0, donc une position qui n'existe pas. Comparez avant de diviser."
    ),
    en=(
        "You refuse negative sizes, but after dividing with `int(... / ...)`, which rounds towards "
        "zero: a filter that sticks out by one pixel, with a step of 2, gives -0.5, hence 0, hence "
        "a position that does not exist. Compare before you divide."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Check the size after truncating."""
    size = int((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
    if size < 1:
        raise ValueError("the filter does not fit")
    return size


@misconception(
    "remainder-refused",
    fails={"test_stride", "test_dilation", "test_whole_number"},
    fr=(
        "Vous levez une erreur dès que le pas ne tombe pas juste. Ce cas est permis : les pixels "
        "qui restent au bout ne sont simplement pas vus. Seul un filtre qui n'entre nulle part est "
        "une erreur."
    ),
    en=(
        "You raise an error as soon as the step does not come out even. That case is allowed: "
        "pixels left over at the end are simply not seen. Only a filter that fits nowhere is an "
        "error."
    ),
)
def conv_output_size(n, kernel, padding=0, stride=1, dilation=1):
    """Insist on a whole quotient."""
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0 or room % stride:
        raise ValueError("the filter does not fit")
    return room // stride + 1
