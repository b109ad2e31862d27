"""The cell `setup-checks`: comparisons that students run, in the notebook's language."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from autograder.build.checks import tools_cell

F64 = torch.float64


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (None, torch.ones(2), "de type Tensor, mais il est de type NoneType"),
        (torch.ones(2), np.ones(2), "de type ndarray"),
        (True, 1.0, "de type float, mais il est de type bool"),
        (torch.ones(2, dtype=F64), torch.ones(2), "dtype torch.float32"),
        (np.ones(2, dtype=int), np.ones(2), "dtype float64"),
        (torch.ones(2, 3), torch.ones(3, 2), r"forme \(3, 2\), mais il est de forme \(2, 3\)"),
        (torch.tensor([1.0, 2.0]), torch.ones(2), r"indice \(1,\), obtenu 2.0, attendu 1.0"),
        (torch.tensor(2.0), torch.tensor(1.0), "obtenu 2.0, attendu 1.0"),
        (torch.tensor([torch.nan]), torch.ones(1), "obtenu nan"),
        (np.float32(0.1), 0.1, "obtenu 0.1"),
        (torch.ones(1, dtype=F64) + 1e-6, torch.ones(1, dtype=F64), "attendu 1.0"),
        (torch.ones(2, requires_grad=True), torch.ones(2), None),
        (torch.ones(2) + 1e-6, torch.ones(2), None),
        (np.float64(3), 3, None),
        (torch.tensor([torch.inf]), torch.tensor([torch.inf]), None),
    ],
)
def test_the_notebook_compares_and_shows(actual: Any, expected: Any, message: str | None) -> None:
    """Type, dtype, shape, then values with the first wrong place, in the notebook's language."""
    tools: dict[str, Any] = {}
    exec(tools_cell("fr"), tools)
    if message is None:
        tools["assert_close"](actual, expected)
    else:
        with pytest.raises(AssertionError, match=message):
            tools["assert_close"](actual, expected)


def test_the_notebook_unpacks() -> None:
    """One result for each name, or a sentence that names them."""
    tools: dict[str, Any] = {}
    exec(tools_cell("en"), tools)
    assert tools["unpack"]([1, 2], ["dw", "db"]) == (1, 2)
    with pytest.raises(AssertionError, match="should return dw, db, but it returns NoneType"):
        tools["unpack"](None, ["dw", "db"])
