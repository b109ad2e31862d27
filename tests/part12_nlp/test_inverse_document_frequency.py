"""Hidden suite of `inverse_document_frequency`."""

import math

import numpy as np
import pytest

from autograder.engine.comparing import assert_close

# Sorted, and none is a part of another.
WORDS = ["bouillant", "café", "froid", "lait", "sucre", "thé", "être"]


def _corpus(rng, words, n_documents):
    """Return documents without repetitions: word j is in j + 1 of them, the last word in all."""
    documents = [[] for _ in range(n_documents)]
    for j, word in enumerate(words):
        for document in documents[: j + 1 if j + 1 < len(words) else n_documents]:
            document.append(word)
    return [_shuffled(rng, document) for document in _shuffled(rng, documents)]


def _shuffled(rng, items):
    """Return the items in a random order."""
    return [items[i] for i in rng.permutation(len(items))]


def _rarities(documents, vocabulary):
    """Return log(|D| / f) for words that occur, 0 for the others."""
    holding = [len([d for d in documents if word in d]) for word in vocabulary]
    return np.array([math.log(len(documents) / f) if f else 0.0 for f in holding])


@pytest.mark.visible
@pytest.mark.french("Les documents des diapositives : « être » est partout et vaut 0.")
def test_slide_documents(student):
    """The documents of the slides: “être” is everywhere and is worth 0."""
    documents = [["thé", "être", "bouillant"], ["café", "être", "froid", "être"]]
    vocabulary = ["bouillant", "café", "froid", "thé", "être"]
    expected = np.array([math.log(2), math.log(2), math.log(2), math.log(2), 0.0])
    assert_close(student.inverse_document_frequency(documents, vocabulary), expected)


@pytest.mark.french("Onze documents, des mots de plus en plus répandus.")
def test_document_counts(student, rng):
    """Eleven documents, words that are more and more widespread."""
    documents = _corpus(rng, _shuffled(rng, WORDS), 11)
    expected = _rarities(documents, WORDS)
    assert_close(student.inverse_document_frequency(documents, WORDS), expected)


@pytest.mark.french("Un mot répété dans un document ne le rend pas plus répandu.")
def test_repetitions(student, rng):
    """A word repeated in a document is not more widespread for it."""
    documents = _corpus(rng, _shuffled(rng, WORDS), 11)
    documents = [_shuffled(rng, d * (2 + i % 3)) for i, d in enumerate(documents)]
    expected = _rarities(documents, WORDS)
    assert_close(student.inverse_document_frequency(documents, WORDS), expected)


@pytest.mark.french("Un mot du vocabulaire qui n'est dans aucun document vaut 0.")
def test_absent_words(student, rng):
    """A word of the vocabulary that is in no document is worth 0."""
    documents = _corpus(rng, _shuffled(rng, WORDS)[:5], 7)
    expected = _rarities(documents, WORDS)
    assert_close(student.inverse_document_frequency(documents, WORDS), expected)


@pytest.mark.french("Un document vide est un document : il compte dans |D|.")
def test_empty_documents(student, rng):
    """An empty document is a document: it counts in |D|."""
    documents = _shuffled(rng, [*_corpus(rng, WORDS[:5], 5), [], []])
    expected = _rarities(documents, WORDS[:5])
    assert_close(student.inverse_document_frequency(documents, WORDS[:5]), expected)


@pytest.mark.french("Un mot n'est pas dans un document qui n'a qu'un mot plus long.")
def test_whole_words(student, rng):
    """A word is not in a document that only has a longer word."""
    vocabulary = ["an", "ananas", "thé", "théâtre", "tri"]
    # Short words are rare here, long ones widespread.
    documents = _corpus(rng, ["an", "thé", "tri", "ananas", "théâtre"], 7)
    expected = _rarities(documents, vocabulary)
    assert_close(student.inverse_document_frequency(documents, vocabulary), expected)
