"""Wrong implementations of `convolution_matrix`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "rows-shifted-by-one",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Chaque ligne de votre matrice est la précédente décalée d'une colonne. Au bout d'une "
        "ligne de positions, le filtre revient pourtant au bord gauche : dans l'image aplatie, il "
        "saute alors de plusieurs pixels. Avec un décalage de 1, il se trouve à cheval sur deux "
        "lignes de l'image."
    ),
    en=(
        "Each row of your matrix is the one before, shifted by one column. Yet at the end of a row "
        "of positions the filter returns to the left edge: in the flattened image it then jumps by "
        "several pixels. Shifted by 1, it sits astride two rows of the image."
    ),
)
def convolution_matrix(kernel, height, width):
    """Shift by one column from each row to the next."""
    kh, kw = kernel.shape
    count = (height - kh + 1) * (width - kw + 1)
    first = kernel.new_zeros(height, width)
    first[:kh, :kw] = kernel
    return torch.stack([first.flatten().roll(k) for k in range(count)])


@misconception(
    "weights-without-gaps",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Vous écrivez les poids du filtre à la suite, sans zéros entre ses lignes. Or deux pixels "
        "l'un au-dessous de l'autre sont, dans l'image aplatie, distants de toute une largeur "
        "d'image : entre deux lignes du filtre, il faut autant de zéros que le filtre laisse de "
        "colonnes libres à côté de lui."
    ),
    en=(
        "You write the weights of the filter one after the other, without zeros between its rows. "
        "But in the flattened image two pixels above each other are a whole image width apart: "
        "between two rows of the filter there must be as many zeros as the filter leaves columns "
        "free beside it."
    ),
)
def convolution_matrix(kernel, height, width):
    """Lay the flattened kernel down in one piece."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(rows * columns, height * width)
    for i in range(rows):
        for j in range(columns):
            start = i * width + j
            end = min(start + kh * kw, height * width)
            matrix[i * columns + j, start:end] = kernel.flatten()[: end - start]
    return matrix


@misconception(
    "matrix-transposed",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Votre matrice est transposée : une ligne par pixel. Elle doit multiplier l'image aplatie, "
        "un vecteur colonne ; il faut donc une colonne par pixel et une ligne par position. La "
        "transposée existe aussi : c'est elle qui remonte les gradients, et vous la retrouverez "
        "avec les autoencodeurs."
    ),
    en=(
        "Your matrix is transposed: one row per pixel. It has to multiply the flattened image, a "
        "column vector; so one column per pixel and one row per position are needed. The transpose "
        "exists too: it carries gradients back, and you will meet it again with autoencoders."
    ),
)
def convolution_matrix(kernel, height, width):
    """Put the positions in columns."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(height, width, rows, columns)
    for i in range(rows):
        for j in range(columns):
            matrix[i : i + kh, j : j + kw, i, j] = kernel
    return matrix.reshape(height * width, rows * columns)


@misconception(
    "weights-backwards",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Vous écrivez les poids du dernier au premier, comme dans la convolution des "
        "mathématiciens. Ici, le filtre n'est pas retourné : le premier poids multiplie le premier "
        "pixel de la fenêtre."
    ),
    en=(
        "You write the weights from the last to the first, as in the convolution of "
        "mathematicians. Here the filter is not turned round: the first weight multiplies the "
        "first pixel of the window."
    ),
)
def convolution_matrix(kernel, height, width):
    """Turn the kernel round."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            matrix[i, j, i : i + kh, j : j + kw] = kernel.flip(0, 1)
    return matrix.reshape(rows * columns, height * width)


