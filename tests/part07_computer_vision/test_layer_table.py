"""Hidden suite of `layer_table`.

The numbers of channels and of units are drawn, so that no table can be learnt by heart.
"""

import pytest
import torch

from autograder.engine.comparing import assert_close, unpack

COLUMNS = ("shape", "size", "parameters")


def _column(table, name):
    """Return one column of a table, flattened, as a tensor; shapes may be lists."""
    rows = [unpack(row, COLUMNS) for row in unpack(table, [f"row {k}" for k in range(len(table))])]
    values = [row[COLUMNS.index(name)] for row in rows]
    if name == "shape":
        values = [n for shape in values for n in (len(shape), *shape)]
    return torch.tensor(values)


def _check(student, reference, layers, input_shape, *names):
    """Compare the named columns with those of the reference."""
    expected = reference.layer_table(layers, input_shape)
    table = student.layer_table(layers, input_shape)
    for name in names:
        assert_close(_column(table, name), _column(expected, name), what=name)


def _numbers(rng, *bounds):
    """Draw one int below each bound and not below half of it."""
    return [int(rng.integers(bound // 2, bound)) for bound in bounds]


@pytest.mark.visible
@pytest.mark.french("LeNet-5 sur une image en couleurs de 32 × 32 pixels.")
def test_lenet(student):
    """LeNet-5 on a colour image of 32 × 32 pixels."""
    layers = [
        ("conv", 8, 5, 1, 0),
        ("max_pool", 2, 2),
        ("conv", 16, 5, 1, 0),
        ("max_pool", 2, 2),
        ("dense", 120),
        ("dense", 84),
        ("dense", 10),
    ]
    shapes, sizes, parameters = zip(*student.layer_table(layers, (3, 32, 32)), strict=True)
    images = torch.tensor([[3, 32, 32], [8, 28, 28], [8, 14, 14], [16, 10, 10], [16, 5, 5]])
    assert_close(torch.tensor(shapes[:5]), images, what="shape")
    assert_close(torch.tensor(shapes[5:]), torch.tensor([[120], [84], [10]]), what="shape")
    expected = torch.tensor([3072, 6272, 1568, 1600, 400, 120, 84, 10])
    assert_close(torch.tensor(sizes), expected, what="size")
    expected = torch.tensor([0, 608, 0, 3216, 0, 48120, 10164, 850])
    assert_close(torch.tensor(parameters), expected, what="parameters")


@pytest.mark.french("Les formes : images non carrées, bordures, pas qui ne tombent pas juste.")
def test_shapes(student, reference, rng):
    """The shapes: images that are not square, borders, strides that do not come out even."""
    first, second, units = _numbers(rng, 10, 20, 30)
    layers = [("conv", first, 5, 2, 1), ("max_pool", 3, 2), ("conv", second, 2, 3, 2)]
    _check(student, reference, [*layers, ("dense", units)], (3, 38, 58), "shape")


@pytest.mark.french("Les tailles : toutes les valeurs de la forme, canaux compris.")
def test_sizes(student, reference, rng):
    """The sizes: all values of the shape, channels included."""
    first, units = _numbers(rng, 10, 30)
    layers = [("conv", first, 3, 1, 1), ("max_pool", 2, 2), ("dense", units)]
    _check(student, reference, layers, (3, 10, 14), "size")


@pytest.mark.french("Les paramètres des convolutions, avec plusieurs canaux en entrée.")
def test_convolution_parameters(student, reference, rng):
    """The parameters of convolutions, with several input channels."""
    first, second = _numbers(rng, 10, 20)
    layers = [("conv", first, 3, 1, 1), ("conv", second, 5, 1, 2)]
    _check(student, reference, layers, (3, 10, 14), "parameters")
    _check(student, reference, layers, (1, 10, 14), "parameters")


@pytest.mark.french("Les paramètres des couches denses, après une image comme après un vecteur.")
def test_dense_parameters(student, reference, rng):
    """The parameters of dense layers, after an image as well as after a vector."""
    one, two, three = _numbers(rng, 40, 20, 10)
    layers = [("dense", one), ("dense", two)]
    _check(student, reference, layers, (three,), "shape", "size", "parameters")
    _check(student, reference, layers, (3, 5, 7), "parameters")


@pytest.mark.french("Le pooling n'apprend rien ; ses fenêtres peuvent se recouvrir.")
def test_pooling(student, reference, rng):
    """Pooling learns nothing; its windows may overlap."""
    channels, units = _numbers(rng, 10, 30)
    layers = [("max_pool", 3, 2), ("max_pool", 2, 1), ("dense", units)]
    _check(student, reference, layers, (channels, 11, 15), "shape", "parameters")


@pytest.mark.french("Une sorte de couche inconnue lève ValueError ; les trois connues passent.")
def test_unknown_kind(student, reference, rng):
    """An unknown kind of layer raises ValueError; the three known ones pass."""
    channels, units = _numbers(rng, 10, 30)
    layers = [("conv", channels, 1, 1, 0), ("max_pool", 1, 1), ("dense", units)]
    _check(student, reference, layers, (3, 2, 2), "shape", "size")
    with student.raises(ValueError):
        student.layer_table([("dropout", 2), *layers], (3, 2, 2))
