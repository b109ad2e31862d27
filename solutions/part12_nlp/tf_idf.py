"""Reference solution of `tf_idf`."""

import math

import numpy as np


def tf_idf(documents: list[list[str]], vocabulary: list[str]) -> np.ndarray:
    """Return the tf-idf of each word of the vocabulary in each document.

    The product of

    - tf: how often the word occurs in the document, divided by the number of words of the document,
      those outside the vocabulary included;
    - idf: log(|D| / f), natural, where |D| is the number of documents, the empty ones included, and
      f the number of documents in which the word occurs.

    Nothing is smoothed and rows are not rescaled. A word that does not occur in a document has 0
    there, also if it occurs in no document at all; an empty document has a row of zeros.

    Args:
        documents: one list of words or more, any of them possibly empty.
        vocabulary: different words, sorted.

    Returns:
        Row i is document i, column j is `vocabulary[j]`: shape (n_documents, V), float64.

    Source: the slide on tf-idf, its first formula, with documents in rows instead of columns.

    >>> tf_idf([["thé", "chaud"], ["thé", "eau", "eau", "eau"]], ["eau", "thé"])
    array([[0.        , 0.        ],
           [0.51986039, 0.        ]])
    """
    ### BEGIN SOLUTION
    table = np.zeros((len(documents), len(vocabulary)))
    for j, word in enumerate(vocabulary):
        containing = [i for i, document in enumerate(documents) if word in document]
        for i in containing:
            frequency = documents[i].count(word) / len(documents[i])
            table[i, j] = frequency * math.log(len(documents) / len(containing))
    return table
    ### END SOLUTION
