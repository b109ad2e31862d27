"""Hidden suite of `build_vocabulary`."""

import pytest

WORDS = ["mer", "zèbre", "école", "avion", "Noël", "île", "bateau", "Zoé", "être", "ami", "mère"]


def _shuffled(rng, items):
    """Return the items in a random order."""
    return [items[i] for i in rng.permutation(len(items))]


def _corpus(rng, counts, n_documents):
    """Return documents that hold each word as often as `counts` says, at random places."""
    documents = [[] for _ in range(n_documents)]
    occurrences = [word for word in counts for _ in range(counts[word])]
    for word in _shuffled(rng, occurrences):
        documents[rng.integers(n_documents)].append(word)
    return documents


@pytest.mark.visible
@pytest.mark.french("Les deux documents des diapositives, avec les seuils 1 et 3.")
def test_slide_documents(student):
    """The two documents of the slides, with the thresholds 1 and 3."""
    documents = [["thé", "être", "bouillant"], ["café", "être", "froid", "être"]]
    result = student.build_vocabulary(documents, 1)
    assert result == ["bouillant", "café", "froid", "thé", "être"], result
    result = student.build_vocabulary(documents, 3)
    assert result == ["être"], result


@pytest.mark.french("Le vocabulaire est dans l'ordre de `sorted`, accents et majuscules compris.")
def test_order(student, rng):
    """The vocabulary is in the order of `sorted`, accents and capitals included."""
    # Not by chance in order, and "être" first: the last of all.
    words = ["être", "zèbre", *_shuffled(rng, WORDS)]
    documents = [words[:5], words[5:]]
    assert student.build_vocabulary(documents, 1) == sorted(WORDS)


@pytest.mark.french("Chaque mot n'y figure qu'une fois, aussi souvent qu'il soit dans le corpus.")
def test_each_word_once(student, rng):
    """Each word stands in it once, however often it occurs in the corpus."""
    words = _shuffled(rng, WORDS)[:7]
    documents = _corpus(rng, {word: 1 + i for i, word in enumerate(words)}, 3)
    assert student.build_vocabulary(documents, 1) == sorted(words)


@pytest.mark.french("Le seuil est compris : un mot présent exactement `min_count` fois est gardé.")
def test_threshold(student, rng):
    """The threshold is included: a word that occurs exactly `min_count` times is kept."""
    words = _shuffled(rng, WORDS)
    documents = _corpus(rng, {word: 1 + i % 5 for i, word in enumerate(words)}, 2)
    for min_count in (2, 3, 4):
        expected = sorted(word for i, word in enumerate(words) if 1 + i % 5 >= min_count)
        assert student.build_vocabulary(documents, min_count) == expected


@pytest.mark.french("Les occurrences se comptent sur tout le corpus, répétitions comprises.")
def test_whole_corpus(student, rng):
    """Occurrences are counted over the whole corpus, repetitions included."""
    # One word is left at a time, so that its order is no matter.
    word, rare, *_ = _shuffled(rng, WORDS)
    scattered = _shuffled(rng, [[word, rare], [word], [], [rare, word]])
    assert student.build_vocabulary(scattered, 3) == [word]
    repeated = _shuffled(rng, [[rare], [word] * 3, [], [rare]])
    assert student.build_vocabulary(repeated, 3) == [word]


@pytest.mark.french(
    "Les documents ne sont pas modifiés ; sans mot assez fréquent, la liste est vide."
)
def test_arguments_unchanged(student, rng):
    """Documents are not modified; without a word frequent enough, the list is empty."""

    def drive(module, documents):
        vocabularies = [module.build_vocabulary(documents, count) for count in (3, 2, 1)]
        return vocabularies, documents

    words = _shuffled(rng, WORDS)
    documents = [words[:3], words[2:5], [], words[4:7]]
    result, after = student.run(drive, documents)
    assert result == [[], sorted([words[2], words[4]]), sorted(words[:7])]
    assert after == documents
