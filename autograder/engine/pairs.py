"""Two mistakes at once: whose answers are the student's, taken together?

Nobody composes two pieces of code here. Two misconceptions behave as one student does when the
student fails the tests that either of them fails, every value of every reply is what one of the two
answers there, and each of them alone accounts for wrong numbers in a failed test. Words, whole
numbers and exceptions are what many mistakes come to and speak for none; NaN and infinity speak for
one of the two at most. See docs/decisions/0017.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import combinations
from typing import Any

import numpy as np

from autograder.engine.kept import Behaviour
from autograder.engine.sameness import close_elements, floats, same, same_test
from autograder.model import Outcome


class Shown(IntEnum):
    """By what an answer differs from another, the least telling first."""

    NOTHING = 0
    NOT_FINITE = 1
    NUMBERS = 2


def two_at_once(observed: Behaviour, known: Mapping[str, Behaviour]) -> tuple[str, ...]:
    """Return the ids of the two that behave as ``observed`` together; none unless no others do."""
    failed = _failed(observed)
    fails = {name: _failed(behaviour) for name, behaviour in known.items()}
    pairs = [
        (one, other)
        for one, other in combinations(known, 2)
        if fails[one] | fails[other] == failed and _together(observed, known[one], known[other])
    ]
    return pairs[0] if len(pairs) == 1 else ()


def _failed(behaviour: Behaviour) -> set[str]:
    return {test for test, r in behaviour[0].items() if r.outcome is not Outcome.PASSED}


def _together(observed: Behaviour, one: Behaviour, other: Behaviour) -> bool:
    shown_one = shown_other = Shown.NOTHING
    for test, result in observed[0].items():
        as_one, as_other = same_test(observed, one, test), same_test(observed, other, test)
        if not (as_one or as_other or _mixed(observed, (one, other), test)):
            return False
        if result.outcome is Outcome.FAILED:
            # What a test accepts is right, what is wholly the answer of one of them is as wrong as
            # that is: in both cases, what is not the answer of the other is the mistake of one.
            if as_one or other[0][test].outcome is Outcome.PASSED:
                shown_one = max(shown_one, _difference(observed, other, test))
            if as_other or one[0][test].outcome is Outcome.PASSED:
                shown_other = max(shown_other, _difference(observed, one, test))
    return min(shown_one, shown_other) > Shown.NOTHING and Shown.NUMBERS in (shown_one, shown_other)


def _difference(observed: Behaviour, other: Behaviour, test: str) -> Shown:
    return _shown(observed[1][test].replies, other[1][test].replies)


def _shown(a: Any, b: Any) -> Shown:
    """Return by what ``a`` differs from ``b``, at its most telling."""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return max(map(_shown, a, b), default=Shown.NOTHING)
    numbers, close = floats(a), close_elements(a, b)
    if numbers is None:
        return Shown.NOTHING
    different = numbers if close is None else numbers[~close]
    if np.isfinite(different).any():
        return Shown.NUMBERS
    return Shown.NOT_FINITE if different.size else Shown.NOTHING


def _mixed(observed: Behaviour, two: tuple[Behaviour, Behaviour], test: str) -> bool:
    """Return whether each reply in ``test`` is made of what the two reply."""
    replies = [behaviour[1][test].replies for behaviour in two]
    return observed[0][test].outcome in {behaviour[0][test].outcome for behaviour in two} and all(
        _made_of(reply, [there[place] for there in replies if place < len(there)])
        for place, reply in enumerate(observed[1][test].replies)
    )


def _made_of(value: Any, parts: Sequence[Any]) -> bool:
    """Return whether ``value`` is one of ``parts``, or each of its elements is one of theirs."""
    if any(same(value, part) for part in parts):
        return True
    if not parts:
        return False
    if isinstance(value, list | tuple):
        return all(_same_length(value, part) for part in parts) and all(
            _made_of(element, [part[place] for part in parts])
            for place, element in enumerate(value)
        )
    close = [close_elements(value, part) for part in parts]
    known = [where for where in close if where is not None]
    return len(known) == len(parts) and bool(np.logical_or.reduce(known).all())


def _same_length(value: Sequence[Any], part: Any) -> bool:
    return isinstance(part, list | tuple) and len(part) == len(value)
