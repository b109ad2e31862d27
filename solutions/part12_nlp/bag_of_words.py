"""Reference solution of `bag_of_words`."""

import numpy as np


def bag_of_words(documents: list[list[str]], vocabulary: list[str]) -> np.ndarray:
    """Return how often each word of the vocabulary occurs in each document.

    Row i is document i and column j is `vocabulary[j]`. Words outside the vocabulary have no
    column: they are left out. A document without any word of the vocabulary has a row of zeros.

    Args:
        documents: one list of words or more, any of them possibly empty.
        vocabulary: different words, sorted.

    Returns:
        The counts, shape (n_documents, V), float64.

    Source: the slide on the bag of words, with documents in rows instead of columns.

    >>> bag_of_words([["thé", "vert", "thé"], ["eau"]], ["eau", "thé"])
    array([[0., 2.],
           [1., 0.]])
    """
    ### BEGIN SOLUTION
    column = {word: j for j, word in enumerate(vocabulary)}
    counts = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            if word in column:
                counts[i, column[word]] += 1
    return counts
    ### END SOLUTION
