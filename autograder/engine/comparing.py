"""What suites import: random inputs, tolerances with a reason, comparisons that explain.

A comparison checks, in this order, type, dtype, device, shape, NaN pattern and values, and raises
:class:`Mismatch` with a message in both languages. The message never shows an expected value or a
hidden input: it goes to the student.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from autograder.engine import messages, redact
from autograder.model import Text

FLOATS = (torch.float32, torch.float64)

# A few dozen float32 roundings of 6e-8 each, in any order of summation.
RTOL_F32 = 1e-5
# The same in float64 (1e-16 each), with room for a different but stable formula.
RTOL_F64 = 1e-10
RTOL = {torch.float32: RTOL_F32, torch.float64: RTOL_F64}
# Below this, a difference is rounding next to an exact zero.
ATOL = {torch.float32: 1e-6, torch.float64: 1e-12}


class Mismatch(AssertionError):
    """An answer is not the expected one; ``text`` is what the student reads."""

    def __init__(self, text: Text) -> None:
        """Keep ``text``; the exception itself prints its English side."""
        super().__init__(text.en)
        self.text = text


def normal(
    rng: np.random.Generator,
    *shape: int,
    dtype: torch.dtype = torch.float64,
    device: str = "cpu",
    scale: float = 1.0,
) -> torch.Tensor:
    """Return a tensor of ``shape`` drawn from N(0, ``scale``²)."""
    return torch.from_numpy(np.asarray(rng.normal(0.0, scale, shape))).to(device, dtype)


def uniform(
    rng: np.random.Generator,
    *shape: int,
    low: float = 0.0,
    high: float = 1.0,
    dtype: torch.dtype = torch.float64,
    device: str = "cpu",
) -> torch.Tensor:
    """Return a tensor of ``shape`` drawn uniformly between ``low`` and ``high``."""
    return torch.from_numpy(np.asarray(rng.uniform(low, high, shape))).to(device, dtype)


def unpack(value: Any, names: Sequence[str]) -> tuple[Any, ...]:
    """Return ``value`` as a tuple of ``len(names)`` results, or say what should be returned."""
    if not isinstance(value, tuple | list) or len(value) != len(names):
        raise Mismatch(messages.text("not-unpackable", names=", ".join(names), got=_kind(value)))
    return tuple(value)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    what: str = "",
) -> None:
    """Check that ``actual`` equals ``expected`` up to rounding.

    ``expected`` is a tensor, an array or a number and decides what is accepted: a tensor of the
    same dtype and device, an array of the same kind, any real number. Tolerances default to those
    of the expected dtype; ``what`` names one of several results in the message.
    """
    if isinstance(expected, torch.Tensor):
        _check_tensor(actual, expected, what)
        rtol = RTOL[expected.dtype] if rtol is None and expected.dtype in RTOL else rtol
        atol = ATOL[expected.dtype] if atol is None and expected.dtype in ATOL else atol
        actual, expected = actual.detach().cpu(), expected.detach().cpu()
        if expected.is_floating_point():
            actual, expected = actual.double(), expected.double()
        got, want = actual.numpy(), expected.numpy()
    else:
        want = np.asarray(expected)
        if isinstance(expected, np.ndarray):
            _check_array(actual, expected, what)
        elif isinstance(actual, bool) or not isinstance(actual, int | float | np.number):
            raise Mismatch(_text("wrong-type", what, expected="float", got=_kind(actual)))
        got = np.asarray(actual)
    _check_values(
        got, want, RTOL_F64 if rtol is None else rtol, 1e-12 if atol is None else atol, what
    )


def assert_unchanged(before: Any, after: Any, what: str = "") -> None:
    """Check that an argument is what it was before the call."""
    same = isinstance(after, torch.Tensor) and torch.equal(before, after)
    if not same:
        raise Mismatch(_text("argument-changed", what))


def _check_tensor(actual: Any, expected: torch.Tensor, what: str) -> None:
    if not isinstance(actual, torch.Tensor):
        raise Mismatch(_text("wrong-type", what, expected="torch.Tensor", got=_kind(actual)))
    if actual.dtype != expected.dtype:
        raise Mismatch(_text("wrong-dtype", what, expected=expected.dtype, got=actual.dtype))
    if actual.device.type != expected.device.type:
        raise Mismatch(_text("wrong-device", what, expected=expected.device, got=actual.device))
    _check_shape(tuple(actual.shape), tuple(expected.shape), what)


def _check_array(actual: Any, expected: np.ndarray, what: str) -> None:
    if not isinstance(actual, np.ndarray):
        raise Mismatch(_text("wrong-type", what, expected="numpy.ndarray", got=_kind(actual)))
    if actual.dtype.kind != expected.dtype.kind:
        raise Mismatch(_text("wrong-dtype", what, expected=expected.dtype, got=actual.dtype))
    _check_shape(actual.shape, expected.shape, what)


def _check_shape(got: tuple[int, ...], want: tuple[int, ...], what: str) -> None:
    if got == want:
        return
    transposed = len(got) > 1 and got == want[::-1]
    key = "transposed-shape" if transposed else "wrong-shape"
    raise Mismatch(_text(key, what, expected=want, got=redact.shape(got, want)))


def _check_values(got: Any, want: Any, rtol: float, atol: float, what: str) -> None:
    if got.dtype.kind in "fc":
        if _all_close(got, want, rtol, atol):
            return
        strange = ~np.isfinite(got) & np.isfinite(want)
        if strange.any():
            raise Mismatch(_text("not-finite", what, count=int(strange.sum()), total=got.size))
        wrong = ~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    else:
        wrong = got != want
    if wrong.any():
        raise Mismatch(_text("wrong-values", what, count=int(wrong.sum()), total=int(wrong.size)))


def _all_close(got: Any, want: Any, rtol: float, atol: float) -> bool:
    """Return whether `np.isclose` is true everywhere; a tenth of its time where that is simple."""
    with np.errstate(all="ignore"):
        close = np.abs(got - want) <= atol + rtol * np.abs(want)
        return bool(close.all() and np.isfinite(want).all())


def _kind(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, tuple | list):
        length = f"{len(value)}" if len(value) <= redact.SMALL else f"> {redact.SMALL}"
        return f"{type(value).__name__} ({length})"
    return "torch.Tensor" if isinstance(value, torch.Tensor) else type(value).__name__


def _text(key: str, what: str, **values: Any) -> Text:
    text = messages.text(key, **values)
    if not what:
        return text
    return Text(f"{what} : {text.fr}", f"{what}: {text.en}")
