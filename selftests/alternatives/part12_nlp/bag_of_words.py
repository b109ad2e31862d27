"""Other right implementations of `bag_of_words`: its suite must accept each of them."""

from collections import Counter

import numpy as np


def bag_of_words_with_counter(documents, vocabulary):
    """Let `Counter` count: it answers 0 for words that it has not seen."""
    counters = [Counter(document) for document in documents]
    return np.array([[counter[word] for word in vocabulary] for counter in counters], dtype=float)


def bag_of_words_by_columns(documents, vocabulary):
    """Fill the table word by word; return a transposed view."""
    columns = np.empty((len(vocabulary), len(documents)))
    for j, word in enumerate(vocabulary):
        columns[j] = [document.count(word) for document in documents]
    return columns.T


def bag_of_words_by_comparing(documents, vocabulary):
    """Add up one-hot vectors."""
    rows = []
    for document in documents:
        row = np.zeros(len(vocabulary))
        for word in document:
            row += np.array([word == other for other in vocabulary])
        rows.append(row)
    return np.stack(rows)
