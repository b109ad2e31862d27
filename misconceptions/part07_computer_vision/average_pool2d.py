"""Wrong implementations of `average_pool2d`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "always-divided-by-four",
    fails={"test_window_sizes"},
    fr=(
        "Vous divisez toujours par 4. C'est juste pour les fenêtres 2 × 2 du cours ; une fenêtre "
        "de 3 × 3 a neuf pixels."
    ),
    en=(
        "You always divide by 4. That is right for the 2 × 2 windows of the course; a window of 3 "
        "× 3 has nine pixels."
    ),
)
def average_pool2d(x, kernel, stride):
    """Divide by the number of pixels on the slide."""
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).sum(dim=(-1, -2)) / 4


@misconception(
    "divided-by-the-side",
    fails={
        "test_slide_image",
        "test_images_and_channels",
        "test_window_sizes",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous divisez par le côté de la fenêtre au lieu du nombre de ses pixels : vos moyennes "
        "peuvent dépasser toutes les valeurs de la fenêtre."
    ),
    en=(
        "You divide by the side of the window instead of the number of its pixels: your means may "
        "exceed all values in the window."
    ),
)
def average_pool2d(x, kernel, stride):
    """Forget to square the side."""
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).sum(dim=(-1, -2)) / kernel


@misconception(
    "sum-of-the-window",
    fails={
        "test_slide_image",
        "test_images_and_channels",
        "test_window_sizes",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous additionnez les pixels de la fenêtre sans diviser. Plus la fenêtre est grande, plus "
        "l'image sature ; une moyenne, elle, reste entre la plus petite et la plus grande valeur."
    ),
    en=(
        "You add up the pixels of the window without dividing. The larger the window, the more the "
        "image saturates; a mean stays between the smallest and the largest value."
    ),
)
def average_pool2d(x, kernel, stride):
    """Add up without dividing."""
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).sum(dim=(-1, -2))


@misconception(
    "maximum-instead-of-average",
    fails={
        "test_slide_image",
        "test_images_and_channels",
        "test_window_sizes",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous prenez le maximum de chaque fenêtre : c'est le pooling de l'exercice précédent. Ici, "
        "tous les pixels de la fenêtre comptent autant."
    ),
    en=(
        "You take the maximum of each window: that is the pooling of the exercise before. Here all "
        "pixels of the window count alike."
    ),
)
def average_pool2d(x, kernel, stride):
    """Take the largest value."""
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).amax(dim=(-1, -2))


@misconception(
    "window-moved-by-its-side",
    fails={"test_overlaps_and_gaps"},
    fr=(
        "Votre fenêtre avance toujours de sa propre largeur : vous n'employez pas `stride`. Tant "
        "que les deux sont égaux, cela ne se voit pas."
    ),
    en=(
        "Your window always moves by its own width: you do not use `stride`. As long as the two "
        "are equal it does not show."
    ),
)
def average_pool2d(x, kernel, stride):
    """Leave the stride out."""
    return x.unfold(2, kernel, kernel).unfold(3, kernel, kernel).mean(dim=(-1, -2))


@misconception(
    "rest-of-the-image-averaged",
    fails={"test_left_over_pixels"},
    fr=(
        "Vous gardez au bord des fenêtres incomplètes : votre résultat a une ligne et une colonne "
        "de trop quand le pas ne tombe pas juste. Seules les fenêtres qui tiennent en entier "
        "comptent."
    ),
    en=(
        "You keep incomplete windows at the edge: your result has one row and one column too many "
        "when the stride does not come out even. Only windows that fit entirely count."
    ),
)
def average_pool2d(x, kernel, stride):
    """Round the size up."""
    n, c, h, w = x.shape
    rows = max(0, -(-(h - kernel) // stride)) + 1
    columns = max(0, -(-(w - kernel) // stride)) + 1
    y = x.new_zeros(n, c, rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            y[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].mean(dim=(2, 3))
    return y


@misconception(
    "channels-averaged-too",
    fails={
        "test_images_and_channels",
        "test_window_sizes",
        "test_overlaps_and_gaps",
        "test_left_over_pixels",
        "test_double_precision",
        "test_images_unchanged",
    },
    fr=(
        "Vous faites la moyenne sur les canaux aussi, comme pour convertir une image en niveaux de "
        "gris. Le pooling traite chaque canal pour lui-même ; leur nombre ne change pas."
    ),
    en=(
        "You average over the channels too, as if to turn an image grey. Pooling treats each "
        "channel on its own; their number does not change."
    ),
)
def average_pool2d(x, kernel, stride):
    """Average across all channels."""
    windows = x.unfold(2, kernel, stride).unfold(3, kernel, stride)
    return windows.mean(dim=(1, 4, 5), keepdim=True)[..., 0, 0]


@misconception(
    "summed-into-the-image",
    fails={"test_overlaps_and_gaps", "test_images_unchanged"},
    fr=(
        "Vous partez d'une tranche de x et vous y ajoutez les autres pixels sur place. Une tranche "
        "n'est pas une copie : c'est x qui change, donc l'image de celui qui vous a appelé."
    ),
    en=(
        "You start from a slice of x and add the other pixels to it in place. A slice is not a "
        "copy: it is x that changes, hence your caller's image."
    ),
)
def average_pool2d(x, kernel, stride):
    """Add up in a view of x."""
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    total = x[:, :, ::stride, ::stride][:, :, :rows, :columns]
    for u in range(kernel):
        for v in range(kernel):
            if u or v:
                total += x[:, :, u::stride, v::stride][:, :, :rows, :columns]
    return total / kernel**2


@misconception(
    "averages-in-single-precision",
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
def average_pool2d(x, kernel, stride):
    """Collect the means in a default tensor."""
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    y = torch.zeros(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            y[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].mean(dim=(2, 3))
    return y
