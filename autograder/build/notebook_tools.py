"""The code of the cell `setup-checks`: what visible checks call in a student's notebook.

The build copies the imports and the definitions below into the notebook, and gives ``WORDS`` the
sentences of the notebook's language. The tools accept what ``engine/comparing.py`` accepts, and
unlike it they show values: a visible check has nothing to hide.
"""

import math  # noqa: F401  checks may use it
import sys  # noqa: F401  checks hand the notebook itself to drivers
from typing import Any

import numpy as np
import torch

WORDS: dict[str, str] = {}
RTOL_F32, RTOL_F64 = 1e-5, 1e-10


def assert_close(
    actual: Any, expected: Any, *, rtol: Any = None, atol: Any = None, what: str = ""
) -> None:
    """Compare type, dtype, shape and values, and say what differs first."""

    def fail(key: str, actual: Any, expected: Any, index: Any = None) -> None:
        name = what or WORDS["result"]
        text = WORDS[key].format(what=name, actual=actual, expected=expected, index=index)
        raise AssertionError(text)

    kind = type(expected)
    if kind in (torch.Tensor, np.ndarray):
        if not isinstance(actual, kind):
            fail("type", type(actual).__name__, kind.__name__)
        if kind is torch.Tensor:
            if actual.dtype != expected.dtype:
                fail("dtype", actual.dtype, expected.dtype)
            actual, expected = actual.detach().cpu().numpy(), expected.detach().cpu().numpy()
        if actual.dtype.kind != expected.dtype.kind:
            fail("dtype", actual.dtype, expected.dtype)
        if actual.shape != expected.shape:
            fail("shape", actual.shape, expected.shape)
    elif isinstance(actual, bool) or not isinstance(actual, int | float | np.number):
        fail("type", type(actual).__name__, kind.__name__)
    got, want = np.asarray(actual), np.asarray(expected)
    rtol = rtol or (RTOL_F32 if want.dtype == np.float32 else RTOL_F64)
    atol = atol or (1e-6 if want.dtype == np.float32 else 1e-12)
    wrong = np.argwhere(~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True))
    if len(wrong):
        index = tuple(wrong[0].tolist())
        fail("values" if index else "value", got[index], want[index], index)


def unpack(value: Any, names: Any) -> tuple[Any, ...]:
    """Return ``value`` when it holds one result for each name, else say what is expected."""
    if isinstance(value, tuple | list) and len(value) == len(names):
        return tuple(value)
    actual = type(value).__name__
    raise AssertionError(WORDS["unpack"].format(expected=", ".join(names), actual=actual))


def check(title: str) -> Any:
    """Run the decorated function at once and print whether what its title says holds."""

    def run(function: Any) -> Any:
        try:
            function()
        except Exception:
            print("✘", title)
            raise
        print("✔", title)
        return function

    return run
