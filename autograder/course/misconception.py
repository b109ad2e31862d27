"""The decorator that registers a known wrong implementation of an exercise."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

Implementation = TypeVar("Implementation", bound=Callable[..., object])


def misconception(
    id: str, *, fails: Collection[str], fr: str, en: str
) -> Callable[[Implementation], Implementation]:
    """Declare what a wrong implementation fails and what its author should be told.

    The course reads these arguments from the syntax tree and never runs them; the decorator
    only lets the file be linted, imported and executed like any other. ``id`` is kebab-case
    and unique in the part, ``fails`` the exact set of tests that do not pass, ``fr`` and
    ``en`` teach without giving the code.
    """

    def unchanged(implementation: Implementation) -> Implementation:
        return implementation

    return unchanged
