"""Wrong implementations of `term_frequency`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "raw-counts",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
    },
    fr=(
        "Vous renvoyez le nombre d'occurrences. Un document dix fois plus long aurait des valeurs "
        "dix fois plus grandes sans parler davantage du sujet : divisez par sa longueur."
    ),
    en=(
        "You return the number of occurrences. A document ten times as long would have values ten "
        "times as large without being more about the subject: divide by its length."
    ),
)
def term_frequency(document, vocabulary):
    """Count, and stop there."""
    return np.array([float(document.count(word)) for word in vocabulary])


@misconception(
    "length-within-the-vocabulary",
    fails={"test_outside_words"},
    fr=(
        "Vous divisez par le nombre de mots du document qui sont dans le vocabulaire. La longueur "
        "du document est celle du document entier : un mot écarté du vocabulaire n'a pas de "
        "colonne, mais il a été écrit."
    ),
    en=(
        "You divide by the number of words of the document that are in the vocabulary. The length "
        "of the document is that of the whole document: a word set aside from the vocabulary has "
        "no column, but it was written."
    ),
)
def term_frequency(document, vocabulary):
    """Divide by the sum of the counts."""
    counts = np.array([float(document.count(word)) for word in vocabulary])
    return counts / max(counts.sum(), 1)


@misconception(
    "divided-by-different-words",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
    },
    fr=(
        "Vous divisez par le nombre de mots différents. La somme des fréquences dépasse alors 1 "
        "dès qu'un mot se répète. La longueur compte chaque mot autant de fois qu'il est écrit."
    ),
    en=(
        "You divide by the number of different words. The frequencies then sum to more than 1 as "
        "soon as a word is repeated. The length counts each word as often as it is written."
    ),
)
def term_frequency(document, vocabulary):
    """Divide by the size of the set of words."""
    length = max(len(set(document)), 1)
    return np.array([document.count(word) / length for word in vocabulary])


@misconception(
    "divided-by-the-vocabulary",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
        "test_empty_document",
    },
    fr=(
        "Vous divisez par la taille du vocabulaire, qui est la même pour tous les documents : les "
        "longs gardent leur avantage. La fréquence est relative au document."
    ),
    en=(
        "You divide by the size of the vocabulary, which is the same for all documents: long ones "
        "keep their advantage. The frequency is relative to the document."
    ),
)
def term_frequency(document, vocabulary):
    """Divide by V."""
    return np.array([document.count(word) / len(vocabulary) for word in vocabulary])


@misconception(
    "divided-by-the-largest",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
    },
    fr=(
        "Vous divisez par le plus grand des comptes : le mot le plus fréquent vaut toujours 1. "
        "Cette variante existe, mais la diapositive divise par le nombre total de mots."
    ),
    en=(
        "You divide by the largest count: the most frequent word is always worth 1. This variant "
        "exists, but the slide divides by the total number of words."
    ),
)
def term_frequency(document, vocabulary):
    """Put the largest at 1."""
    counts = np.array([float(document.count(word)) for word in vocabulary])
    return counts / max(counts.max(), 1)


@misconception(
    "logarithm-of-the-count",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
        "test_empty_document",
    },
    fr=(
        "Vous prenez le logarithme des comptes, une variante qui freine les mots très répétés. "
        "Dans la formule de la diapositive, le logarithme n'est que dans l'idf."
    ),
    en=(
        "You take the logarithm of the counts, a variant that slows down words repeated very "
        "often. In the formula of the slide, the logarithm is in idf only."
    ),
)
def term_frequency(document, vocabulary):
    """Dampen the counts."""
    return np.log1p(np.array([float(document.count(word)) for word in vocabulary]))


@misconception(
    "repetitions-forgotten",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
    },
    fr=(
        "Vous comptez chaque mot présent une seule fois, puis divisez par la longueur. Au "
        "numérateur, il faut le nombre d'occurrences : « être » deux fois sur quatre mots fait un "
        "demi."
    ),
    en=(
        "You count each word that is there once only, then divide by the length. The numerator is "
        "the number of occurrences: “être” twice out of four words makes a half."
    ),
)
def term_frequency(document, vocabulary):
    """Divide presence by the length."""
    return np.array([(word in document) / max(len(document), 1) for word in vocabulary])


@misconception(
    "pieces-of-words-counted",
    fails={"test_whole_words"},
    fr=(
        "Vous comptez dans une chaîne de caractères : « an » y est trouvé aussi dans « ananas ». "
        "Un document est une liste de mots, et une liste sait compter ses éléments."
    ),
    en=(
        "You count in a string: “an” is found there inside “ananas” too. A document is a list of "
        "words, and a list can count its items."
    ),
)
def term_frequency(document, vocabulary):
    """Glue the words, then count."""
    text = " ".join(document)
    return np.array([text.count(word) / max(len(document), 1) for word in vocabulary])


@misconception(
    "empty-document-divides-by-zero",
    fails={"test_empty_document"},
    fr=(
        "Un document vide vous fait diviser par zéro. Il s'en trouve toujours : un message fait "
        "d'une seule image, un texte dont on a retiré tous les mots. Le contrat dit ce qu'il vaut."
    ),
    en=(
        "An empty document makes you divide by zero. There are always some: a message that is a "
        "picture only, a text all of whose words were removed. The contract says what it is worth."
    ),
)
def term_frequency(document, vocabulary):
    """Divide in all cases."""
    return np.array([document.count(word) / len(document) for word in vocabulary])


@misconception(
    "whole-division",
    fails={
        "test_slide_document",
        "test_repeated_words",
        "test_outside_words",
        "test_absent_words",
        "test_whole_words",
    },
    fr=(
        "Votre division est entière : `//` jette les décimales, et presque toutes les fréquences "
        "deviennent 0. Une part s'obtient avec `/`."
    ),
    en=(
        "Your division is a whole one: `//` throws the decimals away, and nearly all frequencies "
        "become 0. A share takes `/`."
    ),
)
def term_frequency(document, vocabulary):
    """Divide with `//`."""
    length = max(len(document), 1)
    return np.array([float(document.count(word) // length) for word in vocabulary])


@misconception(
    "absent-words-missing",
    fails={"test_slide_document", "test_absent_words", "test_empty_document"},
    fr=(
        "Votre résultat n'a de place que pour les mots du document. Il faut une valeur pour chaque "
        "mot du vocabulaire, 0 pour les absents, sans quoi deux documents ne se comparent pas."
    ),
    en=(
        "Your result only has room for the words of the document. There must be a value for each "
        "word of the vocabulary, 0 for the absent ones, or else two documents cannot be compared."
    ),
)
def term_frequency(document, vocabulary):
    """Leave out the zeros."""
    return np.array([document.count(w) / len(document) for w in vocabulary if w in document])
