"""Hidden suite of `tokenize`."""

import pytest

# Small letters without accents, two at least: a test is about nothing else than its title says.
WORDS = ["chat", "table", "lune", "porte", "nuage", "sable", "verre", "livre", "fleur", "train"]
VOWELS = ["arbre", "orange", "image", "usine", "herbe", "idole", "encre"]
LETTERS = ["Œuvre", "ÉTÉ", "naïf", "garçon", "Noël", "forêt", "À", "y", "ô", "a"]


def _shuffled(rng, words):
    """Return the words in a random order."""
    return [words[i] for i in rng.permutation(len(words))]


@pytest.mark.visible
@pytest.mark.french("La phrase des diapositives : onze tokens, casse et apostrophe gardées.")
def test_slide_sentence(student):
    """The sentence of the slides: eleven tokens, case and apostrophe kept."""
    text = "Le machine learning est un apprentissage par minimisation de l'erreur !"
    result = student.tokenize(text)
    words = ["Le", "machine", "learning", "est", "un", "apprentissage", "par"]
    assert result == [*words, "minimisation", "de", "l'erreur", "!"], result


@pytest.mark.french(
    "Chaque signe de ponctuation est un token, même collé à un mot ou à un autre signe."
)
def test_punctuation(student, rng):
    """Each punctuation mark is one token, even next to a word or to another mark."""
    a, b, c, d, e, f, *_ = _shuffled(rng, WORDS)
    text = f"« {a}, {b} ; {c}... {d}?! ({e}) : {f}… »"
    marks = ["«", a, ",", b, ";", c, ".", ".", ".", d, "?", "!", "(", e, ")", ":", f, "…", "»"]
    assert student.tokenize(text) == marks


@pytest.mark.french("Une apostrophe, droite ou typographique, ne compte que dans un mot.")
def test_apostrophes(student, rng):
    """An apostrophe, straight or typographic, only counts inside a word."""
    a, b, c, d, *_ = _shuffled(rng, VOWELS)
    text = f"l'{a} d’{b} qu'{c} aujourd’hui qu'est-ce '{d}'"
    expected = [f"l'{a}", f"d’{b}", f"qu'{c}", "aujourd’hui", "qu'est-ce", "'", d, "'"]
    assert student.tokenize(text) == expected


@pytest.mark.french(
    "Espaces insécables, doubles, tabulations et fins de ligne ne font que séparer."
)
def test_spaces(student, rng):
    """Non-breaking and double spaces, tabs and new lines only separate."""
    a, b, c, d, e, *_ = _shuffled(rng, WORDS)
    text = f"  {a}\u00a0! {b}\u202f?\n{c}\t{d}  {e}\n"
    assert student.tokenize(text) == [a, "!", b, "?", c, d, e]


@pytest.mark.french("Les accents, les majuscules et les mots d'une seule lettre restent.")
def test_letters(student, rng):
    """Accents, capitals and words of a single letter stay."""
    words = _shuffled(rng, LETTERS)
    assert student.tokenize(" ".join(words)) == words


@pytest.mark.french("Un trait d'union ne compte que dans un mot.")
def test_hyphens(student, rng):
    """A hyphen only counts inside a word."""
    a, b, c, d, e, f, g, *_ = _shuffled(rng, WORDS)
    text = f"{a}-en-{b} {c}-{d} - {e} – {f} -{g}-"
    expected = [f"{a}-en-{b}", f"{c}-{d}", "-", e, "–", f, "-", g, "-"]
    assert student.tokenize(text) == expected


@pytest.mark.french("Les nombres : une virgule ou un point ne compte qu'entre deux chiffres.")
def test_numbers(student, rng):
    """Numbers: a comma or a full stop only counts between two digits."""
    a, b, c, d, e, f, *_ = _shuffled(rng, WORDS)
    i, j, k, m, n, p = (int(number) for number in rng.integers(10, 1000, size=6))
    text = f"{i},{j} {a} {k}.{m} {b} {n}, mp3 14h30 {c} {p}. {d}.{e} mp3,{f} {j}.{k},{n}"
    numbers = [f"{i},{j}", a, f"{k}.{m}", b, f"{n}", ",", "mp3", "14h30", c, f"{p}", "."]
    numbers += [d, ".", e, "mp3", ",", f, f"{j}.{k},{n}"]
    assert student.tokenize(text) == numbers
