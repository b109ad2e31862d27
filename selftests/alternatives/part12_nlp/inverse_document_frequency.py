"""Other right implementations of `inverse_document_frequency`: its suite must accept each."""

import math
from collections import Counter

import numpy as np


def inverse_document_frequency_with_counter(documents, vocabulary):
    """Count sets of words."""
    counts = Counter(word for document in documents for word in set(document))
    rarities = np.zeros(len(vocabulary))
    for j, word in enumerate(vocabulary):
        if counts[word]:
            rarities[j] = math.log(len(documents)) - math.log(counts[word])
    return rarities


def inverse_document_frequency_with_where(documents, vocabulary):
    """Make a table of presence, and replace f = 0 by |D|, whose logarithm is 0."""
    present = np.array([[word in document for word in vocabulary] for document in documents])
    holding = present.sum(axis=0)
    return -np.log(np.where(holding == 0, len(documents), holding) / len(documents))
