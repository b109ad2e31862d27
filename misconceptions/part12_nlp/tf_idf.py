"""Wrong implementations of `tf_idf`, as students write them."""

import math

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "divided-by-the-corpus",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vous divisez la fréquence dans le document par la fréquence dans le corpus. La même "
        "diapositive le dit en toutes lettres, mais sa formule est autre : elle multiplie tf par "
        "le logarithme de |D| sur f, où f compte des documents. C'est la formule qui fait foi."
    ),
    en=(
        "You divide the frequency in the document by the frequency in the corpus. The same slide "
        "says so in words, but its formula is another: it multiplies tf by the logarithm of |D| "
        "over f, where f counts documents. The formula is what counts."
    ),
)
def tf_idf(documents, vocabulary):
    """Follow the words of the slide instead of its formula."""
    corpus = [word for document in documents for word in document]
    table = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for j, word in enumerate(vocabulary):
            if word in document:
                share = document.count(word) / len(document)
                table[i, j] = share / (corpus.count(word) / len(corpus))
    return table


@misconception(
    "added-instead-of-multiplied",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vous ajoutez tf et idf. Un mot rare aurait alors du poids même dans les documents où il "
        "n'est pas. Le produit s'annule dès que l'un des deux est nul : mot absent du document, ou "
        "présent partout."
    ),
    en=(
        "You add tf and idf. A rare word would then have weight even in documents where it is not. "
        "The product is zero as soon as one of the two is: a word absent from the document, or "
        "present everywhere."
    ),
)
def tf_idf(documents, vocabulary):
    """Add the two."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    return np.array(tf) + idf


@misconception(
    "rows-rescaled",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vos lignes sont ramenées à la longueur 1, comme le fait scikit-learn par défaut. Les "
        "proportions sont bonnes, pas les valeurs. La définition de la diapositive s'arrête au "
        "produit."
    ),
    en=(
        "Your rows are brought to length 1, as scikit-learn does by default. The proportions are "
        "right, the values are not. The definition of the slide stops at the product."
    ),
)
def tf_idf(documents, vocabulary):
    """Divide each row by its norm."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    table = np.array(tf) * idf
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    return table / np.where(norms > 0, norms, 1)


@misconception(
    "smoothed",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Votre idf est lissé, avec des 1 ajoutés, comme celui de scikit-learn : un mot présent "
        "dans tous les documents garde du poids. Avec la formule de la diapositive, il vaut "
        "exactement 0."
    ),
    en=(
        "Your idf is smoothed, with 1s added, like that of scikit-learn: a word that is in all "
        "documents keeps some weight. With the formula of the slide it is exactly 0."
    ),
)
def tf_idf(documents, vocabulary):
    """Smooth as a well-known library does."""
    holding = np.array([sum(word in d for d in documents) for word in vocabulary])
    idf = np.log((1 + len(documents)) / (1 + holding)) + 1
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    return np.array(tf) * idf


@misconception(
    "counts-times-idf",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vous multipliez l'idf par le nombre d'occurrences. Le tf de la diapositive est une "
        "fréquence : divisez par la longueur du document, sans quoi les longs documents "
        "l'emportent par leur seule taille."
    ),
    en=(
        "You multiply idf by the number of occurrences. The tf of the slide is a frequency: divide "
        "by the length of the document, or else long documents win by their mere size."
    ),
)
def tf_idf(documents, vocabulary):
    """Forget the length of the documents."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    counts = [[d.count(word) for word in vocabulary] for d in documents]
    return np.array(counts) * idf


@misconception(
    "words-in-rows",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vos mots sont en lignes et vos documents en colonnes, comme sur la diapositive. Dans tout "
        "le cours, un exemple est une ligne : le résultat a la forme (n_documents, V)."
    ),
    en=(
        "Your words are in rows and your documents in columns, as on the slide. In the whole "
        "course an example is a row: the result has shape (n_documents, V)."
    ),
)
def tf_idf(documents, vocabulary):
    """Lay the table out as on the slide."""
    rows = []
    for word in vocabulary:
        f = sum(word in document for document in documents)
        idf = math.log(len(documents) / f) if f else 0.0
        rows.append([d.count(word) / max(len(d), 1) * idf for d in documents])
    return np.array(rows)


@misconception(
    "length-of-known-words",
    fails={"test_outside_words"},
    fr=(
        "Vous divisez par le nombre de mots du document qui ont une colonne. Les mots hors du "
        "vocabulaire font aussi partie du document : sa longueur les compte."
    ),
    en=(
        "You divide by the number of words of the document that have a column. Words outside the "
        "vocabulary are also a part of the document: its length counts them."
    ),
)
def tf_idf(documents, vocabulary):
    """Divide each row of counts by its sum."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    counts = np.array([[d.count(word) for word in vocabulary] for d in documents])
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1) * idf


