"""Hidden suite of `lemmatize`."""

import pytest

LEMMAS = {
    "grande": "grand",
    "grands": "grand",
    "yeux": "œil",
    "vont": "aller",
    "mangeait": "manger",
    "portes": "porte",
    "chevaux": "cheval",
}
UNKNOWN = ["python", "réseau", "tenseur", "gradient", "couche"]


def _mixed(rng, *groups):
    """Return the words of all groups in a random order."""
    words = [word for group in groups for word in group]
    return [words[i] for i in rng.permutation(len(words))]


@pytest.mark.visible
@pytest.mark.french("L'exemple des diapositives : grand, grande et grands ont le même lemme.")
def test_slide_words(student):
    """The example of the slides: grand, grande and grands have the same lemma."""
    lemmas = {"grande": "grand", "grands": "grand", "est": "être"}
    result = student.lemmatize(["elle", "est", "grande", "grand", "grands"], lemmas)
    assert result == ["elle", "être", "grand", "grand", "grand"], result


@pytest.mark.french("Un mot que le dictionnaire n'a pas reste lui-même, à sa place.")
def test_unknown_words(student, rng):
    """A word that the dictionary does not have stays itself, in its place."""
    tokens = _mixed(rng, LEMMAS, UNKNOWN)
    expected = [LEMMAS.get(token, token) for token in tokens]
    assert student.lemmatize(tokens, LEMMAS) == expected


@pytest.mark.french("Seuls des mots entiers sont remplacés, jamais une partie d'un mot.")
def test_whole_words(student, rng):
    """Only whole words are replaced, never a part of one."""
    tokens = _mixed(rng, ["portes", "emportes", "vontaine", "agrandes", "yeuxième"])
    expected = ["porte" if token == "portes" else token for token in tokens]
    assert student.lemmatize(tokens, LEMMAS) == expected


@pytest.mark.french("Un mot est cherché tel qu'il est écrit, majuscules comprises.")
def test_case(student, rng):
    """A word is looked up as it is written, capitals included."""
    tokens = _mixed(rng, ["Portes", "VONT", "Yeux", "portes", "chevaux"])
    expected = [LEMMAS.get(token, token) for token in tokens]
    assert student.lemmatize(tokens, LEMMAS) == expected


@pytest.mark.french("Le lemme trouvé n'est pas cherché à son tour.")
def test_looked_up_once(student, rng):
    """The lemma found is not looked up in its turn."""
    lemmas = {"portes": "porte", "porte": "porter", "suis": "suivre", "suivre": "suite"}
    tokens = _mixed(rng, lemmas, UNKNOWN[:2])
    expected = [lemmas.get(token, token) for token in tokens]
    assert student.lemmatize(tokens, lemmas) == expected


@pytest.mark.french("Les répétitions restent : le résultat a autant de mots que le texte.")
def test_repetitions(student, rng):
    """Repetitions stay: the result has as many words as the text."""
    tokens = _mixed(rng, ["vont"] * 3, ["chevaux"] * 2, ["couche"] * 2)
    expected = [LEMMAS.get(token, token) for token in tokens]
    assert student.lemmatize(tokens, LEMMAS) == expected


@pytest.mark.french("Le résultat est juste, et ni la liste ni le dictionnaire n'ont changé.")
def test_arguments_unchanged(student, rng):
    """The result is right, and neither the list nor the dictionary has changed."""

    def drive(module, tokens, lemmas):
        return module.lemmatize(tokens, lemmas), tokens, lemmas

    tokens = _mixed(rng, ["yeux", "vont"], UNKNOWN)
    expected = [LEMMAS.get(token, token) for token in tokens]
    result, tokens_after, lemmas_after = student.run(drive, tokens, LEMMAS)
    assert result == expected
    assert tokens_after == tokens
    assert lemmas_after == LEMMAS
