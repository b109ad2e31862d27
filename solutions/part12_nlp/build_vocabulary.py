"""Reference solution of `build_vocabulary`."""

from collections import Counter


def build_vocabulary(documents: list[list[str]], min_count: int) -> list[str]:
    """Return the words that occur at least `min_count` times in the whole corpus, sorted.

    Occurrences are counted over all documents together: a word that occurs three times in a single
    document counts three.

    Args:
        documents: lists of words, possibly empty; they are not modified.
        min_count: a whole number, 1 or more.

    Returns:
        A list in which each word stands once, in the order of Python's `sorted` (by code point:
        capitals before small letters, "zèbre" before "école"); empty if no word is frequent enough.

    Source: the slide on the bag of words, where documents are written with a common vocabulary.

    >>> build_vocabulary([["thé", "vert", "thé"], ["eau", "verte", "eau"], ["thé"]], 2)
    ['eau', 'thé']
    """
    ### BEGIN SOLUTION
    counts = Counter(word for document in documents for word in document)
    return sorted(word for word, count in counts.items() if count >= min_count)
    ### END SOLUTION
