"""Hidden suite of `bag_of_words`."""

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


def _counts(documents, vocabulary):
    """Count by the method of lists."""
    return np.array([[float(d.count(word)) for word in vocabulary] for d in documents])


@pytest.mark.visible
@pytest.mark.french("Les deux documents des diapositives : « être » est deux fois dans le second.")
def test_slide_documents(student):
    """The two documents of the slides: “être” is in the second one twice."""
    documents = [["thé", "être", "bouillant"], ["café", "être", "froid", "être"]]
    vocabulary = ["bouillant", "café", "froid", "thé", "être"]
    expected = np.array([[1.0, 0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 0.0, 2.0]])
    assert_close(student.bag_of_words(documents, vocabulary), expected)


@pytest.mark.french("Trois documents de longueurs différentes, avec des répétitions.")
def test_counts(student, rng):
    """Three documents of different lengths, with repetitions."""
    documents = [_document(rng, WORDS, size) for size in (11, 29, 17)]
    assert_close(student.bag_of_words(documents, WORDS), _counts(documents, WORDS))


@pytest.mark.french("Un seul document : le résultat a une ligne.")
def test_single_document(student, rng):
    """A single document: the result has one row."""
    document = _document(rng, WORDS, 13)
    assert_close(student.bag_of_words([document], WORDS), _counts([document], WORDS))


@pytest.mark.french("Les mots hors du vocabulaire sont laissés de côté.")
def test_outside_words(student, rng):
    """Words outside the vocabulary are left out."""
    documents = [_document(rng, [*WORDS, *OUTSIDE], size) for size in (13, 23)]
    assert_close(student.bag_of_words(documents, WORDS), _counts(documents, WORDS))


@pytest.mark.french("Un mot du vocabulaire que personne n'emploie garde sa colonne.")
def test_unused_words(student, rng):
    """A word of the vocabulary that nobody uses keeps its column."""
    used = [WORDS[i] for i in rng.permutation(len(WORDS))][:5]
    documents = [_document(rng, used, size) for size in (11, 7, 13)]
    assert_close(student.bag_of_words(documents, WORDS), _counts(documents, WORDS))


@pytest.mark.french("Un document vide a une ligne de zéros, à sa place.")
def test_empty_document(student, rng):
    """An empty document has a row of zeros, in its place."""
    documents = [_document(rng, WORDS, 11), [], _document(rng, WORDS, 17)]
    assert_close(student.bag_of_words(documents, WORDS), _counts(documents, WORDS))


@pytest.mark.french("Un mot n'est pas compté quand il n'est qu'une partie d'un autre.")
def test_whole_words(student, rng):
    """A word is not counted where it is only a part of another."""
    vocabulary = ["an", "ananas", "thé", "théâtre", "tri"]
    documents = [_document(rng, vocabulary, size) for size in (11, 17)]
    assert_close(student.bag_of_words(documents, vocabulary), _counts(documents, vocabulary))
