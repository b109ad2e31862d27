"""Reference solution of `lemmatize`."""


def lemmatize(tokens: list[str], lemmas: dict[str, str]) -> list[str]:
    """Return the tokens, each replaced by its lemma where the dictionary has one.

    A token is looked up whole, as it is written, and once: the lemma found is not looked up again.
    A token that the dictionary does not have stays itself.

    Args:
        tokens: words; the list is not modified.
        lemmas: from the form of a word to its lemma; the dictionary is not modified.

    Returns:
        A new list, as long as `tokens` and in the same order.

    Source: the slide on lemmatisation.

    >>> lemmatize(["un", "grande", "table"], {"grande": "grand", "grands": "grand"})
    ['un', 'grand', 'table']
    """
    ### BEGIN SOLUTION
    return [lemmas.get(token, token) for token in tokens]
    ### END SOLUTION
