"""Other right implementations of `stem`: its suite must accept each of them."""


def stem_by_shortest_result(token, suffixes):
    """Try all suffixes and keep the shortest stem."""
    stems = [token.removesuffix(suffix) for suffix in suffixes]
    return min([token, *(s for s in stems if len(s) >= 3)], key=len)


def stem_by_cutting(token, suffixes):
    """Try all places where the word may be cut, from the left."""
    for cut in range(3, len(token)):
        if token[cut:] in suffixes:
            return token[:cut]
    return token
