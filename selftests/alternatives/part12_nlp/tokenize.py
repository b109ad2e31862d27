"""Other right implementations of `tokenize`: its suite must accept each of them."""

import re


def tokenize_by_character(text):
    """Read the text character by character."""
    tokens = []
    word = ""
    for i, character in enumerate(text):
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        joins = character in "'’-" and before.isalnum() and after.isalnum()
        joins = joins or (character in ".," and before.isdigit() and after.isdigit())
        if character.isalnum() or (joins and word):
            word += character
            continue
        if word:
            tokens.append(word)
        word = ""
        if not character.isspace():
            tokens.append(character)
    if word:
        tokens.append(word)
    return tokens


def tokenize_by_alternatives(text):
    """Look for numbers first, then words, then signs."""
    number = r"\d+(?:[.,]\d+)+"
    word = r"\w+(?:['’-]\w+)*"
    return [match.group() for match in re.finditer(rf"{number}|{word}|[^\w\s]", text)]


def tokenize_by_spaces_first(text):
    """Split at white space, then each piece."""
    tokens = []
    for piece in text.split():
        marked = re.sub(r"(?<!\w)(['’-])|(['’-])(?!\w)", r" \1\2 ", piece)
        marked = re.sub(r"([.,])(?!\d)|(?<!\d)([.,])", r" \1\2 ", marked)
        tokens += re.sub(r"([^\w\s'’.,-])", r" \1 ", marked).split()
    return tokens
