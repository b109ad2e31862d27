"""Reference solution of `term_frequency`."""

import numpy as np


def term_frequency(document: list[str], vocabulary: list[str]) -> np.ndarray:
    """Return the share of each word of the vocabulary in a document.

    The number of times that the word occurs in the document, divided by the number of words of the
    document, repetitions and words outside the vocabulary included.

    Args:
        document: a list of words; if it is empty, all frequencies are 0.
        vocabulary: different words, sorted.

    Returns:
        The frequencies, in the order of the vocabulary, shape (V,), float64.

    Source: the slide on tf-idf, tf(w, d).

    >>> term_frequency(["thé", "vert", "thé", "chaud"], ["eau", "thé", "vert"])
    array([0.  , 0.5 , 0.25])
    """
    ### BEGIN SOLUTION
    length = max(len(document), 1)
    return np.array([document.count(word) / length for word in vocabulary])
    ### END SOLUTION
