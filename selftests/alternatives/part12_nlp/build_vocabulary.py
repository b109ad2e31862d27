"""Other right implementations of `build_vocabulary`: its suite must accept each of them."""

from itertools import chain

import numpy as np


def build_vocabulary_with_a_dictionary(documents, min_count):
    """Count by hand."""
    counts = {}
    for document in documents:
        for word in document:
            counts[word] = counts.get(word, 0) + 1
    kept = [word for word in counts if counts[word] >= min_count]
    kept.sort()
    return kept


def build_vocabulary_with_unique(documents, min_count):
    """Let numpy sort and count."""
    words, counts = np.unique(np.array(list(chain(*documents)), dtype=str), return_counts=True)
    return words[counts >= min_count].tolist()


def build_vocabulary_by_set(documents, min_count):
    """Count each different word in the concatenated corpus."""
    words = [*chain.from_iterable(documents)]
    return sorted(filter(lambda word: words.count(word) >= min_count, set(words)))
