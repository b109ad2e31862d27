"""Hidden suite of `greedy_decode`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal


def _drive(module, table, start, end, max_length, stop_at):
    """Decode with scores that depend on every token so far and on its place.

    `end` wins for certain once there are `stop_at` tokens, and never before. A text that becomes
    too long finds scores all the same: the mistake is then seen in the result.
    """

    def step(tokens):
        if len(tokens) > 10 * max_length:
            raise RuntimeError("the text never ends")
        scores = torch.zeros_like(table[0, 0])
        for place, token in enumerate(tokens):
            scores = scores + table[place % len(table), token]
        scores[end] = 1e3 if len(tokens) == stop_at else -1e3
        return scores

    return module.greedy_decode(step, start, end, max_length)


def _table(rng, places, vocabulary, dtype=torch.float64, device="cpu"):
    """Return the scores that each token gives to its successors, for each of its places.

    They are around 1: that no score at all is positive is the business of a test of its own.
    """
    return 1 + normal(rng, places, vocabulary, vocabulary, dtype=dtype, device=device)


def _check(actual, expected):
    """Compare two lists of tokens; what a token is made of is another test's business."""
    assert_close(torch.tensor(actual), torch.tensor(expected), what="tokens")


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours, puis le même texte coupé à trois jetons.")
def test_by_hand(student):
    """The example of the lesson, then the same text cut at three tokens."""

    def drive(module, table, max_length):
        return module.greedy_decode(lambda tokens: table[tokens[-1]], 0, 4, max_length)

    table = torch.tensor(
        [
            [0.0, 3.0, 1.0, 2.0, 0.5],
            [0.0, 0.1, 4.0, 1.0, 2.0],
            [0.0, 1.0, 0.2, 3.0, 2.0],
            [0.0, 1.0, 2.0, 0.3, 5.0],
            [1.0, 0.2, 0.3, 0.4, 0.5],
        ]
    )
    assert student.run(drive, table, 10) == [0, 1, 2, 3, 4]
    assert student.run(drive, table, 3) == [0, 1, 2]


@pytest.mark.french("Chaque jeton est le mieux noté, au vu de tous les jetons qui précèdent.")
def test_best_token_after_all_others(student, reference, rng, device):
    """Each token is the best scored one, in view of all the tokens that come before it."""
    for dtype in FLOATS:
        case = (_table(rng, 19, 13, dtype, device), 5, 2, 17, 100)
        _check(student.run(_drive, *case), _drive(reference, *case))


@pytest.mark.french("Le texte s'arrête au jeton de fin, qu'il contient.")
def test_text_ends(student, reference, rng, device):
    """The text stops at the end token, which it contains."""
    for stop_at in (1, 6):
        case = (_table(rng, 23, 11, device=device), 3, 7, 20, stop_at)
        _check(student.run(_drive, *case), _drive(reference, *case))


@pytest.mark.french(
    "La longueur maximale compte tous les jetons : fin atteinte de justesse, manquée."
)
def test_longest_text(student, reference, rng, device):
    """The maximal length counts all tokens: the end comes just in time, just too late."""
    for max_length, stop_at in ((7, 6), (7, 7), (2, 5), (1, 1)):
        case = (_table(rng, 23, 11, device=device), 3, 7, max_length, stop_at)
        _check(student.run(_drive, *case), _drive(reference, *case))


@pytest.mark.french("Des scores tous négatifs, comme le sont des log-probabilités.")
def test_negative_scores(student, reference, rng, device):
    """Scores that are all negative, as log-probabilities are."""
    case = (_table(rng, 19, 13, device=device) - 50, 5, 2, 17, 100)
    _check(student.run(_drive, *case), _drive(reference, *case))


@pytest.mark.french("Le même jeton ouvre et ferme le texte.")
def test_start_is_also_the_end(student, reference, rng, device):
    """The same token opens and closes the text."""
    case = (_table(rng, 23, 11, device=device), 4, 4, 20, 6)
    _check(student.run(_drive, *case), _drive(reference, *case))


@pytest.mark.french("Le résultat est une liste d'entiers de Python, et `step` reçoit des listes.")
def test_types(student, reference, rng, device):
    """The result is a list of Python ints, and `step` receives lists."""

    def drive(module, table, stop_at):
        lists = []

        def step(tokens):
            if len(lists) > 10 * stop_at:
                raise RuntimeError("the text never ends")
            lists.append(isinstance(tokens, list))
            scores = table[len(tokens) % len(table), int(tokens[-1])].clone()
            scores[7] = 1e3 if len(tokens) == stop_at else -1e3
            return scores

        return module.greedy_decode(step, 3, 7, 13), lists

    table = _table(rng, 23, 11, device=device)
    tokens, lists = student.run(drive, table, 9)
    _check(tokens, drive(reference, table, 9)[0])
    assert [type(token) for token in tokens] == [int] * len(tokens)
    assert lists == [True] * len(lists)
