"""Wrong implementations of `conv2d`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "filters-turned-round",
    fails={
        "test_slide_image",
        "test_channels_and_filters",
        "test_bias",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous retournez les filtres de haut en bas et de gauche à droite, comme dans la "
        "convolution des mathématiciens. Malgré son nom, la couche d'un réseau pose le filtre tel "
        "quel. Un réseau apprendrait tout aussi bien des filtres retournés ; mais des poids venus "
        "d'ailleurs ne marcheraient plus."
    ),
    en=(
        "You turn the filters upside down and left to right, as in the convolution of "
        "mathematicians. Despite its name, the layer of a network lays the filter down as it is. A "
        "network would learn turned filters just as well; but weights from elsewhere would no "
        "longer work."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Flip the filters first."""
    n, c, h, w = x.shape
    weight = weight.flip(2, 3)
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight) + bias
    return y


@misconception(
    "bias-added-per-channel",
    fails={"test_bias", "test_arguments_unchanged"},
    fr=(
        "Vous ajoutez le biais à la réponse de chaque canal, puis vous additionnez les canaux : le "
        "biais est compté autant de fois qu'il y a de canaux. Avec une image en niveaux de gris, "
        "rien ne se voit. Un filtre a un seul biais, ajouté une fois que tout est sommé."
    ),
    en=(
        "You add the bias to the response of each channel, then add the channels up: the bias is "
        "counted as many times as there are channels. With a grey image nothing shows. A filter "
        "has a single bias, added once everything has been summed."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Finish each channel on its own, bias included."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            for k in range(c):
                window = padded[:, k, i * stride : i * stride + kh, j * stride : j * stride + kw]
                y[:, :, i, j] += torch.einsum("nhw,ohw->no", window, weight[:, k]) + bias
    return y


@misconception(
    "layer-without-bias",
    fails={"test_slide_image", "test_bias", "test_arguments_unchanged"},
    fr=(
        "Vous n'ajoutez pas le biais. Sans lui, une image noire donne toujours zéro, quoi que "
        "l'apprentissage fasse."
    ),
    en=(
        "You do not add the bias. Without it a black image always gives zero, whatever training "
        "does."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Leave the bias out."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    return y


@misconception(
    "stride-shortens-the-output-only",
    fails={"test_slide_image", "test_stride", "test_padding"},
    fr=(
        "La taille de votre sortie tient compte du pas, mais la fenêtre avance toujours d'un pixel "
        ": vous ne regardez que le coin supérieur gauche de l'image. La position (i, j) de la "
        "sortie commence au pixel (i × pas, j × pas)."
    ),
    en=(
        "The size of your output takes the stride into account, but the window always moves by one "
        "pixel: you only look at the upper left corner of the image. Position (i, j) of the output "
        "starts at pixel (i × stride, j × stride)."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Move by one pixel over a shorter output."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i : i + kh, j : j + kw]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight) + bias
    return y


@misconception(
    "only-the-first-channel",
    fails={
        "test_channels_and_filters",
        "test_bias",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne filtrez que le premier canal : une image en couleurs perd son vert et son bleu. "
        "Un filtre a un plan de poids pour chaque canal, et les produits de tous les plans "
        "s'additionnent."
    ),
    en=(
        "You only filter the first channel: a colour image loses its green and its blue. A filter "
        "has a plane of weights for each channel, and the products of all planes are added up."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Treat the image as a grey one."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, 0, i * stride : i * stride + kh, j * stride : j * stride + kw]
            y[:, :, i, j] = torch.einsum("nhw,ohw->no", window, weight[:, 0]) + bias
    return y


@misconception(
    "padding-without-effect",
    fails={"test_slide_image", "test_padding", "test_double_precision", "test_arguments_unchanged"},
    fr=(
        "La bordure n'a pas d'effet : vous filtrez l'image de départ, et la sortie est trop petite "
        "dès que `padding` n'est pas nul. Vérifiez que c'est bien l'image agrandie que parcourt la "
        "fenêtre."
    ),
    en=(
        "The border has no effect: you filter the image as it came, and the output is too small as "
        "soon as `padding` is not zero. Check that it is the enlarged image that the window moves "
        "over."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Leave the padding out."""
    n, _, h, w = x.shape
    o, _, kh, kw = weight.shape
    rows, columns = (h - kh) // stride + 1, (w - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight) + bias
    return y


@misconception(
    "output-padded-instead",
    fails={"test_slide_image", "test_padding", "test_double_precision", "test_arguments_unchanged"},
    fr=(
        "Vous ajoutez la bordure de zéros au résultat au lieu de l'ajouter à l'image. Avec un pas "
        "de 1, la taille est juste et l'erreur passe inaperçue, mais le bord de la sortie est vide "
        ": le filtre n'y est jamais passé."
    ),
    en=(
        "You add the border of zeros to the result instead of the image. With a stride of 1 the "
        "size is right and the mistake goes unnoticed, but the edge of the output is empty: the "
        "filter has never been there."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Put the border around the output."""
    n, _, h, w = x.shape
    o, _, kh, kw = weight.shape
    rows, columns = (h - kh) // stride + 1, (w - kw) // stride + 1
    y = x.new_zeros(n, o, rows + 2 * padding, columns + 2 * padding)
    for i in range(rows):
        for j in range(columns):
            window = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            response = torch.einsum("nchw,ochw->no", window, weight) + bias
            y[:, :, padding + i, padding + j] = response
    return y


@misconception(
    "one-side-for-both",
    fails={
        "test_channels_and_filters",
        "test_bias",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la hauteur, de l'image et du filtre, pour les deux directions. Avec des "
        "carrés, rien ne se voit. La largeur de la sortie se calcule avec la largeur de l'image et "
        "celle du filtre."
    ),
    en=(
        "You take the height, of the image and of the filter, for both directions. With squares "
        "nothing shows. The width of the output is computed from the width of the image and that "
        "of the filter."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Take everything to be square."""
    n, c, h, w = x.shape
    o, _, k, _ = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    side = (h + 2 * padding - k) // stride + 1
    y = x.new_zeros(n, o, side, side)
    for i in range(side):
        for j in range(side):
            window = padded[:, :, i * stride : i * stride + k, j * stride : j * stride + k]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight) + bias
    return y


@misconception(
    "filters-come-last",
    fails={
        "test_slide_image",
        "test_channels_and_filters",
        "test_bias",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont justes, mais les canaux de la sortie sont à la fin : (N, hauteur, "
        "largeur, canaux), comme sur les diapositives. PyTorch les met juste après les exemples, "
        "et la couche suivante s'y attend."
    ),
    en=(
        "Your values are right, but the channels of the output come last: (N, height, width, "
        "channels), as on the slides. PyTorch puts them right after the examples, and the next "
        "layer expects them there."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Stack the responses of the filters along a new last dimension."""
    n, c, h, w = x.shape
    _, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    return torch.einsum("ncijhw,ochw->nijo", windows, weight) + bias


@misconception(
    "accumulated-into-the-bias",
    fails={
        "test_slide_image",
        "test_channels_and_filters",
        "test_bias",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous partez de `bias[o]` et vous y ajoutez la somme sur place (`+=`). Or `bias[o]` n'est "
        "pas une copie : c'est le biais lui-même qui grossit, et chaque position commence avec "
        "tout ce que les précédentes ont accumulé."
    ),
    en=(
        "You start from `bias[o]` and add the sum to it in place (`+=`). But `bias[o]` is not a "
        "copy: it is the bias itself that grows, and each position starts with all that the "
        "earlier ones have piled up."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Add in place to a view of the bias."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = x.new_zeros(n, o, rows, columns)
    for e in range(n):
        for f in range(o):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * stride, j * stride
                    total = bias[f]
                    total += (padded[e, :, top : top + kh, left : left + kw] * weight[f]).sum()
                    y[e, f, i, j] = total
    return y


@misconception(
    "maps-in-default-type",
    fails={"test_double_precision"},
    fr=(
        "Votre sortie est en float32 quelle que soit l'image : c'est ce que donne `torch.zeros` "
        "sans autre précision. Créez les tenseurs avec le dtype et sur le périphérique de `x`."
    ),
    en=(
        "Your output is in float32 whatever the image: that is what `torch.zeros` gives when not "
        "told otherwise. Create tensors with the dtype and on the device of `x`."
    ),
)
def conv2d(x, weight, bias, stride=1, padding=0):
    """Collect the output in a default tensor."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = torch.zeros(n, o, rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            y[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight) + bias
    return y
