"""Other right implementations of `remove_stop_words`: its suite must accept each of them."""


def remove_stop_words_with_a_loop(tokens, stop_words):
    """Build the list word by word."""
    kept = []
    for token in tokens:
        if token in stop_words:
            continue
        kept.append(token)
    return kept


def remove_stop_words_with_filter(tokens, stop_words):
    """Make a set first."""
    stop_words = frozenset(stop_words)
    return list(filter(lambda token: token not in stop_words, tokens))
