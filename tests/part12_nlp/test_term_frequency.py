"""Hidden suite of `term_frequency`."""

import numpy as np
import pytest

from autograder.engine.comparing import assert_close

# Sorted, and none is a part of another.
WORDS = ["bouillant", "café", "froid", "lait", "sucre", "thé", "être"]
OUTSIDE = ["mur", "nuage", "zoo"]


def _document(rng, words, size):
    """Return a document of `size` words, each of `words` among them at least once."""
    drawn = [*words, *(words[i] for i in rng.integers(len(words), size=size - len(words)))]
    return [drawn[i] for i in rng.permutation(size)]


def _shares(document, vocabulary):
    """Return how often each word stands in a document that is not empty, over its length."""
    return np.array([document.count(word) for word in vocabulary]) / len(document)


@pytest.mark.visible
@pytest.mark.french("Le second document des diapositives : un quart, un quart et la moitié.")
def test_slide_document(student):
    """The second document of the slides: a quarter, a quarter and a half."""
    vocabulary = ["bouillant", "café", "froid", "thé", "être"]
    result = student.term_frequency(["café", "être", "froid", "être"], vocabulary)
    assert_close(result, np.array([0.0, 0.25, 0.25, 0.0, 0.5]))


@pytest.mark.french("Des documents où tous les mots du vocabulaire se répètent.")
def test_repeated_words(student, rng):
    """Documents in which all words of the vocabulary are repeated."""
    for size in (17, 29):
        document = _document(rng, WORDS, size)
        assert_close(student.term_frequency(document, WORDS), _shares(document, WORDS))


@pytest.mark.french("Les mots hors du vocabulaire comptent dans la longueur du document.")
def test_outside_words(student, rng):
    """Words outside the vocabulary count in the length of the document."""
    document = _document(rng, [*WORDS, *OUTSIDE], 23)
    assert_close(student.term_frequency(document, WORDS), _shares(document, WORDS))


@pytest.mark.french("Un mot absent du document a la fréquence 0, à sa place.")
def test_absent_words(student, rng):
    """A word that is absent from the document has frequency 0, in its place."""
    present = [WORDS[i] for i in rng.permutation(len(WORDS))][:3]
    document = _document(rng, present, 11)
    assert_close(student.term_frequency(document, WORDS), _shares(document, WORDS))


@pytest.mark.french("Un mot n'est pas compté quand il n'est qu'une partie d'un autre.")
def test_whole_words(student, rng):
    """A word is not counted where it is only a part of another."""
    vocabulary = ["an", "ananas", "thé", "théâtre", "tri"]
    document = _document(rng, vocabulary, 17)
    assert_close(student.term_frequency(document, vocabulary), _shares(document, vocabulary))


@pytest.mark.french("Un document d'un seul mot, puis un document vide : là, tout est nul.")
def test_empty_document(student, rng):
    """A document of a single word, then an empty one: there, all is zero."""
    word = WORDS[rng.integers(len(WORDS))]
    assert_close(student.term_frequency([word], WORDS), _shares([word], WORDS))
    assert_close(student.term_frequency([], WORDS), np.zeros(len(WORDS)))
