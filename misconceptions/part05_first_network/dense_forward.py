"""Wrong implementations of `dense_forward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "slide-transpose",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez sans doute suivi la transposée de la diapositive, qui est une erreur : avec une "
        "ligne de w par neurone, c'est la somme sur les colonnes de w qu'il faut faire. Tant que "
        "la couche a autant d'entrées que de neurones, Python ne dit rien et le résultat est faux. "
        "Écrivez les formes des facteurs côte à côte : les deux tailles du milieu doivent être "
        "n_in, pas n_out."
    ),
    en=(
        "You probably followed the transpose of the slide, which is an error: with one row of w "
        "per neuron, the sum runs over the columns of w. As long as the layer has as many inputs "
        "as neurons, Python says nothing and the result is wrong. Write the shapes of the factors "
        "side by side: the two sizes in the middle must be n_in, not n_out."
    ),
)
def dense_forward(x, w, b):
    """Use w where its transpose is needed."""
    return x @ w + b


@misconception(
    "bias-forgotten",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Le produit est juste, mais le biais manque : sans lui, une entrée nulle donne toujours "
        "une sortie nulle, et la frontière de décision de chaque neurone passe par l'origine. "
        "Relisez la fin de la formule."
    ),
    en=(
        "The product is right, but the bias is missing: without it a zero input always gives a "
        "zero output, and the decision boundary of every neuron goes through the origin. Read the "
        "end of the formula again."
    ),
)
def dense_forward(x, w, b):
    """Leave the bias out."""
    return x @ w.T


@misconception(
    "transposed-result",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont bonnes mais rangées comme sur les diapositives, une colonne par exemple. "
        "Ici, comme dans PyTorch, chaque exemple est une ligne, à l'entrée comme à la sortie : "
        "la forme attendue est (m, n_out)."
    ),
    en=(
        "Your values are right but laid out as on the slides, one column per example. Here, as in "
        "PyTorch, each example is a row, on the way in and on the way out: the expected shape is "
        "(m, n_out)."
    ),
)
def dense_forward(x, w, b):
    """Return examples as columns."""
    return w @ x.T + b[:, None]


@misconception(
    "bias-per-example",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez mis b en colonne, ce qui donne un biais par exemple au lieu d'un biais par "
        "neurone. Quand il y a autant d'exemples que de neurones, la diffusion (broadcasting) "
        "l'accepte en silence. Demandez-vous le long de quelle dimension de z le biais doit se "
        "répéter, et comment PyTorch aligne les dimensions."
    ),
    en=(
        "You made b a column, which gives one bias per example instead of one per neuron. When "
        "there are as many examples as neurons, broadcasting accepts it silently. Ask yourself "
        "along which dimension of z the bias must repeat, and how PyTorch aligns dimensions."
    ),
)
def dense_forward(x, w, b):
    """Broadcast the bias along the wrong dimension."""
    return x @ w.T + b[:, None]


@misconception(
    "squeezed-batch",
    fails={
        "test_single_example",
    },
    fr=(
        "Votre fonction enlève les dimensions de taille 1 : avec un seul exemple, le résultat perd "
        "sa dimension des exemples et devient un vecteur. La couche suivante attend une matrice, "
        "même pour une ligne : ne retirez aucune dimension."
    ),
    en=(
        "Your function removes dimensions of size 1: with a single example the result loses its "
        "dimension of examples and becomes a vector. The next layer expects a matrix, even for one "
        "row: do not remove any dimension."
    ),
)
def dense_forward(x, w, b):
    """Drop the dimension of examples when there is only one."""
    return (x @ w.T + b).squeeze()


@misconception(
    "activation-included",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez déjà l'activation : toutes vos valeurs négatives sont devenues nulles. La "
        "fonction demandée s'arrête à z, la somme pondérée ; l'activation est une étape à part, "
        "car la rétropropagation a besoin de z."
    ),
    en=(
        "You already apply the activation: all your negative values became zero. The function "
        "asked for stops at z, the weighted sum; the activation is a separate step, because "
        "backpropagation needs z."
    ),
)
def dense_forward(x, w, b):
    """Return the activated values."""
    return (x @ w.T + b).clamp(min=0)


@misconception(
    "accumulates-in-bias",
    fails={
        "test_by_hand",
        "test_random_batch",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous partez de b puis vous lui ajoutez les produits sur place : donner un second nom à un "
        "tenseur ne le copie pas. Chaque exemple hérite donc des sommes des précédents, et le "
        "biais reçu est abîmé. Avec un seul exemple, rien ne se voit."
    ),
    en=(
        "You start from b and add the products to it in place: giving a tensor a second name does "
        "not copy it. So each example inherits the sums of the previous ones, and the bias that "
        "was passed is spoilt. With a single example nothing shows."
    ),
)
def dense_forward(x, w, b):
    """Use the bias itself as the accumulator of every example."""
    rows = []
    for example in x:
        z = b
        z += w @ example
        rows.append(z)
    return torch.stack(rows)


@misconception(
    "float32-result",
    fails={
        "test_random_batch",
        "test_single_example",
        "test_square_weights",
        "test_as_many_examples_as_neurons",
        "test_large_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous remplissez un tenseur de zéros créé sans préciser son type : il est en float32 quoi "
        "que vous y mettiez, et les entrées en float64 y perdent la moitié de leurs chiffres. Un "
        "tenseur neuf doit reprendre le dtype et le périphérique (device) d'une entrée."
    ),
    en=(
        "You fill a tensor of zeros made without saying its type: it is float32 whatever you put "
        "in it, and float64 inputs lose half their digits there. A new tensor must take over the "
        "dtype and the device of an input."
    ),
)
def dense_forward(x, w, b):
    """Fill a tensor of the default type."""
    z = torch.zeros(x.shape[0], w.shape[0])
    for i in range(x.shape[0]):
        for j in range(w.shape[0]):
            z[i, j] = (w[j] * x[i]).sum() + b[j]
    return z