@misconception(
    "image-read-by-columns",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Vous rangez les pixels et les positions colonne par colonne. C'est l'habitude de certains "
        "langages ; PyTorch, `flatten` et les diapositives lisent ligne par ligne, comme on lit un "
        "texte."
    ),
    en=(
        "You order pixels and positions column by column. That is the habit of some languages; "
        "PyTorch, `flatten` and the slides read row by row, as one reads a text."
    ),
)
def convolution_matrix(kernel, height, width):
    """Flatten along the columns."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(columns, rows, width, height)
    for i in range(rows):
        for j in range(columns):
            matrix[j, i, j : j + kw, i : i + kh] = kernel.T
    return matrix.reshape(rows * columns, height * width)


@misconception(
    "seventeen-columns",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Votre matrice a une colonne de trop. C'est celle de la diapositive, qui en écrit 17 pour "
        "une image de 16 pixels : une faute de frappe. Une telle matrice ne peut pas multiplier "
        "l'image aplatie ; il faut exactement une colonne par pixel."
    ),
    en=(
        "Your matrix has one column too many. It is that of the slide, which writes 17 of them for "
        "an image of 16 pixels: a misprint. Such a matrix cannot multiply the flattened image; "
        "exactly one column per pixel is needed."
    ),
)
def convolution_matrix(kernel, height, width):
    """Copy the width of the slide's matrix."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(rows * columns, height * width + 1)
    for i in range(rows):
        for j in range(columns):
            for u in range(kh):
                start = (i + u) * width + j
                matrix[i * columns + j, start : start + kw] = kernel[u]
    return matrix


@misconception(
    "height-and-width-swapped",
    fails={"test_wide_image", "test_tall_image", "test_extreme_filters"},
    fr=(
        "Vous échangez la hauteur et la largeur de l'image. Avec une image carrée, rien ne se "
        "voit. La hauteur est le nombre de lignes ; un pixel plus bas, dans l'image aplatie, se "
        "trouve une *largeur* plus loin."
    ),
    en=(
        "You swap the height and the width of the image. With a square image nothing shows. The "
        "height is the number of rows; one pixel further down is one *width* further on in the "
        "flattened image."
    ),
)
def convolution_matrix(kernel, height, width):
    """Take the first size for the number of columns."""
    kh, kw = kernel.shape
    height, width = width, height
    rows, columns = height - kh + 1, width - kw + 1
    matrix = kernel.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            matrix[i, j, i : i + kh, j : j + kw] = kernel
    return matrix.reshape(rows * columns, height * width)


@misconception(
    "a-row-for-every-pixel",
    fails={
        "test_slide_matrix",
        "test_wide_image",
        "test_tall_image",
        "test_extreme_filters",
        "test_double_precision",
        "test_kernel_unchanged",
    },
    fr=(
        "Votre matrice a une ligne par pixel : vous commencez aussi aux pixels où le filtre "
        "dépasserait de l'image. Il n'y a une ligne que pour les positions où il tient en entier, "
        "4 et non 16 dans l'exemple du cours."
    ),
    en=(
        "Your matrix has one row per pixel: you also start at pixels where the filter would stick "
        "out of the image. There is a row only for the positions where it fits entirely, 4 and not "
        "16 in the example of the course."
    ),
)
def convolution_matrix(kernel, height, width):
    """Let the kernel start at every pixel and clip it."""
    kh, kw = kernel.shape
    matrix = kernel.new_zeros(height, width, height, width)
    for i in range(height):
        for j in range(width):
            inside = kernel[: height - i, : width - j]
            matrix[i, j, i : i + kh, j : j + kw] = inside
    return matrix.reshape(height * width, height * width)


@misconception(
    "matrix-in-single-precision",
    fails={"test_double_precision"},
    fr=(
        "Votre matrice est en float32 quel que soit le filtre : c'est ce que donne `torch.zeros` "
        "sans autre précision. Elle doit avoir le dtype du filtre, sinon elle ne peut plus "
        "multiplier une image qui l'a."
    ),
    en=(
        "Your matrix is in float32 whatever the filter: that is what `torch.zeros` gives when not "
        "told otherwise. It must have the dtype of the filter, else it can no longer multiply an "
        "image that has it."
    ),
)
def convolution_matrix(kernel, height, width):
    """Start from default zeros."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = torch.zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            matrix[i, j, i : i + kh, j : j + kw] = kernel
    return matrix.reshape(rows * columns, height * width)
