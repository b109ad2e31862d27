"""Wrong implementations of `conv2d_backward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "filter-not-turned-for-dx",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_padding",
        "test_stride",
        "test_arguments_unchanged",
    },
    fr=(
        "Pour dx, vous refaites glisser le filtre dans le même sens qu'à l'aller. Or le pixel en "
        "haut à gauche d'une fenêtre a rencontré le premier poids, celui en bas à droite le "
        "dernier : vu du pixel, le filtre est retourné. Suivez un seul pixel et notez quels poids "
        "l'ont touché, et pour quelle valeur de la sortie."
    ),
    en=(
        "For dx you slide the filter the same way as in the forward pass. But the pixel in the "
        "upper left of a window met the first weight, the one in the lower right the last: seen "
        "from the pixel, the filter is turned round. Follow a single pixel and note which weights "
        "touched it, and for which value of the output."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Correlate the spread dy with the filters as they are."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    rows, columns = dy.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dw = torch.zeros_like(weight)
    spread = x.new_zeros(n, o, padded.shape[2] + kh - 1, padded.shape[3] + kw - 1)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kh, left : left + kw]
            dw += torch.einsum("no,nchw->ochw", dy[:, :, i, j], window)
            spread[:, :, top + kh - 1, left + kw - 1] = dy[:, :, i, j]
    windows = spread.unfold(2, kh, 1).unfold(3, kw, 1)
    dx = torch.einsum("noijuv,ocuv->ncij", windows, weight)
    return dx[:, :, padding : padding + h, padding : padding + w], dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "overlaps-overwritten",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_padding",
        "test_stride",
        "test_arguments_unchanged",
    },
    fr=(
        "Dans dx, chaque fenêtre remplace ce que les précédentes avaient écrit. Un pixel a servi à "
        "plusieurs fenêtres : par la règle de la chaîne, leurs contributions s'ajoutent. L'erreur "
        "ne disparaît que si les fenêtres ne se recouvrent pas."
    ),
    en=(
        "In dx each window replaces what earlier ones had written. A pixel served several windows: "
        "by the chain rule their contributions add up. The mistake vanishes only when windows do "
        "not overlap."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Assign where one should add."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] = torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "gradient-keeps-the-border",
    fails={"test_padding", "test_stride"},
    fr=(
        "Votre dx a encore la bordure : il est plus grand que x. Un gradient a toujours la forme "
        "de ce par rapport à quoi on dérive ; la bordure n'est pas un paramètre, on la retire à la "
        "fin."
    ),
    en=(
        "Your dx still has the border: it is larger than x. A gradient always has the shape of "
        "what one differentiates with respect to; the border is no parameter, it is removed at the "
        "end."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Return the gradient of the padded images."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    return dpadded, dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "empty-without-border",
    fails={"test_by_hand", "test_input_gradient", "test_stride", "test_arguments_unchanged"},
    fr=(
        "Vous retirez la bordure avec la tranche `padding:-padding`. Quand `padding` vaut 0, elle "
        "est vide, et dx aussi : l'erreur figure dans plus d'un corrigé célèbre. Partez du début "
        "et ajoutez la hauteur ou la largeur de x."
    ),
    en=(
        "You remove the border with the slice `padding:-padding`. When `padding` is 0 it is empty, "
        "and so is dx: the mistake stands in more than one famous model answer. Start from the "
        "front and add the height or the width of x."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Cut the border off with negative ends."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    return dpadded[:, :, padding:-padding, padding:-padding], dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "weight-gradient-from-bare-images",
    fails={"test_padding", "test_stride"},
    fr=(
        "Pour dw, vous relisez l'image sans sa bordure. Les poids ont pourtant multiplié l'image "
        "agrandie : il faut retrouver les mêmes fenêtres qu'à l'aller. Sans bordure, rien ne se "
        "voit."
    ),
    en=(
        "For dw you read the image again without its border. Yet the weights multiplied the "
        "enlarged image: the same windows as in the forward pass are needed. Without a border "
        "nothing shows."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Take the windows of dw from x itself, as far as they go."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    dpadded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    dw = torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            window = x[:, :, down, right]
            seen = torch.einsum("no,nchw->ochw", g, window)
            dw[:, :, : window.shape[2], : window.shape[3]] += seen
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "weights-averaged-over-the-batch",
    fails={"test_weight_gradient", "test_bias_gradient", "test_stride"},
    fr=(
        "Vous divisez dw et db par le nombre d'images. La moyenne appartient au coût : elle est "
        "déjà dans dy. Avec une seule image, cela ne se voit pas."
    ),
    en=(
        "You divide dw and db by the number of images. The mean belongs to the cost: it is already "
        "inside dy. With a single image it does not show."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Divide by the number of images."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw / n, dy.sum(dim=(0, 2, 3)) / n


@misconception(
    "bias-gradient-per-image",
    fails={"test_by_hand", "test_bias_gradient", "test_arguments_unchanged"},
    fr=(
        "Votre db a encore une ligne par image : vous n'avez sommé que sur les positions. Un biais "
        "a servi à toutes les positions de toutes les images ; il reste un nombre par filtre."
    ),
    en=(
        "Your db still has one row per image: you only summed over the positions. A bias served "
        "all positions of all images; one number per filter is left."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Sum dy over height and width only."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw, dy.sum(dim=(2, 3))


@misconception(
    "stride-lost-on-the-way-back",
    fails={"test_stride"},
    fr=(
        "À rebours, votre fenêtre avance d'un pixel à chaque fois. La valeur (i, j) de la sortie "
        "est venue de la fenêtre qui commence au pixel (i × pas, j × pas) ; c'est là que son "
        "gradient doit retourner. Avec un pas de 1, les deux se confondent."
    ),
    en=(
        "On the way back your window moves by one pixel each time. Value (i, j) of the output came "
        "from the window that starts at pixel (i × stride, j × stride); that is where its gradient "
        "must return. With a stride of 1 the two are the same."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Walk back with a stride of one."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:, :, i, j]
            dpadded[:, :, i : i + kh, j : j + kw] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, i : i + kh, j : j + kw])
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "unseen-pixels-dropped",
    fails={"test_stride"},
    fr=(
        "Vous calculez la taille de dx à partir de celle de dy. Quand le pas ne tombe pas juste, "
        "les derniers pixels n'ont été vus par aucune fenêtre : leur gradient est 0, mais leur "
        "place doit rester. Donnez à dx la forme de x."
    ),
    en=(
        "You compute the size of dx from that of dy. When the stride does not come out even, no "
        "window has seen the last pixels: their gradient is 0, but their place must remain. Give "
        "dx the shape of x."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Make dx as large as the windows reach."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    rows, columns = dy.shape[2:]
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded = x.new_zeros(n, c, (rows - 1) * stride + kh, (columns - 1) * stride + kw)
    dw = torch.zeros_like(weight)
    for i in range(rows):
        for j in range(columns):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
    bottom, right = dpadded.shape[2] - padding, dpadded.shape[3] - padding
    return dpadded[:, :, padding:bottom, padding:right], dw, dy.sum(dim=(0, 2, 3))


@misconception(
    "gradient-written-over-the-images",
    fails={
        "test_by_hand",
        "test_input_gradient",
        "test_weight_gradient",
        "test_padding",
        "test_stride",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous écrivez dx par-dessus x sans en faire de copie : les gradients s'ajoutent aux "
        "pixels, dw est calculé avec une image déjà abîmée, et celui qui vous a appelé perd la "
        "sienne. `y = x` ne copie rien ; partez d'un tenseur de zéros."
    ),
    en=(
        "You write dx on top of x without copying it: gradients are added to pixels, dw is "
        "computed from an image that is already spoilt, and your caller loses his or her own. `y = "
        "x` copies nothing; start from a tensor of zeros."
    ),
)
def conv2d_backward(dy, x, weight, stride, padding):
    """Accumulate into the images themselves."""
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    padded = x
    if padding:
        padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
        padded[:, :, padding : padding + h, padding : padding + w] = x
    dpadded, dw = padded, torch.zeros_like(weight)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            down = slice(i * stride, i * stride + kh)
            right = slice(j * stride, j * stride + kw)
            g = dy[:, :, i, j]
            dw += torch.einsum("no,nchw->ochw", g, padded[:, :, down, right])
            dpadded[:, :, down, right] += torch.einsum("no,ochw->nchw", g, weight)
    dx = dpadded[:, :, padding : padding + h, padding : padding + w]
    return dx, dw, dy.sum(dim=(0, 2, 3))
