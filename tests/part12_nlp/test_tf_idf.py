"""Hidden suite of `tf_idf`."""

import math

import numpy as np
import pytest

from autograder.engine.comparing import assert_close

# Sorted.
WORDS = ["bouillant", "café", "froid", "lait", "sucre", "thé", "être"]
OUTSIDE = ["mur", "nuage", "zoo"]


def _shuffled(rng, items):
    """Return the items in a random order."""
    return [items[i] for i in rng.permutation(len(items))]


def _corpus(rng, words, n_documents):
    """Return documents of random length: word j is in j + 1 of them, the last word in all."""
    documents = [[] for _ in range(n_documents)]
    for j, word in enumerate(words):
        for document in documents[: j + 1 if j + 1 < len(words) else n_documents]:
            document += [word] * int(rng.integers(1, 5))
    # Whatever was drawn: repetitions, and lengths that differ.
    documents[0] += [words[0]] * 3
    return [_shuffled(rng, document) for document in _shuffled(rng, documents)]


def _table(documents, vocabulary):
    """Return tf times idf, entry by entry."""
    rows = []
    for document in documents:
        row = []
        for word in vocabulary:
            holding = len([d for d in documents if word in d])
            share = document.count(word) / len(document) if document else 0.0
            row.append(share * math.log(len(documents) / holding) if holding else 0.0)
        rows.append(row)
    return np.array(rows)


@pytest.mark.visible
@pytest.mark.french("Les documents des diapositives : ln 2 sur 3, ln 2 sur 4, et 0 pour « être ».")
def test_slide_documents(student):
    """The documents of the slides: ln 2 over 3, ln 2 over 4, and 0 for “être”."""
    documents = [["thé", "être", "bouillant"], ["café", "être", "froid", "être"]]
    vocabulary = ["bouillant", "café", "froid", "thé", "être"]
    a, b = math.log(2) / 3, math.log(2) / 4
    expected = np.array([[a, 0.0, 0.0, a, 0.0], [0.0, b, b, 0.0, 0.0]])
    assert_close(student.tf_idf(documents, vocabulary), expected)


@pytest.mark.french("Onze documents de longueurs différentes, avec des répétitions.")
def test_random_documents(student, rng):
    """Eleven documents of different lengths, with repetitions."""
    documents = _corpus(rng, _shuffled(rng, WORDS), 11)
    assert_close(student.tf_idf(documents, WORDS), _table(documents, WORDS))


@pytest.mark.french("Les mots hors du vocabulaire comptent dans la longueur des documents.")
def test_outside_words(student, rng):
    """Words outside the vocabulary count in the length of the documents."""
    documents = _corpus(rng, _shuffled(rng, [*WORDS, *OUTSIDE]), 11)
    assert_close(student.tf_idf(documents, WORDS), _table(documents, WORDS))


@pytest.mark.french("Un mot du vocabulaire qui n'est nulle part a une colonne de zéros.")
def test_absent_words(student, rng):
    """A word of the vocabulary that is nowhere has a column of zeros."""
    documents = _corpus(rng, _shuffled(rng, WORDS)[:3], 5)
    assert_close(student.tf_idf(documents, WORDS), _table(documents, WORDS))


@pytest.mark.french("Un document vide a une ligne de zéros, et compte dans |D|.")
def test_empty_document(student, rng):
    """An empty document has a row of zeros, and counts in |D|."""
    documents = _shuffled(rng, [*_corpus(rng, WORDS[:3], 5), [], []])
    assert_close(student.tf_idf(documents, WORDS[:3]), _table(documents, WORDS[:3]))


@pytest.mark.french("Un mot n'est pas confondu avec un mot plus long qui le contient.")
def test_whole_words(student, rng):
    """A word is not confused with a longer word that contains it."""
    vocabulary = ["an", "ananas", "thé", "théâtre", "tri"]
    # Short words are rare here, long ones widespread.
    documents = _corpus(rng, ["an", "thé", "tri", "ananas", "théâtre"], 7)
    assert_close(student.tf_idf(documents, vocabulary), _table(documents, vocabulary))