@misconception(
    "idf-from-occurrences",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Dans l'idf, vous comptez les occurrences du mot dans le corpus. f est un nombre de "
        "documents : répéter un mot dans un texte ne le rend pas plus répandu, et vos valeurs "
        "peuvent devenir négatives."
    ),
    en=(
        "In idf you count the occurrences of the word in the corpus. f is a number of documents: "
        "to repeat a word in a text does not make it more widespread, and your values may become "
        "negative."
    ),
)
def tf_idf(documents, vocabulary):
    """Count words instead of documents."""
    counts = [sum(document.count(word) for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in counts])
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    return np.array(tf) * idf


@misconception(
    "presence-over-length",
    fails={
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Dans le tf, chaque mot présent ne compte qu'une fois. L'exemple des diapositives ne le "
        "montre pas, car son seul mot répété a un idf nul. Le numérateur est le nombre "
        "d'occurrences."
    ),
    en=(
        "In tf, each word that is there counts only once. The example of the slides does not show "
        "it, as its only repeated word has an idf of zero. The numerator is the number of "
        "occurrences."
    ),
)
def tf_idf(documents, vocabulary):
    """Forget repetitions."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    tf = [[(word in d) / max(len(d), 1) for word in vocabulary] for d in documents]
    return np.array(tf) * idf


@misconception(
    "zero-times-infinity",
    fails={"test_absent_words"},
    fr=(
        "Un mot présent dans aucun document donne `nan` : son idf est infini chez vous, son tf est "
        "nul, et numpy ne sait pas ce que vaut leur produit. Le contrat le dit : 0. Ne calculez le "
        "logarithme que pour les mots qui apparaissent."
    ),
    en=(
        "A word that is in no document gives `nan`: its idf is infinite in your code, its tf is "
        "zero, and numpy does not know what their product is. The contract says it: 0. Only "
        "compute the logarithm for words that occur."
    ),
)
def tf_idf(documents, vocabulary):
    """Let numpy divide by zero."""
    holding = np.array([sum(word in d for d in documents) for word in vocabulary])
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.array(tf) * np.log(len(documents) / holding)


@misconception(
    "empty-document-fails",
    fails={"test_empty_document"},
    fr=(
        "Un document vide vous fait diviser par zéro. Sa ligne doit être faite de zéros, et il "
        "doit rester à sa place : les lignes suivantes ne se décalent pas."
    ),
    en=(
        "An empty document makes you divide by zero. Its row must be made of zeros, and it must "
        "keep its place: the rows below do not move up."
    ),
)
def tf_idf(documents, vocabulary):
    """Divide by the length in all cases."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])
    tf = [[d.count(word) / len(d) for word in vocabulary] for d in documents]
    return np.array(tf) * idf


@misconception(
    "base-ten",
    fails={
        "test_slide_documents",
        "test_random_documents",
        "test_outside_words",
        "test_absent_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Votre logarithme est décimal : toutes vos valeurs sont 2,3 fois trop petites. Dans tout "
        "le cours, « log » est le logarithme naturel."
    ),
    en=(
        "Your logarithm is the decimal one: all your values are 2.3 times too small. In the whole "
        "course “log” is the natural logarithm."
    ),
)
def tf_idf(documents, vocabulary):
    """Use base 10."""
    holding = [sum(word in document for document in documents) for word in vocabulary]
    idf = np.array([math.log10(len(documents) / f) if f else 0.0 for f in holding])
    tf = [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]
    return np.array(tf) * idf


@misconception(
    "documents-as-strings",
    fails={"test_whole_words"},
    fr=(
        "Vous recollez les documents en chaînes de caractères : « thé » y est trouvé dans "
        "« théâtre », pour le tf comme pour l'idf. Comptez et cherchez dans les listes de mots."
    ),
    en=(
        "You glue the documents into strings: there “thé” is found inside “théâtre”, for tf as "
        "well as for idf. Count and search in the lists of words."
    ),
)
def tf_idf(documents, vocabulary):
    """Count pieces of text."""
    texts = [" ".join(document) for document in documents]
    table = np.zeros((len(documents), len(vocabulary)))
    for j, word in enumerate(vocabulary):
        holding = sum(word in text for text in texts)
        for i, document in enumerate(documents):
            if word in texts[i]:
                share = texts[i].count(word) / len(document)
                table[i, j] = share * math.log(len(documents) / holding)
    return table
