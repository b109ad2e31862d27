"""Every attack by student code, of every family, in one form, and what is wrong when it succeeds.

The attacks themselves lie in the modules of their families; here each becomes a free cell and the
cell of the exercise `relu`, and gets the outcomes that it may come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selftests.escapes import exhausting, forging, naming, stealing, wiring
from selftests.escapes.lab import CANARY, RIGHT, WRONG, Verdict

WRONG_ENDINGS = frozenset(
    {"FAILED", "RAISED", "CRASHED", "TIMED_OUT", "OUT_OF_MEMORY", "FORBIDDEN", "NOT_IMPLEMENTED"}
)
# What a notebook, and whoever reads it, can bear.
MOST_OUTPUTS, LARGEST_CELL = 300, 5_000_000
# The search through every object takes longer than a call may: it is made in the cell alone.
ONCE = """
_search_everything, _finished = hunt, []

def hunt():
    if not _finished:
        _finished.append(True)
        return _search_everything()
"""


@dataclass(frozen=True)
class Attack:
    """One attack: ``before`` is a free cell, ``relu`` the cell of the exercise.

    ``outcomes`` are those that the exercise may come to; with ``spared``, the answer is right and
    keeps its points. Where ``searching``, ``relu`` is the body of a search; ``told``, it is told
    where everything is.
    """

    family: str
    name: str
    relu: str
    before: str = ""
    outcomes: frozenset[str] = WRONG_ENDINGS
    spared: bool = False
    searching: bool = False
    told: bool = False
    levels: tuple[str, ...] = ("full",)

    def code(self, facts: dict[str, object]) -> str:
        """Return the cell of the exercise; ``facts`` say where what is searched for lies."""
        known = facts if self.told else {}
        return stealing.attack(self.relu, **known) if self.searching else self.relu


def _all() -> Iterator[Attack]:
    for name, before in forging.PATCHES.items():
        yield Attack("decision", f"patch-{name}", WRONG, before)
    for name, relu in forging.ANSWERS.items():
        yield Attack("decision", f"answer-{name}", relu)
    for name, relu in wiring.replies():
        outcomes = frozenset({"CRASHED"}) if name in wiring.NOT_A_REPLY else WRONG_ENDINGS
        yield Attack("wire", f"reply-{name}", relu, outcomes=outcomes)
    for name, before in wiring.outputs():
        yield Attack("wire", f"outputs-{name}", WRONG, before)
    yield from _searches()
    for name, (before, relu) in naming.REFUSED.items():
        yield Attack("names", name, relu, before, frozenset({"FORBIDDEN"}))
    for name, (body, outcomes) in exhausting.CALLS.items():
        relu = f"def relu(z):\n    {body}\n"
        yield Attack("limits", f"call-{name}", relu, outcomes=frozenset(outcomes))
    for name, before in exhausting.CELLS.items():
        spared = name not in exhausting.LASTING
        yield Attack("limits", f"cell-{name}", RIGHT, before, frozenset(), spared)


def _searches() -> Iterator[Attack]:
    both = ("full", "restricted")
    for name, body in stealing.INSIDE.items():
        once = ONCE if name == "garbage-collector" else ""
        yield Attack("secrets", name, body + once, searching=True, levels=both)
    for name, body in stealing.OUTSIDE.items():
        levels = ("full",) if name in stealing.FULL_ONLY else both
        yield Attack("secrets", name, body, searching=True, told=True, levels=levels)
    files = stealing.OUTSIDE["course-files"]
    for place, wrapped in stealing.FROM.items():
        name = f"course-files-from-{place}"
        body = files + wrapped
        yield Attack("secrets", name, body, searching=True, told=True, levels=both)
    for name, relu in stealing.INPUTS.items():
        yield Attack("secrets", name, relu)


ATTACKS: dict[str, Attack] = {f"{a.family}/{a.name}": a for a in _all()}


def leaks(printed: str, everything: str) -> list[str]:
    """Return what a submission printed of a find, and which secrets are in what is written."""
    found = [f"it says what it found: {printed[:200]!r}"] if "FOUND" in printed else []
    for secret in (CANARY, *stealing.INPUTS_SHOWN):
        if secret in everything:
            found.append(f"{secret!r} is in the report or in the outputs")
    return found


def succeeded(attack: Attack, verdict: Verdict, wrong: Verdict, honest: Verdict) -> list[str]:
    """Return what ``attack`` got, as phrases; nothing when it was denied.

    ``wrong`` is what a plain wrong answer comes to, ``honest`` a right one.
    """
    found = [f"our own fault: {error}" for error in verdict.errors]
    found += leaks(verdict.printed, verdict.everything) + leaks(verdict.noted, "")
    if CANARY in verdict.noted:
        found.append(f"{CANARY!r} is in what the instructor reads")
    if "GRADER_ERROR" in verdict.tests.values():
        found.append("a test without a result")
    count, size = verdict.largest_cell
    if count > MOST_OUTPUTS or size > LARGEST_CELL:
        found.append(f"a cell of {count} outputs, {size} characters")
    if attack.spared:
        if verdict.tests != honest.tests:
            found.append(f"it cost points of a right answer: {verdict.tests}")
        return found
    if attack.outcomes:
        found += [f"passed: {name}" for name in verdict.gained(wrong)]
        if verdict.outcome not in attack.outcomes:
            found.append(f"the outcome is {verdict.outcome}")
    return found
