"""Hidden suite of `stem`."""

import pytest

# None of them ends in a letter of the suffixes of the tests below.
BASES = ["grand", "chaud", "lourd", "blanc", "cour", "champ", "chef"]
# Without "ment" two letters would be left, without "nt" four.
SHORT = ["fument", "aiment", "miment", "riment"]


def _shuffled(rng, items):
    """Return the items in a random order."""
    return [items[i] for i in rng.permutation(len(items))]


@pytest.mark.visible
@pytest.mark.french("Les mots des diapositives : grand, grande et grands donnent « gran ».")
def test_slide_words(student):
    """The words of the slides: grand, grande and grands give “gran”."""
    for token in ["grand", "grande", "grands"]:
        assert student.stem(token, ["d", "de", "ds"]) == "gran"
        assert student.stem(token, ["e", "s"]) == "grand"


@pytest.mark.french("Le suffixe le plus long l'emporte, dans quelque ordre qu'on les donne.")
def test_longest_suffix(student, rng):
    """The longest suffix wins, in whatever order they are given."""
    suffixes = ["s", "es", "tes", "antes"]
    for base in _shuffled(rng, BASES)[:3]:
        for order in (suffixes, suffixes[::-1], _shuffled(rng, suffixes)):
            assert student.stem(base + "antes", order) == base


@pytest.mark.french("Un seul suffixe est retiré.")
def test_once(student, rng):
    """A single suffix is removed."""
    for base in _shuffled(rng, BASES)[:3]:
        assert student.stem(base + "es", ["e", "s"]) == base + "e"
        assert student.stem(base + "ss", ["s", "e"]) == base + "s"


@pytest.mark.french("Il reste toujours au moins trois lettres.")
def test_short_words(student, rng):
    """At least three letters are always left."""
    for token in _shuffled(rng, ["les", "mes", "us", "as"]):
        assert student.stem(token, ["s", "es"]) == token
    for token in _shuffled(rng, ["murs", "rois", "lacs"]):
        assert student.stem(token, ["s"]) == token[:3]


@pytest.mark.french("Si le suffixe le plus long en laisse trop peu, un plus court sert.")
def test_shorter_suffix(student, rng):
    """If the longest suffix leaves too little, a shorter one serves."""
    for token in _shuffled(rng, SHORT):
        assert student.stem(token, _shuffled(rng, ["ment", "nt"])) == token[:-2]


@pytest.mark.french("Seule la fin du mot change, et d'un suffixe entier.")
def test_end_only(student, rng):
    """Only the end of the word changes, by a whole suffix."""
    for token in _shuffled(rng, ["princesses", "presses", "caresses", "tresses", "finesses"]):
        assert student.stem(token, ["es"]) == token[:-2]


@pytest.mark.french("Un mot sans suffixe de la liste reste tel quel, et la liste ne change pas.")
def test_nothing_to_remove(student, rng):
    """A word without a suffix of the list stays as it is, and the list does not change."""

    def drive(module, tokens, suffixes):
        return [module.stem(token, suffixes) for token in tokens], suffixes

    a, b, c, *_ = _shuffled(rng, BASES)
    suffixes = ["s", "es", "eux"]
    stems, after = student.run(drive, [a, b + "es", c], suffixes)
    assert stems == [a, b, c]
    assert after == suffixes
    assert student.stem(a + "s", []) == a + "s"
