"""Wrong implementations of `correlate2d`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "true-convolution",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous retournez le filtre de haut en bas et de gauche à droite : c'est la convolution des "
        "mathématiciens. Les réseaux posent le filtre tel quel, et les nombres des diapositives "
        "aussi, même si elles parlent de convolution. Avec le filtre vertical du cours, seul le "
        "signe change ; avec un filtre symétrique, rien ne se voit."
    ),
    en=(
        "You turn the filter upside down and left to right: that is the convolution of "
        "mathematicians. Networks lay the filter down as it is, and so do the numbers on the "
        "slides, even though they speak of convolution. With the vertical filter of the course "
        "only the sign changes; with a symmetric filter nothing shows."
    ),
)
def correlate2d(image, kernel):
    """Turn the kernel round before sliding it."""
    kernel = kernel.flip(0, 1)
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return result


@misconception(
    "kernel-transposed",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous échangez les lignes et les colonnes du filtre. Le laplacien et le filtre de relief "
        "sont symétriques et ne vous le diront pas ; un filtre qui détecte les bords verticaux se "
        "met à détecter les bords horizontaux. Le premier indice est la ligne, pour le filtre "
        "comme pour l'image."
    ),
    en=(
        "You swap the rows and the columns of the filter. The Laplacian and the emboss filter are "
        "symmetric and will not tell you; a filter that finds vertical edges starts to find "
        "horizontal ones. The first index is the row, for the filter as for the image."
    ),
)
def correlate2d(image, kernel):
    """Read the kernel column by column."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            for u in range(kh):
                for v in range(kw):
                    result[i, j] += image[i + u, j + v] * kernel[v, u]
    return result


@misconception(
    "last-position-forgotten",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre résultat a une ligne et une colonne de moins : la dernière position du filtre "
        "manque. Un filtre de largeur f tient n - f + 1 fois dans n pixels, et non n - f ; pensez "
        "à un filtre aussi large que l'image, qui tient une fois."
    ),
    en=(
        "Your result has one row and one column too few: the last position of the filter is "
        "missing. A filter of width f fits n - f + 1 times into n pixels, not n - f; think of a "
        "filter as wide as the image, which fits once."
    ),
)
def correlate2d(image, kernel):
    """Stop one position early in both directions."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh, image.shape[1] - kw
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return result


@misconception(
    "window-clipped-at-the-border",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre résultat est aussi grand que l'image : vous placez aussi le filtre là où il "
        "dépasse, et vous ne gardez que les pixels qui existent. Cela revient à ajouter des zéros "
        "en bas et à droite, alors que le contrat ne demande que les places où le filtre tient en "
        "entier."
    ),
    en=(
        "Your result is as large as the image: you also place the filter where it sticks out, and "
        "keep the pixels that exist. That amounts to adding zeros at the bottom and on the right, "
        "whereas the contract only asks for the places where the whole filter fits."
    ),
)
def correlate2d(image, kernel):
    """Let the filter start at every pixel."""
    kh, kw = kernel.shape
    result = torch.zeros_like(image)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            window = image[i : i + kh, j : j + kw]
            result[i, j] = (window * kernel[: window.shape[0], : window.shape[1]]).sum()
    return result


@misconception(
    "matrix-product-in-the-window",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Entre la fenêtre et le filtre, vous faites un produit de matrices (`@`). Il faut "
        "multiplier chaque pixel par le poids posé sur lui, place par place (`*`), puis tout "
        "additionner. Avec un filtre carré, le produit de matrices ne lève aucune erreur : il "
        "donne simplement d'autres nombres."
    ),
    en=(
        "Between the window and the filter you take a matrix product (`@`). Each pixel must be "
        "multiplied by the weight that lies on it, place by place (`*`), and all of it added up. "
        "With a square filter the matrix product raises no error: it just gives other numbers."
    ),
)
def correlate2d(image, kernel):
    """Use @ where * is meant."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] @ kernel).sum()
    return result


@misconception(
    "products-averaged",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez la moyenne des produits au lieu de leur somme : toutes vos valeurs sont trop "
        "petites, divisées par le nombre de poids. Seul un filtre d'un poids ne s'en aperçoit pas."
    ),
    en=(
        "You take the mean of the products instead of their sum: all your values are too small, "
        "divided by the number of weights. Only a filter of one weight does not notice."
    ),
)
def correlate2d(image, kernel):
    """Average over the window."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] * kernel).mean()
    return result


@misconception(
    "height-used-for-width",
    fails={"test_rectangles"},
    fr=(
        "Vous calculez une seule taille et vous l'employez dans les deux directions. Avec une "
        "image et un filtre carrés, rien ne se voit ; dès que l'un des deux ne l'est pas, il "
        "manque des colonnes, ou bien le filtre sort de l'image. Calculez la hauteur et la largeur "
        "chacune avec ses propres nombres."
    ),
    en=(
        "You compute one size and use it in both directions. With a square image and a square "
        "filter nothing shows; as soon as either is not, columns are missing, or the filter leaves "
        "the image. Compute the height and the width each from its own numbers."
    ),
)
def correlate2d(image, kernel):
    """Take everything to be square."""
    k = kernel.shape[0]
    n = image.shape[0] - k + 1
    result = image.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            result[i, j] = (image[i : i + k, j : j + k] * kernel).sum()
    return result


@misconception(
    "negative-responses-cut",
    fails={
        "test_random_values",
        "test_rectangles",
        "test_extreme_filters",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous remplacez les réponses négatives par zéro, comme pour afficher une image ou comme le "
        "fait ReLU. L'activation vient après : le filtre lui-même a le droit d'être négatif, le "
        "filtre vertical du cours l'est sur tout bord qui va du sombre au clair."
    ),
    en=(
        "You replace negative responses by zero, as for showing an image or as ReLU does. The "
        "activation comes later: the filter itself may be negative, and the vertical filter of the "
        "course is, on every edge that goes from dark to light."
    ),
)
def correlate2d(image, kernel):
    """Clamp the responses at zero."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return result.clamp(min=0)


@misconception(
    "result-always-float32",
    fails={"test_double_precision"},
    fr=(
        "Votre résultat est en float32 quelle que soit l'image : c'est ce que donne `torch.zeros` "
        "sans autre précision. Créez le résultat avec le dtype et sur le périphérique de l'image."
    ),
    en=(
        "Your result is in float32 whatever the image: that is what `torch.zeros` gives when not "
        "told otherwise. Create the result with the dtype and on the device of the image."
    ),
)
def correlate2d(image, kernel):
    """Collect the responses in a default tensor."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            result[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return result


@misconception(
    "window-multiplied-in-place",
    fails={
        "test_slide_example",
        "test_random_values",
        "test_rectangles",
        "test_double_precision",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez la fenêtre sur place (`*=`). Or une tranche de tenseur n'est pas une "
        "copie : c'est l'image elle-même que vous multipliez, et la fenêtre suivante, qui recouvre "
        "en partie celle-ci, trouve des pixels déjà multipliés."
    ),
    en=(
        "You multiply the window in place (`*=`). But a slice of a tensor is not a copy: you are "
        "multiplying the image itself, and the next window, which partly covers this one, finds "
        "pixels that were already multiplied."
    ),
)
def correlate2d(image, kernel):
    """Multiply a view of the image."""
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = image[i : i + kh, j : j + kw]
            window *= kernel
            result[i, j] = window.sum()
    return result
