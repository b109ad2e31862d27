"""Other right implementations of `tf_idf`: its suite must accept each of them."""

from collections import Counter

import numpy as np


def tf_idf_with_counters(documents, vocabulary):
    """Multiply two tables, zeros put in beforehand."""
    counters = [Counter(document) for document in documents]
    holding = np.array([sum(counter[word] > 0 for counter in counters) for word in vocabulary])
    idf = np.log(len(documents) / np.where(holding > 0, holding, len(documents)))
    counts = np.array([[counter[word] for word in vocabulary] for counter in counters])
    lengths = np.array([len(document) for document in documents])
    return counts / np.maximum(lengths, 1)[:, None] * idf


def tf_idf_with_einsum(documents, vocabulary):
    """Clean the table up afterwards; name the dimensions."""
    counts = np.array([[d.count(word) for word in vocabulary] for d in documents], dtype=float)
    lengths = np.array([len(document) for document in documents], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        idf = np.log(len(documents)) - np.log((counts > 0).sum(axis=0))
        return np.nan_to_num(np.einsum("dw,d,w->dw", counts, 1 / lengths, idf), posinf=0.0)
