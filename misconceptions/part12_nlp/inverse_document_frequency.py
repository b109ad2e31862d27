"""Wrong implementations of `inverse_document_frequency`, as students write them."""

import math

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "occurrences-counted",
    fails={"test_slide_documents", "test_repetitions"},
    fr=(
        "Vous comptez les occurrences dans le corpus au lieu des documents. « être » trois fois "
        "dans deux documents donnerait un idf négatif. Demandez à chaque document si le mot y est, "
        "pas combien de fois."
    ),
    en=(
        "You count occurrences in the corpus instead of documents. “être” three times in two "
        "documents would have a negative idf. Ask each document whether the word is there, not how "
        "often."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Count the word wherever it stands."""
    counts = [sum(document.count(word) for document in documents) for word in vocabulary]
    return np.array([math.log(len(documents) / f) if f else 0.0 for f in counts])


@misconception(
    "decimal-logarithm",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Votre logarithme est décimal. La diapositive ne dit pas lequel prendre ; dans tout le "
        "cours, « log » est le logarithme naturel, celui de `np.log`. Vos valeurs sont 2,3 fois "
        "trop petites."
    ),
    en=(
        "Your logarithm is the decimal one. The slide does not say which to take; in the whole "
        "course “log” is the natural logarithm, that of `np.log`. Your values are 2.3 times too "
        "small."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Use base 10."""
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log10(len(documents) / f) if f else 0.0 for f in counts])


@misconception(
    "binary-logarithm",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Votre logarithme est en base 2, comme en théorie de l'information. Dans tout le cours, "
        "« log » est le logarithme naturel, celui de `np.log`. Vos valeurs sont 1,44 fois trop "
        "grandes."
    ),
    en=(
        "Your logarithm has base 2, as in information theory. In the whole course “log” is the "
        "natural logarithm, that of `np.log`. Your values are 1.44 times too large."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Use base 2."""
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log2(len(documents) / f) if f else 0.0 for f in counts])


@misconception(
    "library-smoothing",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Votre formule est celle de scikit-learn : elle ajoute 1 en haut, en bas, puis au "
        "résultat. Un mot présent partout garde ainsi du poids, alors qu'avec la formule de la "
        "diapositive il n'en a plus aucun. Ici, rien n'est lissé."
    ),
    en=(
        "Your formula is that of scikit-learn: it adds 1 above, below, and then to the result. A "
        "word that is everywhere keeps some weight, whereas with the formula of the slide it has "
        "none left. Nothing is smoothed here."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Smooth as a well-known library does."""
    counts = np.array([sum(word in d for d in documents) for word in vocabulary])
    return np.log((1 + len(documents)) / (1 + counts)) + 1


@misconception(
    "one-added-below",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Vous ajoutez 1 au nombre de documents, pour ne jamais diviser par zéro. Mais toutes les "
        "valeurs changent, et un mot présent partout devient même négatif. Traitez le mot absent à "
        "part : le contrat lui donne 0."
    ),
    en=(
        "You add 1 to the number of documents so as never to divide by zero. But all values "
        "change, and a word that is everywhere even becomes negative. Treat the absent word apart: "
        "the contract gives it 0."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Avoid the division by zero everywhere."""
    counts = np.array([sum(word in d for d in documents) for word in vocabulary])
    return np.log(len(documents) / (1 + counts))


@misconception(
    "quotient-upside-down",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Votre quotient est à l'envers : f sur |D|. Toutes vos valeurs sont négatives ou nulles, "
        "et un mot rare pèse moins qu'un mot courant. « Inverse » veut dire que |D| est en haut."
    ),
    en=(
        "Your quotient is upside down: f over |D|. All your values are negative or zero, and a "
        "rare word weighs less than a common one. “Inverse” means that |D| is on top."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Take the frequency itself."""
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log(f / len(documents)) if f else 0.0 for f in counts])


