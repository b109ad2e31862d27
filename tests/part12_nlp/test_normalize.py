"""Hidden suite of `normalize`."""

import pytest

WORDS = ["chat", "table", "lune", "porte", "nuage", "sable", "verre", "livre", "fleur", "train"]
VOWELS = ["arbre", "orange", "image", "usine", "herbe", "idole", "encre", "ami", "oiseau"]
ELIDED = ["c", "d", "j", "l", "m", "n", "s", "t", "qu"]
# An apostrophe that is no elision of the list.
WHOLE = ["aujourd'hui", "quelqu'un", "presqu'île", "jusqu'ici", "prud'homme", "ch'ti", "o'hara"]
MARKS = ["!", "«", "»", "…", "–", ".", "?", "(", "'", "%"]


def _shuffled(rng, words):
    """Return the words in a random order."""
    return [words[i] for i in rng.permutation(len(words))]


@pytest.mark.visible
@pytest.mark.french("La phrase des diapositives : minuscules, « le » et « erreur », plus de « ! ».")
def test_slide_sentence(student):
    """The sentence of the slides: lower case, “le” and “erreur”, no “!” left."""
    tokens = ["Le", "machine", "learning", "est", "un", "apprentissage", "par", "minimisation"]
    result = student.normalize([*tokens, "de", "l'erreur", "!"])
    words = ["le", "machine", "learning", "est", "un", "apprentissage", "par", "minimisation"]
    assert result == [*words, "de", "le", "erreur"], result


@pytest.mark.french("Chacune des neuf élisions du contrat donne deux mots, à leur place.")
def test_elisions(student, rng):
    """Each of the nine elisions of the contract gives two words, in their place."""
    words, between = _shuffled(rng, VOWELS), _shuffled(rng, WORDS)
    tokens, expected = [], []
    for head, word, other in zip(_shuffled(rng, ELIDED), words, between, strict=False):
        tokens += [f"{head}'{word}", other]
        expected += [f"{head}e", word, other]
    assert student.normalize(tokens) == expected


@pytest.mark.french("Les autres apostrophes restent dans leur mot.")
def test_other_apostrophes(student, rng):
    """Other apostrophes stay in their word."""
    a, b, *others = _shuffled(rng, WHOLE)
    assert student.normalize([f"d'{a}", b, *others]) == ["de", a, b, *others]


@pytest.mark.french("L'apostrophe typographique vaut l'apostrophe droite, et le devient.")
def test_typographic_apostrophe(student, rng):
    """The typographic apostrophe is worth the straight one, and becomes it."""
    a, b, *_ = _shuffled(rng, VOWELS)
    tokens = [f"l’{a}", "aujourd’hui", f"qu’{b}"]
    assert student.normalize(tokens) == ["le", a, "aujourd'hui", "que", b]


@pytest.mark.french("Les tokens sans lettre ni chiffre s'en vont, l'intérieur des autres reste.")
def test_punctuation(student, rng):
    """Tokens without letter or digit go, the inside of the others stays."""
    marks = _shuffled(rng, MARKS)
    a, b, c, *_ = _shuffled(rng, WORDS)
    i, j = (int(number) for number in rng.integers(1, 100, size=2))
    tokens = [*marks[:5], a, f"{i},{j}", *marks[5:8], f"{b}-{c}", f"{j}", *marks[8:]]
    assert student.normalize(tokens) == [a, f"{i},{j}", f"{b}-{c}", f"{j}"]


@pytest.mark.french("Tout passe en minuscules, élisions comprises, et les accents restent.")
def test_case_and_accents(student, rng):
    """Everything goes to lower case, elisions included, and accents stay."""
    words = _shuffled(rng, ["Été", "NOËL", "Garçon", "ŒUVRE", "forêt", "Où"])
    expected = [word.lower() for word in words]
    result = student.normalize([*words, "L'École", "QU'À"])
    assert result == [*expected, "le", "école", "que", "à"]


@pytest.mark.french("Le résultat est une nouvelle liste, et l'argument n'est pas modifié.")
def test_arguments_unchanged(student, rng):
    """The result is a new list, and the argument is not modified."""

    def drive(module, tokens):
        return module.normalize(tokens), tokens

    a, b, c, *_ = _shuffled(rng, WORDS)
    tokens = [a, ",", b.upper(), ".", c]
    result, after = student.run(drive, tokens)
    assert result == [a, b, c]
    assert after == tokens
