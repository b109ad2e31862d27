"""Reference solution of `stem`."""


def stem(token: str, suffixes: list[str]) -> str:
    """Return the token without its ending, by a toy rule.

    Among the suffixes with which the token ends and which leave at least three characters of it,
    the longest is removed, once. If there is none, the token is returned as it is.

    Args:
        token: a word.
        suffixes: endings, none of them empty, in any order; the list is not modified.

    Returns:
        The stem.

    Source: the slide on stemming, whose suffixes would be "d", "de" and "ds".

    >>> stem("chantes", ["s", "es"]), stem("rues", ["s", "es"]), stem("mes", ["s", "es"])
    ('chant', 'rue', 'mes')
    """
    ### BEGIN SOLUTION
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token[: -len(suffix)]
    return token
    ### END SOLUTION
