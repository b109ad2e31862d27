"""Other right implementations of `normalize`: its suite must accept each of them."""

import re


def normalize_with_a_pattern(tokens):
    """Cut elisions with a regular expression."""
    words = []
    for token in tokens:
        word = re.sub(r"^([cdjlmnst]|qu)['’](?=.)", r"\1e ", token.lower()).replace("’", "'")
        words += [part for part in word.split(" ") if re.search(r"[^\W_]", part)]
    return words


def normalize_in_steps(tokens):
    """Make one list after each step."""
    table = {e: e.replace("'", "e") for e in [*(c + "'" for c in "cdjlmnst"), "qu'"]}
    words = [token.lower().replace("\u2019", "'") for token in tokens]
    cut = []
    for word in words:
        end = word.find("'") + 1
        cut += [table[word[:end]], word[end:]] if word[:end] in table else [word]
    return [word for word in cut if not all(not c.isalpha() and not c.isdigit() for c in word)]
