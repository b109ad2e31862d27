"""Wrong implementations of `predict`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "bias-added-to-each-weight",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_column",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez b aux poids avant le produit : il est alors multiplié par chaque entrée, et "
        "une grande maison en reçoit plus qu'une petite. Le biais est le même pour tous les "
        "exemples : il s'ajoute une fois, à la somme."
    ),
    en=(
        "You add b to the weights before the product: it is then multiplied by each input, and a "
        "large house gets more of it than a small one. The bias is the same for all examples: it "
        "is added once, to the sum."
    ),
)
def predict(x, w, b):
    """Add the bias to the weights."""
    return x.astype(np.float64) @ (w + b)


@misconception(
    "bias-added-for-each-column",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez b à chaque produit, puis vous sommez : b compte autant de fois qu'il y a de "
        "colonnes. Avec une seule colonne, cela ne se voit pas. La parenthèse de la somme se ferme "
        "avant le biais."
    ),
    en=(
        "You add b to each product and then sum: b counts as many times as there are columns. With "
        "a single column it does not show. The bracket of the sum closes before the bias."
    ),
)
def predict(x, w, b):
    """Put the bias inside the sum."""
    return (x.astype(np.float64) * w + b).sum(axis=1)


@misconception(
    "bias-forgotten",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_column",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Il manque le biais : votre droite passe toujours par l'origine. Une maison sans surface "
        "ni pièces aurait un prix nul, quoi que les données en disent."
    ),
    en=(
        "The bias is missing: your line always goes through the origin. A house without area or "
        "rooms would have a price of zero, whatever the data say."
    ),
)
def predict(x, w, b):
    """Forget the bias."""
    return x.astype(np.float64) @ w


@misconception(
    "first-column-only",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous n'utilisez que la première colonne. La formule à une entrée des diapositives, "
        "w x + b, se généralise : chaque colonne a son poids, et les produits s'ajoutent."
    ),
    en=(
        "You only use the first column. The slides' formula with one input, w x + b, generalises: "
        "each column has its weight, and the products add up."
    ),
)
def predict(x, w, b):
    """Apply the formula with a single input."""
    return x[:, 0].astype(np.float64) * w[0] + b


@misconception(
    "products-not-summed",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_column",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez chaque entrée par son poids, mais vous ne sommez pas : il reste une "
        "matrice (m, n) au lieu d'une prédiction par exemple. Avec `*`, numpy multiplie case par "
        "case ; le produit qui somme s'écrit autrement."
    ),
    en=(
        "You multiply each input by its weight, but you do not sum: a matrix (m, n) is left "
        "instead of one prediction per example. With `*` numpy multiplies entry by entry; the "
        "product that sums is written in another way."
    ),
)
def predict(x, w, b):
    """Multiply entry by entry."""
    return x.astype(np.float64) * w + b


@misconception(
    "predictions-in-a-column",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_column",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos valeurs sont justes, mais rangées en colonne, (m, 1). Soustraites plus tard de cibles "
        "de forme (m,), elles donneraient une matrice (m, m), sans un mot de numpy. Le contrat "
        "demande la forme (m,)."
    ),
    en=(
        "Your values are right, but laid out in a column, (m, 1). Subtracted later from targets of "
        "shape (m,), they would give an (m, m) matrix, without a word from numpy. The contract "
        "asks for the shape (m,)."
    ),
)
def predict(x, w, b):
    """Turn the weights into a column first."""
    return x.astype(np.float64) @ w.reshape(-1, 1) + b


@misconception(
    "examples-taken-for-columns",
    fails={
        "test_two_houses",
        "test_random_values",
        "test_square",
        "test_single_column",
        "test_single_example",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous multipliez dans l'ordre des diapositives, où un exemple est une colonne. Ici c'est "
        "une ligne : dans votre produit, les tailles ne s'accordent que s'il y a autant d'exemples "
        "que de colonnes, et le résultat est alors faux. Écrivez (m, n) et (n,) côte à côte."
    ),
    en=(
        "You multiply in the order of the slides, where an example is a column. Here it is a row: "
        "in your product the sizes only agree if there are as many examples as columns, and then "
        "the result is wrong. Write (m, n) and (n,) side by side."
    ),
)
def predict(x, w, b):
    """Multiply from the left."""
    return w @ x.astype(np.float64) + b


@misconception(
    "integer-predictions",
    fails={"test_whole_numbers"},
    fr=(
        "Quand tout est entier, votre résultat l'est aussi. Le contrat demande du float64 dans "
        "tous les cas : un tableau d'entiers n'accepterait plus de décimales au calcul suivant."
    ),
    en=(
        "When everything is whole, so is your result. The contract asks for float64 in all cases: "
        "an array of integers would accept no decimals in the next computation."
    ),
)
def predict(x, w, b):
    """Keep the type that numpy finds."""
    return x @ w + b


@misconception(
    "truncated-to-the-type-of-x",
    fails={"test_whole_numbers"},
    fr=(
        "Vous rangez les prédictions dans un tableau du type de x. Si x contient des surfaces "
        "entières, chaque prédiction y perd ses décimales. Un tableau créé pour recevoir des "
        "résultats réels doit l'être en float64."
    ),
    en=(
        "You store the predictions in an array of the type of x. If x holds whole areas, each "
        "prediction loses its decimals there. An array made to hold real results must be made in "
        "float64."
    ),
)
def predict(x, w, b):
    """Fill an array of the type of x."""
    result = np.zeros_like(x[:, 0])
    for i in range(len(x)):
        result[i] = (x[i] * w).sum() + b
    return result


@misconception(
    "inputs-overwritten",
    fails={"test_whole_numbers", "test_arguments_unchanged"},
    fr=(
        "Vous multipliez x sur place : après l'appel, les exemples de celui qui vous a appelé sont "
        "déjà pondérés, et une deuxième prédiction serait fausse. Avec des entiers, numpy refuse "
        "même l'opération. Gardez les produits dans un nouveau tableau."
    ),
    en=(
        "You multiply x in place: after the call your caller's examples are already weighted, and "
        "a second prediction would be wrong. With integers numpy even refuses the operation. Keep "
        "the products in a new array."
    ),
)
def predict(x, w, b):
    """Weight the inputs in place."""
    x *= w
    return x.sum(axis=1) + b
