"""Whether two answers are the same, up to rounding: what diagnosis compares."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.engine.kept import Behaviour

ATOL = 1e-12


def same_test(one: Behaviour, other: Behaviour, test: str) -> bool:
    """Return whether two subjects came to the same outcome of ``test`` with the same replies."""
    return one[0][test].outcome is other[0][test].outcome and same(
        one[1][test].replies, other[1][test].replies
    )


def same(a: Any, b: Any) -> bool:
    """Return whether two replies are equal up to rounding; NaN equals NaN."""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        return _close(a.cpu().double().numpy(), b.cpu().double().numpy(), _rtol(a))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype.kind == b.dtype.kind and a.shape == b.shape and _close(a, b, _rtol(a))
    if isinstance(a, float) and isinstance(b, float):
        return _close(np.asarray(a), np.asarray(b), _rtol(a))
    if type(a) is not type(b):
        return False
    return bool(a.equals(b)) if hasattr(a, "equals") else bool(a == b)


def close_elements(a: Any, b: Any) -> np.ndarray | None:
    """Return where two floats, or tensors or arrays of them, are equal up to rounding.

    None unless they have one type, dtype and shape.
    """
    one, other = floats(a), floats(b)
    alike = type(a) is type(b) and getattr(a, "dtype", None) == getattr(b, "dtype", None)
    if one is None or other is None or not alike or one.shape != other.shape:
        return None
    close: np.ndarray = np.isclose(one, other, rtol=_rtol(a), atol=ATOL, equal_nan=True)
    return close


def floats(value: Any) -> np.ndarray | None:
    """Return the real numbers that ``value`` is or holds; None where it is something else."""
    match value:
        case torch.Tensor() if value.is_floating_point():
            return value.cpu().double().numpy()
        case np.ndarray() if value.dtype.kind == "f":
            return value
        case float():
            return np.asarray(value)
    return None


def _rtol(value: Any) -> float:
    return 1e-5 if isinstance(value, torch.Tensor) and value.dtype != torch.float64 else 1e-9


def _close(a: Any, b: Any, rtol: float) -> bool:
    if a.dtype.kind not in "fc":
        return bool(np.array_equal(a, b))
    return bool(np.allclose(a, b, rtol=rtol, atol=ATOL, equal_nan=True))
