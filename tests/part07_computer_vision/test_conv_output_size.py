"""Hidden suite of `conv_output_size`.

The expected sizes are counted: the places where a filter may start are listed.
"""

import numpy as np
import pytest

from autograder.engine.comparing import assert_close


def _count(n, kernel, padding=0, stride=1, dilation=1):
    """Count the places where a filter may start."""
    last = n + 2 * padding - (dilation * (kernel - 1) + 1)
    return len([start for start in range(n + 2 * padding) if start % stride == 0 and start <= last])


def _check(student, cases):
    """Compare the sizes of ``cases``, tuples of arguments, one after the other."""
    for case in cases:
        assert_close(student.conv_output_size(*case), _count(*case))


@pytest.mark.visible
@pytest.mark.french("Les couches de LeNet-5, et le 6 × 6 du cours avec une bordure de 1.")
def test_slide_sizes(student):
    """The layers of LeNet-5, and the 6 × 6 image of the course with a border of 1."""
    assert_close(student.conv_output_size(32, 5), 28)
    assert_close(student.conv_output_size(28, 2, stride=2), 14)
    assert_close(student.conv_output_size(6, 3, padding=1), 6)
    assert_close(student.conv_output_size(7, 3, stride=2), 3)


@pytest.mark.french("Sans bordure, un pas de 1 : filtres pairs et impairs, d'un poids à n.")
def test_plain(student):
    """No border, a step of 1: even and odd filters, from one weight to n."""
    _check(student, [(n, kernel) for n in (5, 11, 13) for kernel in (1, 2, 3, 5)])


@pytest.mark.french("La bordure compte des deux côtés.")
def test_padding(student):
    """The border counts on both sides."""
    _check(student, [(n, kernel, p) for n in (5, 11) for kernel in (2, 3, 5) for p in (1, 2, 3)])


@pytest.mark.french("Un pas plus grand que 1, qui ne tombe pas toujours juste.")
def test_stride(student):
    """A step larger than 1, which does not always come out even."""
    sizes = [(7, 3, 0, 2), (17, 5, 0, 3), (16, 3, 0, 2), (19, 2, 0, 5), (12, 5, 1, 3), (9, 4, 2, 2)]
    _check(student, sizes)


@pytest.mark.french("La dilatation écarte les poids du filtre.")
def test_dilation(student):
    """Dilation spreads the weights of the filter."""
    _check(student, [(17, 3, 0, 1, 2), (23, 5, 1, 2, 3), (13, 1, 0, 1, 4), (19, 2, 2, 3, 5)])


@pytest.mark.french("Un filtre qui n'entre nulle part lève ValueError ; de justesse, il donne 1.")
def test_nothing_fits(student):
    """A filter that fits nowhere raises ValueError; one that just fits gives 1."""
    for fits in [(5, 5, 0, 3), (3, 5, 1, 2), (7, 4, 0, 1, 2)]:
        assert_close(student.conv_output_size(*fits), _count(*fits))
    for too_large in [(4, 5), (4, 5, 0, 3), (2, 5, 1, 2), (6, 4, 0, 2, 2), (3, 11)]:
        with student.raises(ValueError):
            student.conv_output_size(*too_large)


@pytest.mark.french("Le résultat est un nombre entier de Python, juste par sa valeur et son type.")
def test_whole_number(student):
    """The result is a Python integer, right in value and in type."""
    for case in [(11, 3), (11, 3, 1, 2), (13, 4, 0, 2)]:
        size = student.conv_output_size(*case)
        assert_close(size, _count(*case))
        assert isinstance(size, int | np.integer)
