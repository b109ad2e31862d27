"""Reference solution of `normalize`."""


def normalize(tokens: list[str]) -> list[str]:
    """Return the tokens in lower case, elisions undone, punctuation removed, in order.

    For each token:

    - it goes to lower case (accents stay) and the typographic apostrophe (’) becomes straight (');
    - if what stands before its first apostrophe is c, d, j, l, m, n, s, t or qu, it becomes two
      words: that part with an "e" in place of the apostrophe, and the rest as it is. "l'erreur"
      becomes "le", "erreur"; "qu'il" becomes "que", "il". Other apostrophes stay in their word:
      "aujourd'hui", "quelqu'un";
    - if it holds no letter and no digit, it is left out. What stands inside a word or a number
      stays: "peut-être", "3,5".

    Args:
        tokens: tokens as `tokenize` cuts them; the list is not modified.

    Returns:
        A new list of words.

    Source: the slide on normalisation. (Undoing "l'" always as "le", never as "la", is a toy rule.)

    >>> normalize(["L’eau", "d'aujourd'hui", "bout", "!"])
    ['le', 'eau', 'de', "aujourd'hui", 'bout']
    """
    ### BEGIN SOLUTION
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words
    ### END SOLUTION
