"""Wrong implementations of `collapse_linear_layers`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "transposes-of-the-slide",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous avez suivi les transposées de la diapositive, qui sont de trop : avec une ligne de "
        "poids par neurone, ce qui agit sur un exemple en colonne est w1, pas sa transposée. Les "
        "formes ne s'emboîtent que si toutes les couches ont la même taille, et le résultat est "
        "alors faux. Écrivez les formes des deux facteurs côte à côte."
    ),
    en=(
        "You followed the transposes of the slide, which should not be there: with one row of "
        "weights per neuron, what acts on an example in a column is w1, not its transpose. The "
        "shapes only fit if all layers have the same size, and then the result is wrong. Write the "
        "shapes of the two factors side by side."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Copy the formula of the slide."""
    return w2.T @ w1.T, w2.T @ b1 + b2


@misconception(
    "layers-in-reading-order",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez les poids dans l'ordre où l'on traverse les couches. Or la seconde couche "
        "s'applique au résultat de la première : W₂(W₁ x). Le facteur qui agit en premier est donc "
        "celui qui est écrit le plus près de x, à droite."
    ),
    en=(
        "You multiply the weights in the order in which the layers are crossed. But the second "
        "layer is applied to the result of the first: W₂(W₁ x). So the factor that acts first is "
        "the one written closest to x, on the right."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Multiply the first weights by the second ones."""
    return w1 @ w2, w2 @ b1 + b2


@misconception(
    "biases-added-up",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez les deux biais. Mais celui de la première couche est une entrée de plus "
        "pour la seconde : ses poids le transforment, comme tout ce qui la traverse. D'ailleurs, "
        "leurs longueurs diffèrent en général. Développez la seconde formule en y remplaçant son "
        "entrée par la première."
    ),
    en=(
        "You add the two biases up. But that of the first layer is one more input for the second: "
        "its weights transform it, like all that goes through it. Their lengths differ in general, "
        "by the way. Expand the second formula after replacing its input by the first one."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Add the biases as they are."""
    return w2 @ w1, b1 + b2


@misconception(
    "first-bias-lost",
    fails={
        "test_by_hand",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne gardez que le biais de la seconde couche. Celui de la première ne disparaît pas : "
        "la seconde couche le reçoit avec le reste et lui applique ses poids."
    ),
    en=(
        "You only keep the bias of the second layer. That of the first does not vanish: the second "
        "layer receives it with the rest and applies its weights to it."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Forget the bias of the first layer."""
    return w2 @ w1, b2.clone()


@misconception(
    "second-bias-lost",
    fails={
        "test_by_hand",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous transformez bien le biais de la première couche, mais vous oubliez d'ajouter celui "
        "de la seconde. Pour une entrée nulle, que répondent les deux couches à la suite ?"
    ),
    en=(
        "You do transform the bias of the first layer, but forget to add that of the second. For "
        "an input of zeros, what do the two layers in a row answer?"
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Forget the bias of the second layer."""
    return w2 @ w1, w2 @ b1


@misconception(
    "collapsed-weights-transposed",
    fails={
        "test_by_hand",
        "test_weights",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont bonnes, mais w est rangé comme pour multiplier des exemples en lignes "
        "sans transposée. Comme pour toute couche, w a une ligne par neurone de sortie et une "
        "colonne par entrée."
    ),
    en=(
        "Your values are right, but w is laid out as if to multiply examples in rows without a "
        "transpose. As for every layer, w has one row per output neuron and one column per input."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Return the matrix that multiplies rows."""
    return w1.T @ w2.T, w2 @ b1 + b2


@misconception(
    "weights-multiplied-entry-by-entry",
    fails={
        "test_by_hand",
        "test_weights",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Le signe * multiplie élément par élément : il exige des formes compatibles et ne fait "
        "aucune somme sur les neurones cachés. Or chaque chemin d'une entrée à une sortie passe "
        "par tous ces neurones, et leurs contributions s'additionnent : c'est le produit matriciel."
    ),
    en=(
        "The sign * multiplies entry by entry: it requires compatible shapes and sums nothing over "
        "the hidden neurons. But the way from an input to an output goes through all of these "
        "neurons, and their contributions add up: that is the matrix product."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Multiply the weights entry by entry."""
    return w2 * w1, w2 @ b1 + b2


@misconception(
    "second-bias-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos résultats sont bons, mais += modifie b2 sur place : la seconde couche de celui qui "
        "vous a appelé n'est plus la même. Calculez un tenseur neuf."
    ),
    en=(
        "Your results are right, but += modifies b2 in place: your caller's second layer is no "
        "longer the same. Compute a new tensor."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Add to the second bias in place."""
    b2 += w2 @ b1
    return w2 @ w1, b2


@misconception(
    "activation-between-the-layers",
    fails={
        "test_by_hand",
        "test_biases",
        "test_square_layers",
        "test_single_neurons",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous appliquez ReLU au biais de la première couche, comme s'il y avait une activation "
        "entre les couches. Ici il n'y en a pas, et c'est toute la question : avec une activation, "
        "aucune couche unique ne pourrait remplacer les deux."
    ),
    en=(
        "You apply ReLU to the bias of the first layer, as if there were an activation between the "
        "layers. Here there is none, and that is the point: with an activation, no single layer "
        "could replace the two."
    ),
)
def collapse_linear_layers(w1, b1, w2, b2):
    """Activate what the first layer adds."""
    return w2 @ w1, w2 @ torch.relu(b1) + b2
