"""Reference solution of `remove_stop_words`."""

from collections.abc import Container


def remove_stop_words(tokens: list[str], stop_words: Container[str]) -> list[str]:
    """Return the tokens that are not stop words, in order, as often as they occur.

    Words are compared whole and as they are written: "Est" is not "est", and "lettre" is kept
    when "le" is a stop word.

    Args:
        tokens: words; the list is not modified.
        stop_words: the words to leave out: a list, a tuple, a set... anything that supports `in`.

    Returns:
        A new list.

    Source: the slide on stop words.

    >>> remove_stop_words(["le", "chat", "et", "le", "chaton"], ["le", "et"])
    ['chat', 'chaton']
    """
    ### BEGIN SOLUTION
    return [token for token in tokens if token not in stop_words]
    ### END SOLUTION