@misconception(
    "logarithm-forgotten",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Il manque le logarithme. Sans lui, un mot présent partout vaut 1 au lieu de 0, et un mot "
        "présent dans un document sur mille pèse mille fois plus qu'un autre."
    ),
    en=(
        "The logarithm is missing. Without it a word that is everywhere is worth 1 instead of 0, "
        "and a word that is in one document out of a thousand weighs a thousand times as much as "
        "another."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Return the quotient."""
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([len(documents) / f if f else 0.0 for f in counts])


@misconception(
    "logarithm-of-the-numerator",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "Votre logarithme se ferme trop tôt : vous divisez log |D| par f. Avec f = 1, cela ne se "
        "voit pas ; un mot présent partout devrait valoir 0. C'est le quotient qui va dans le "
        "logarithme."
    ),
    en=(
        "Your logarithm closes too early: you divide log |D| by f. With f = 1 it does not show; a "
        "word that is everywhere should be worth 0. It is the quotient that goes into the "
        "logarithm."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Close the parenthesis early."""
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log(len(documents)) / f if f else 0.0 for f in counts])


@misconception(
    "absent-word-is-infinite",
    fails={"test_absent_words"},
    fr=(
        "Un mot présent dans aucun document vous donne l'infini, car |D| est divisé par zéro. "
        "Multiplié plus tard par une fréquence nulle, cet infini devient `nan` et gagne tout le "
        "calcul. Le contrat donne 0 à ce mot."
    ),
    en=(
        "A word that is in no document gives you infinity, as |D| is divided by zero. Multiplied "
        "later by a frequency of zero, this infinity becomes `nan` and spreads to the whole "
        "computation. The contract gives this word 0."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Let numpy divide by zero."""
    counts = np.array([sum(word in d for d in documents) for word in vocabulary])
    with np.errstate(divide="ignore"):
        return np.log(len(documents) / counts)


@misconception(
    "empty-documents-left-out",
    fails={"test_empty_documents"},
    fr=(
        "Vous laissez de côté les documents vides. Ils n'ont pas de mots, mais ils sont dans le "
        "corpus : |D| est le nombre de tous les documents."
    ),
    en=(
        "You leave out empty documents. They have no words, but they are in the corpus: |D| is the "
        "number of all documents."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Only count documents with words."""
    documents = [document for document in documents if document]
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log(len(documents) / f) if f else 0.0 for f in counts])


@misconception(
    "searched-in-a-string",
    fails={"test_whole_words"},
    fr=(
        "Vous recollez chaque document en une chaîne : `in` y trouve « thé » dans « théâtre », et "
        "le mot paraît plus répandu qu'il n'est. Cherchez-le dans la liste de mots."
    ),
    en=(
        "You glue each document into a string: there `in` finds “thé” inside “théâtre”, and the "
        "word seems more widespread than it is. Look for it in the list of words."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Look for pieces of text."""
    texts = [" ".join(document) for document in documents]
    counts = [sum(word in text for text in texts) for word in vocabulary]
    return np.array([math.log(len(documents) / f) if f else 0.0 for f in counts])


@misconception(
    "number-of-words-on-top",
    fails={
        "test_slide_documents",
        "test_document_counts",
        "test_repetitions",
        "test_absent_words",
        "test_empty_documents",
        "test_whole_words",
    },
    fr=(
        "En haut du quotient, vous mettez le nombre de mots du corpus. |D| est le nombre de "
        "documents : la question est dans quelle part d'entre eux le mot apparaît."
    ),
    en=(
        "On top of the quotient you put the number of words of the corpus. |D| is the number of "
        "documents: the question is in what share of them the word occurs."
    ),
)
def inverse_document_frequency(documents, vocabulary):
    """Divide the length of the corpus."""
    length = sum(len(document) for document in documents)
    counts = [sum(word in document for document in documents) for word in vocabulary]
    return np.array([math.log(length / f) if f else 0.0 for f in counts])
