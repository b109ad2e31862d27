"""Hidden suite of `remove_stop_words`."""

import pytest

STOP = ["le", "un", "est", "de", "les", "dans", "avec", "et"]
WORDS = ["chat", "mouton", "soupe", "jardin", "violon", "bouton", "matin"]


def _shuffled(rng, words):
    """Return the words in a random order."""
    return [words[i] for i in rng.permutation(len(words))]


def _three(rng):
    """Return three different words, not in the order of `sorted`."""
    return sorted(_shuffled(rng, WORDS)[:3], reverse=True)


@pytest.mark.visible
@pytest.mark.french("La phrase des diapositives, sans « le », « est », « un », « par » et « de ».")
def test_slide_sentence(student):
    """The sentence of the slides, without “le”, “est”, “un”, “par” and “de”."""
    tokens = ["le", "machine", "learning", "est", "un", "apprentissage", "par", "minimisation"]
    stop_words = ["de", "est", "le", "par", "un"]
    result = student.remove_stop_words([*tokens, "de", "le", "erreur"], stop_words)
    assert result == ["machine", "learning", "apprentissage", "minimisation", "erreur"], result


@pytest.mark.french("L'ordre et les répétitions de ce qui reste sont gardés.")
def test_order_and_repetitions(student, rng):
    """The order and the repetitions of what is left are kept."""
    # Eleven draws of seven words repeat some; one stop word is repeated on purpose.
    drawn = [words[i] for words in (STOP, WORDS) for i in rng.integers(len(words), size=11)]
    tokens = ["de", *_shuffled(rng, drawn), "de"]
    expected = [token for token in tokens if token in WORDS]
    assert student.remove_stop_words(tokens, STOP) == expected


@pytest.mark.french("Un mot qui contient un mot vide, ou qui y est contenu, reste.")
def test_whole_words(student, rng):
    """A word that contains a stop word, or is contained in one, stays."""
    near = ["lettre", "ouest", "unité", "e", "an", "ans", "avecque", "vec"]
    words = _shuffled(rng, near)
    assert student.remove_stop_words([*words[:3], "de", *words[3:]], STOP) == words


@pytest.mark.french("Les mots sont comparés tels qu'ils sont écrits, majuscules comprises.")
def test_case(student, rng):
    """Words are compared as they are written, capitals included."""
    words = _shuffled(rng, ["Est", "LES", "Avec", *WORDS])
    assert student.remove_stop_words([*words[:3], "est", *words[3:]], STOP) == words


@pytest.mark.french("Les mots vides peuvent être un ensemble, un tuple ou un dictionnaire.")
def test_any_container(student, rng):
    """Stop words may be a set, a tuple or a dictionary."""

    def drive(module, tokens, stop_words):
        containers = [set(stop_words), tuple(stop_words), dict.fromkeys(stop_words, 1)]
        return [module.remove_stop_words(tokens, container) for container in containers]

    a, b, c = _three(rng)
    assert student.run(drive, ["les", a, "de", b, "et", c], STOP) == [[a, b, c]] * 3


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """The result is right, and the arguments are not modified."""

    def drive(module, tokens, stop_words):
        return module.remove_stop_words(tokens, stop_words), tokens, stop_words

    a, b, c = _three(rng)
    tokens = [a, "de", b, "les", c, "et"]
    result, tokens_after, stop_words_after = student.run(drive, tokens, STOP)
    assert result == [a, b, c]
    assert tokens_after == tokens
    assert stop_words_after == STOP
