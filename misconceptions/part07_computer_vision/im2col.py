"""Wrong implementations of `im2col`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "windows-as-rows",
    fails={
        "test_by_hand",
        "test_windows",
        "test_order_of_windows",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vos fenêtres sont des lignes ; le contrat les veut en colonnes, de sorte que les filtres "
        "aplatis, un par ligne, multiplient le résultat par la gauche. Les deux rangements "
        "existent : PyTorch a choisi les colonnes."
    ),
    en=(
        "Your windows are rows; the contract wants them as columns, so that the flattened filters, "
        "one per row, multiply the result from the left. Both layouts exist: PyTorch chose "
        "columns."
    ),
)
def im2col(x, kernel, stride, padding):
    """Stack the windows along the second dimension."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(0, padded.shape[2] - kh + 1, stride)
        for left in range(0, padded.shape[3] - kw + 1, stride)
    ]
    return torch.stack(windows, dim=1)


@misconception(
    "channels-innermost",
    fails={
        "test_by_hand",
        "test_windows",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Dans vos colonnes, les canaux d'un même pixel se suivent. Les poids d'un filtre de forme "
        "(C, hauteur, largeur) se lisent autrement : tout le premier canal, puis tout le deuxième. "
        "Le produit par les filtres aplatis mélangerait alors les poids, sans aucune erreur de "
        "forme."
    ),
    en=(
        "In your columns the channels of a pixel follow each other. The weights of a filter of "
        "shape (C, height, width) read differently: the whole first channel, then the whole "
        "second. The product with the flattened filters would mix up the weights, without any "
        "error of shape."
    ),
)
def im2col(x, kernel, stride, padding):
    """Order a window by row, column, channel."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].permute(0, 2, 3, 1).reshape(n, -1)
        for top in range(0, padded.shape[2] - kh + 1, stride)
        for left in range(0, padded.shape[3] - kw + 1, stride)
    ]
    return torch.stack(windows, dim=2)


@misconception(
    "positions-by-column",
    fails={
        "test_windows",
        "test_order_of_windows",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous parcourez les positions de haut en bas, puis passez à la colonne suivante. L'ordre "
        "demandé est celui de la lecture : de gauche à droite d'abord. Dans deux boucles "
        "imbriquées, c'est la boucle intérieure qui avance le plus vite."
    ),
    en=(
        "You go through the positions from top to bottom, then on to the next column. The order "
        "asked for is that of reading: first from left to right. Of two nested loops, it is the "
        "inner one that moves fastest."
    ),
)
def im2col(x, kernel, stride, padding):
    """Let the outer loop run over the columns."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for left in range(0, padded.shape[3] - kw + 1, stride)
        for top in range(0, padded.shape[2] - kh + 1, stride)
    ]
    return torch.stack(windows, dim=2)


@misconception(
    "reshaped-without-permuting",
    fails={
        "test_by_hand",
        "test_windows",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "La forme est juste, mais les valeurs sont mélangées : vous rangez les dimensions dans "
        "l'ordre (positions, fenêtre) et vous demandez à `reshape` de les échanger. `reshape` ne "
        "déplace rien, il recoupe seulement la suite des nombres ; pour échanger des dimensions, "
        "il faut `permute` ou `transpose`."
    ),
    en=(
        "The shape is right but the values are shuffled: you have the dimensions in the order "
        "(positions, window) and ask `reshape` to swap them. `reshape` moves nothing, it only cuts "
        "the run of numbers differently; to swap dimensions takes `permute` or `transpose`."
    ),
)
def im2col(x, kernel, stride, padding):
    """Swap the window and the positions with reshape."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    positions = windows.shape[2] * windows.shape[3]
    return windows.reshape(n, c * kh * kw, positions)


@misconception(
    "window-sides-swapped",
    fails={"test_windows"},
    fr=(
        "Vous prenez le premier nombre de `kernel` pour la largeur. C'est la hauteur qui vient "
        "d'abord, comme dans la forme d'une image. Avec une fenêtre carrée, rien ne se voit."
    ),
    en=(
        "You take the first number of `kernel` as the width. The height comes first, as in the "
        "shape of an image. With a square window nothing shows."
    ),
)
def im2col(x, kernel, stride, padding):
    """Read the window as (width, height)."""
    n, c, h, w = x.shape
    kw, kh = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(0, padded.shape[2] - kh + 1, stride)
        for left in range(0, padded.shape[3] - kw + 1, stride)
    ]
    return torch.stack(windows, dim=2)


@misconception(
    "every-position-taken",
    fails={"test_stride", "test_padding"},
    fr=(
        "Vous gardez toutes les positions, quel que soit le pas. Avec un pas de 2, une fenêtre sur "
        "deux seulement est utilisée, en hauteur comme en largeur : environ quatre fois moins de "
        "colonnes."
    ),
    en=(
        "You keep all positions, whatever the stride. With a stride of 2, only every other window "
        "is used, in height as well as in width: about four times fewer columns."
    ),
)
def im2col(x, kernel, stride, padding):
    """Leave the stride out."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(padded.shape[2] - kh + 1)
        for left in range(padded.shape[3] - kw + 1)
    ]
    return torch.stack(windows, dim=2)


@misconception(
    "windows-of-bare-images",
    fails={"test_padding", "test_double_precision", "test_images_unchanged"},
    fr=(
        "La bordure manque : vos fenêtres parcourent l'image de départ. Agrandissez d'abord "
        "l'image de `padding` zéros de chaque côté."
    ),
    en=(
        "The border is missing: your windows move over the image as it came. First enlarge the "
        "image by `padding` zeros on each side."
    ),
)
def im2col(x, kernel, stride, padding):
    """Leave the padding out."""
    n, _, h, w = x.shape
    kh, kw = kernel
    windows = [
        x[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(0, h - kh + 1, stride)
        for left in range(0, w - kw + 1, stride)
    ]
    return torch.stack(windows, dim=2)


@misconception(
    "images-side-by-side",
    fails={
        "test_by_hand",
        "test_windows",
        "test_order_of_windows",
        "test_stride",
        "test_padding",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous mettez les colonnes de toutes les images dans une seule matrice. Le contrat garde la "
        "dimension des exemples en tête, aussi pour une seule image : chaque image a sa matrice."
    ),
    en=(
        "You put the columns of all images into a single matrix. The contract keeps the dimension "
        "of the examples first, for a single image too: each image has its own matrix."
    ),
)
def im2col(x, kernel, stride, padding):
    """Join the images into one matrix."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(0, padded.shape[2] - kh + 1, stride)
        for left in range(0, padded.shape[3] - kw + 1, stride)
    ]
    return torch.cat(list(torch.stack(windows, dim=2)), dim=1)


@misconception(
    "columns-in-default-type",
    fails={"test_double_precision"},
    fr=(
        "Votre résultat est en float32 quelle que soit l'image : c'est ce que donne `torch.zeros` "
        "sans autre précision. Gardez le dtype et le périphérique de `x`."
    ),
    en=(
        "Your result is in float32 whatever the image: that is what `torch.zeros` gives when not "
        "told otherwise. Keep the dtype and the device of `x`."
    ),
)
def im2col(x, kernel, stride, padding):
    """Pad with default zeros."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    windows = [
        padded[:, :, top : top + kh, left : left + kw].reshape(n, -1)
        for top in range(0, padded.shape[2] - kh + 1, stride)
        for left in range(0, padded.shape[3] - kw + 1, stride)
    ]
    return torch.stack(windows, dim=2)
