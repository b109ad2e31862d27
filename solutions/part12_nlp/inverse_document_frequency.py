"""Reference solution of `inverse_document_frequency`."""

import numpy as np


def inverse_document_frequency(documents: list[list[str]], vocabulary: list[str]) -> np.ndarray:
    """Return the rarity of each word of the vocabulary: log(|D| / f).

    |D| is the number of documents, the empty ones included, and f the number of documents in which
    the word occurs, once or several times. The logarithm is natural and nothing is smoothed. A word
    that occurs in no document gets 0.

    Args:
        documents: one list of words or more, any of them possibly empty.
        vocabulary: different words, sorted.

    Returns:
        The rarities, in the order of the vocabulary, shape (V,), float64.

    Source: the slide on tf-idf, its first formula.

    >>> inverse_document_frequency([["thé"], ["thé", "eau", "eau"]], ["eau", "lait", "thé"])
    array([0.69314718, 0.        , 0.        ])
    """
    ### BEGIN SOLUTION
    counts = np.array([sum(word in document for document in documents) for word in vocabulary])
    found = counts > 0
    rarity = np.zeros(len(vocabulary))
    rarity[found] = np.log(len(documents) / counts[found])
    return rarity
    ### END SOLUTION
