"""Wrong implementations of `max_pool2d`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "maximum-started-at-zero",
    fails={"test_negative_values"},
    fr=(
        "Vous cherchez le maximum en partant de 0. Une fenêtre où tout est négatif donne alors 0, "
        "un nombre qui n'y est pas. Après ReLU, cela ne se voit pas ; partez du premier pixel de "
        "la fenêtre."
    ),
    en=(
        "You look for the maximum starting from 0. A window where all is negative then gives 0, a "
        "number that is not in it. After ReLU it does not show; start from the first pixel of the "
        "window."
    ),
)
def max_pool2d(x, kernel, stride):
    """Compare with a result full of zeros."""
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    y = x.new_zeros(*x.shape[:2], rows, columns)
    for u in range(kernel):
        for v in range(kernel):
            y = torch.maximum(y, x[:, :, u::stride, v::stride][:, :, :rows, :columns])
    return y


@misconception(
    "pooling-stride-taken-for-kernel",
    fails={"test_overlaps_and_gaps"},
    fr=(
        "Votre fenêtre avance toujours de sa propre largeur : vous n'employez pas `stride`. C'est "
        "le cas le plus courant, mais pas le seul : AlexNet a des fenêtres de 3 et un pas de 2, "
        "qui se recouvrent."
    ),
    en=(
        "Your window always moves by its own width: you do not use `stride`. That is the most "
        "common case but not the only one: AlexNet has windows of 3 and a stride of 2, which "
        "overlap."
    ),
)
def max_pool2d(x, kernel, stride):
    """Move by the side of the window."""
    return x.unfold(2, kernel, kernel).unfold(3, kernel, kernel).amax(dim=(-1, -2))


@misconception(
    "pooling-at-every-pixel",
    fails={
        "test_slide_image",
        "test_images_and_channels",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_negative_values",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Votre fenêtre avance d'un pixel à la fois, comme un filtre : l'image ne rétrécit presque "
        "pas. C'est `stride` qui dit de combien elle avance."
    ),
    en=(
        "Your window moves by one pixel at a time, like a filter: the image hardly gets smaller. "
        "It is `stride` that says by how much it moves."
    ),
)
def max_pool2d(x, kernel, stride):
    """Move by one pixel."""
    return x.unfold(2, kernel, 1).unfold(3, kernel, 1).amax(dim=(-1, -2))


@misconception(
    "incomplete-windows-kept",
    fails={"test_left_over_pixels"},
    fr=(
        "Vous gardez au bord des fenêtres incomplètes : votre résultat a une ligne et une colonne "
        "de trop quand le pas ne tombe pas juste. Le contrat n'utilise que les fenêtres qui "
        "tiennent en entier ; les pixels qui restent sont perdus."
    ),
    en=(
        "You keep incomplete windows at the edge: your result has one row and one column too many "
        "when the stride does not come out even. The contract only uses windows that fit entirely; "
        "pixels that are left over are lost."
    ),
)
def max_pool2d(x, kernel, stride):
    """Round the size up."""
    n, c, h, w = x.shape
    rows = max(0, -(-(h - kernel) // stride)) + 1
    columns = max(0, -(-(w - kernel) // stride)) + 1
    y = x.new_zeros(n, c, rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            y[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].amax(dim=(2, 3))
    return y


@misconception(
    "maximum-over-channels",
    fails={
        "test_images_and_channels",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_negative_values",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous prenez le maximum sur les canaux aussi : il n'en reste qu'un. Le pooling traite "
        "chaque canal pour lui-même ; leur nombre ne change pas."
    ),
    en=(
        "You take the maximum over the channels too: only one is left. Pooling treats each channel "
        "on its own; their number does not change."
    ),
)
def max_pool2d(x, kernel, stride):
    """Reduce the window across all channels."""
    windows = x.unfold(2, kernel, stride).unfold(3, kernel, stride)
    return windows.amax(dim=(1, 4, 5), keepdim=True)[..., 0, 0]


@misconception(
    "square-images-only",
    fails={"test_images_and_channels"},
    fr=(
        "Vous calculez la taille de la sortie avec la hauteur seule, pour les deux directions. "
        "Avec une image carrée, rien ne se voit."
    ),
    en=(
        "You compute the size of the output from the height alone, for both directions. With a "
        "square image nothing shows."
    ),
)
def max_pool2d(x, kernel, stride):
    """Use the height for the width."""
    side = (x.shape[2] - kernel) // stride + 1
    y = x.new_zeros(*x.shape[:2], side, side)
    for i in range(side):
        for j in range(side):
            top, left = i * stride, j * stride
            y[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].amax(dim=(2, 3))
    return y


@misconception(
    "average-instead-of-maximum",
    fails={
        "test_slide_image",
        "test_images_and_channels",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_negative_values",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous faites la moyenne de chaque fenêtre. C'est l'autre pooling, celui de l'exercice "
        "suivant ; ici, seule la plus grande valeur reste."
    ),
    en=(
        "You average each window. That is the other pooling, the one of the next exercise; here "
        "only the largest value remains."
    ),
)
def max_pool2d(x, kernel, stride):
    """Take the mean of each window."""
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).mean(dim=(-1, -2))


@misconception(
    "largest-absolute-value",
    fails={"test_negative_values"},
    fr=(
        "Vous prenez la plus grande valeur absolue. Une forte réponse négative passe alors pour la "
        "plus forte de toutes, alors qu'elle dit que le motif est absent. Le maximum tient compte "
        "du signe."
    ),
    en=(
        "You take the largest absolute value. A strong negative response then passes for the "
        "strongest of all, although it says that the pattern is absent. The maximum takes the sign "
        "into account."
    ),
)
def max_pool2d(x, kernel, stride):
    """Forget the signs."""
    return x.abs().unfold(2, kernel, stride).unfold(3, kernel, stride).amax(dim=(-1, -2))


@misconception(
    "maximum-written-into-the-image",
    fails={"test_overlaps_and_gaps", "test_images_unchanged"},
    fr=(
        "Vous partez d'une tranche de x, un pixel par fenêtre, et vous y écrivez les maximums. Une "
        "tranche n'est pas une copie : les pixels de x sont remplacés, et des fenêtres qui se "
        "recouvrent lisent ensuite ces pixels faussés."
    ),
    en=(
        "You start from a slice of x, one pixel per window, and write the maxima into it. A slice "
        "is not a copy: the pixels of x are replaced, and windows that overlap then read these "
        "falsified pixels."
    ),
)
def max_pool2d(x, kernel, stride):
    """Write into a view of x."""
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    y = x[:, :, ::stride, ::stride][:, :, :rows, :columns]
    for u in range(kernel):
        for v in range(kernel):
            y[:] = torch.maximum(y, x[:, :, u::stride, v::stride][:, :, :rows, :columns])
    return y


@misconception(
    "maxima-in-single-precision",
    fails={"test_double_precision"},
    fr=(
        "Votre résultat est en float32 quelle que soit l'image : c'est ce que donne `torch.zeros` "
        "sans autre précision. Créez-le avec le dtype et sur le périphérique de `x`."
    ),
    en=(
        "Your result is in float32 whatever the image: that is what `torch.zeros` gives when not "
        "told otherwise. Create it with the dtype and on the device of `x`."
    ),
)
def max_pool2d(x, kernel, stride):
    """Collect the maxima in a default tensor."""
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    y = torch.zeros(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            y[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].amax(dim=(2, 3))
    return y
