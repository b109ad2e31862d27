"""Wrong implementations of `zero_pad`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "padding-on-one-side",
    fails={
        "test_by_hand",
        "test_wide_border",
        "test_batch_of_images",
        "test_no_border",
        "test_dtype_kept",
        "test_argument_unchanged",
    },
    fr=(
        "Votre image ne grandit que d'un côté dans chaque direction : vous comptez la bordure une "
        "fois au lieu de deux. Le filtre peut alors dépasser à droite et en bas, mais toujours pas "
        "à gauche ni en haut."
    ),
    en=(
        "Your image grows on one side only in each direction: you count the border once instead of "
        "twice. The filter may then reach over the right and the bottom, but still not over the "
        "left and the top."
    ),
)
def zero_pad(x, padding):
    """Add zeros at the bottom and on the right only."""
    height, width = x.shape[-2:]
    result = x.new_zeros(*x.shape[:-2], height + padding, width + padding)
    result[..., :height, :width] = x
    return result


@misconception(
    "padding-shared-by-both-sides",
    fails={
        "test_by_hand",
        "test_wide_border",
        "test_batch_of_images",
        "test_no_border",
        "test_dtype_kept",
        "test_argument_unchanged",
    },
    fr=(
        "Vous partagez la bordure entre les deux côtés : une moitié en haut, une moitié en bas. "
        "Ici, comme dans PyTorch, `padding` est la largeur de chaque côté : l'image grandit du "
        "double."
    ),
    en=(
        "You share the border between the two sides: half at the top, half at the bottom. Here, as "
        "in PyTorch, `padding` is the width on each side: the image grows by twice as much."
    ),
)
def zero_pad(x, padding):
    """Take the padding to be the total of both sides."""
    height, width = x.shape[-2:]
    start = padding // 2
    result = x.new_zeros(*x.shape[:-2], height + padding, width + padding)
    result[..., start : start + height, start : start + width] = x
    return result


@misconception(
    "rows-padded-only",
    fails={
        "test_by_hand",
        "test_wide_border",
        "test_batch_of_images",
        "test_no_border",
        "test_dtype_kept",
        "test_argument_unchanged",
    },
    fr=(
        "Vous n'ajoutez des zéros qu'en haut et en bas. Il en faut aussi à gauche et à droite : "
        "les deux dernières dimensions grandissent, chacune des deux côtés."
    ),
    en=(
        "You add zeros at the top and at the bottom only. They are needed on the left and on the "
        "right as well: both last dimensions grow, each at its two ends."
    ),
)
def zero_pad(x, padding):
    """Pad the height alone."""
    height, width = x.shape[-2:]
    result = x.new_zeros(*x.shape[:-2], height + 2 * padding, width)
    result[..., padding : padding + height, :] = x
    return result


@misconception(
    "all-dimensions-padded",
    fails={"test_batch_of_images", "test_no_border"},
    fr=(
        "Vous bordez toutes les dimensions, y compris celles des exemples et des canaux : votre "
        "lot contient des images entièrement nulles, et chaque image des canaux vides. Avec une "
        "seule image en niveaux de gris, cela ne se voit pas. Seules les deux dernières dimensions "
        "sont dans l'image."
    ),
    en=(
        "You pad all dimensions, those of the examples and of the channels included: your batch "
        "holds images of nothing but zeros, and each image empty channels. With a single grey "
        "image it does not show. Only the last two dimensions lie in the image."
    ),
)
def zero_pad(x, padding):
    """Pad along every dimension."""
    result = x.new_zeros([n + 2 * padding for n in x.shape])
    result[tuple(slice(padding, padding + n) for n in x.shape)] = x
    return result


@misconception(
    "edges-repeated",
    fails={
        "test_by_hand",
        "test_wide_border",
        "test_batch_of_images",
        "test_no_border",
        "test_dtype_kept",
        "test_argument_unchanged",
    },
    fr=(
        "Vous prolongez l'image en répétant ses pixels du bord. C'est une autre sorte de bordure, "
        "qui existe aussi ; le contrat demande des zéros."
    ),
    en=(
        "You extend the image by repeating the pixels of its edge. That is another kind of border, "
        "which exists too; the contract asks for zeros."
    ),
)
def zero_pad(x, padding):
    """Repeat the pixels of the edge."""
    height, width = x.shape[-2:]
    rows = torch.arange(-padding, height + padding, device=x.device).clamp(0, height - 1)
    columns = torch.arange(-padding, width + padding, device=x.device).clamp(0, width - 1)
    return x[..., rows, :][..., columns]


@misconception(
    "zeros-of-default-type",
    fails={"test_dtype_kept"},
    fr=(
        "Votre résultat est toujours en float32 : c'est ce que donne `torch.zeros` sans autre "
        "précision. Une image d'octets ou en double précision doit garder son dtype."
    ),
    en=(
        "Your result is always in float32: that is what `torch.zeros` gives when not told "
        "otherwise. An image of bytes or in double precision must keep its dtype."
    ),
)
def zero_pad(x, padding):
    """Make the zeros without saying which."""
    height, width = x.shape[-2:]
    result = torch.zeros(*x.shape[:-2], height + 2 * padding, width + 2 * padding)
    result[..., padding : padding + height, padding : padding + width] = x
    return result


@misconception(
    "end-counted-from-the-back",
    fails={"test_no_border"},
    fr=(
        "Vous placez l'image entre `padding` et `-padding`. Quand `padding` vaut 0, `-0` vaut 0 "
        "aussi : la tranche est vide au lieu d'être entière. Partez du début et ajoutez la hauteur "
        "ou la largeur."
    ),
    en=(
        "You place the image between `padding` and `-padding`. When `padding` is 0, so is `-0`: "
        "the slice is empty instead of being the whole. Start from the front and add the height or "
        "the width."
    ),
)
def zero_pad(x, padding):
    """Cut out the middle with a negative end."""
    height, width = x.shape[-2:]
    result = x.new_zeros(*x.shape[:-2], height + 2 * padding, width + 2 * padding)
    result[..., padding:-padding, padding:-padding] = x
    return result


@misconception(
    "border-overwritten",
    fails={
        "test_by_hand",
        "test_wide_border",
        "test_batch_of_images",
        "test_no_border",
        "test_dtype_kept",
        "test_argument_unchanged",
    },
    fr=(
        "Vous effacez les pixels du bord au lieu d'en ajouter autour : l'image garde sa taille et "
        "perd ce qu'elle montrait là. De plus, vous le faites sur place, donc l'image de celui qui "
        "vous a appelé est changée."
    ),
    en=(
        "You erase the pixels of the edge instead of adding some around them: the image keeps its "
        "size and loses what it showed there. You also do it in place, so your caller's image is "
        "changed."
    ),
)
def zero_pad(x, padding):
    """Write zeros over the edge."""
    if padding > 0:
        x[..., :padding, :] = 0
        x[..., -padding:, :] = 0
        x[..., :, :padding] = 0
        x[..., :, -padding:] = 0
    return x


@misconception(
    "border-of-one",
    fails={"test_wide_border", "test_batch_of_images", "test_no_border"},
    fr=(
        "Votre bordure fait toujours un pixel, quel que soit `padding`. C'est juste pour l'exemple "
        "et pour les filtres 3 × 3, mais un filtre 5 × 5 demande une bordure de 2."
    ),
    en=(
        "Your border is always one pixel wide, whatever `padding` is. That is right for the "
        "example and for 3 × 3 filters, but a 5 × 5 filter asks for a border of 2."
    ),
)
def zero_pad(x, padding):
    """Add one pixel on each side."""
    height, width = x.shape[-2:]
    result = x.new_zeros(*x.shape[:-2], height + 2, width + 2)
    result[..., 1:-1, 1:-1] = x
    return result
