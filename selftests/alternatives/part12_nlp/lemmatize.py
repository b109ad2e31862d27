"""Other right implementations of `lemmatize`: its suite must accept each of them."""

from contextlib import suppress


def lemmatize_with_a_loop(tokens, lemmas):
    """Build the list word by word."""
    result = []
    for token in tokens:
        if token in lemmas:
            token = lemmas[token]
        result.append(token)
    return result


def lemmatize_on_a_copy(tokens, lemmas):
    """Write into a copy."""
    result = tokens.copy()
    for i, token in enumerate(tokens):
        with suppress(KeyError):
            result[i] = lemmas[token]
    return result
