"""Reference solution of `tokenize`."""

import re


def tokenize(text: str) -> list[str]:
    """Return the tokens of a French text, in order: words, numbers and punctuation marks.

    A token is one of two things:

    - a run of letters and digits (what `str.isalnum` accepts, so accented letters too). An
      apostrophe, straight (') or typographic (’), or a hyphen (-) that stands between two of
      them belongs to the run; so does a comma or a full stop between two digits. Hence
      "l'erreur", "aujourd’hui", "peut-être" and "3,5" are one token each;
    - any other character that is not white space, alone: "?!" is two tokens, "..." is three.

    White space of every kind (what `str.isspace` accepts: spaces, non-breaking or not, tabs, new
    lines) separates tokens and belongs to none. Nothing is changed: case, accents and apostrophes
    stay as they are written.

    Args:
        text: any text.

    Returns:
        The list of its tokens; no token is empty.

    Source: the slide on tokens, where "l'erreur" is one token.

    >>> tokenize("L'eau bout : peut-être 3,5 litres...")
    ["L'eau", 'bout', ':', 'peut-être', '3,5', 'litres', '.', '.', '.']
    """
    ### BEGIN SOLUTION
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|\S", text)
    ### END SOLUTION
