"""Hidden suite of `positional_encoding`."""

import math

import pytest
import torch

from autograder.engine.comparing import assert_close

# Angles up to 100 computed in float32 are off by a few 1e-5 (100 times three roundings of 6e-8);
# the mildest mistake, a frequency of a wider table, is off by more than 1e-2.
ANGLE = 1e-4


def _expected(length, d_model):
    """Return the table, entry by entry in double precision, then float32."""
    rows = []
    for position in range(length):
        row = []
        for column in range(d_model):
            angle = position / 10000 ** (2 * (column // 2) / d_model)
            row.append(math.sin(angle) if column % 2 == 0 else math.cos(angle))
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float32)


def _check(student, length, d_model):
    """Compare one table with the expected one."""
    table = student.positional_encoding(length, d_model)
    assert_close(table, _expected(length, d_model), atol=ANGLE)


@pytest.mark.visible
@pytest.mark.french("Trois positions, quatre colonnes : les nombres du cours.")
def test_by_hand(student):
    """Three positions, four columns: the numbers of the lesson."""
    table = student.positional_encoding(3, 4)
    expected = [
        [0.0, 1.0, 0.0, 1.0],
        [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)],
        [math.sin(2), math.cos(2), math.sin(0.02), math.cos(0.02)],
    ]
    assert_close(table, torch.tensor(expected), atol=1e-6)


@pytest.mark.french("Un nombre pair de colonnes, plus petit ou plus grand que celui des positions.")
def test_even_width(student):
    """An even number of columns, smaller or larger than that of positions."""
    for length, d_model in [(11, 6), (5, 14), (7, 2)]:
        _check(student, length, d_model)


@pytest.mark.french("Un nombre impair de colonnes.")
def test_odd_width(student):
    """An odd number of columns."""
    for length, d_model in [(11, 5), (3, 7), (13, 3)]:
        _check(student, length, d_model)


@pytest.mark.french("Une seule colonne.")
def test_single_column(student):
    """A single column."""
    _check(student, 5, 1)


@pytest.mark.french("Une longue phrase et un modèle large : les angles les plus lents.")
def test_slow_angles(student):
    """A long sentence and a wide model: the slowest angles."""
    _check(student, 97, 64)


@pytest.mark.french("Une seule position ; le résultat reste une matrice.")
def test_single_position(student):
    """A single position; the result is still a matrix."""
    for d_model in (6, 7):
        _check(student, 1, d_model)
