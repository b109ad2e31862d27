"""Name the mistake: whose answers are the student's?

The probe inputs are the suite's own: seeds are fixed, so a subject that computes what a
misconception computes gives the same replies to the same questions. A misconception is named when
every test came to the same outcome with the same replies, up to rounding. Failing that, two of them
are named when they account for every test together and no other two do, see `pairs`. An unknown
mistake gets no guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.engine.kept import Behaviour, Kept
from autograder.engine.pairs import two_at_once
from autograder.engine.sameness import same_test
from autograder.model import Exercise, Outcome

# Outcomes that say that there is no answer to compare.
NO_ANSWER = {Outcome.NOT_IMPLEMENTED, Outcome.GRADER_ERROR, Outcome.FORBIDDEN}
# A process that ends every time has shown nothing of what it computes.
ENDED = {Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY}


class Diagnosis:
    """Behaviours of the misconceptions, computed on first need and kept."""

    def __init__(self, behave: Callable[[Exercise, str], Behaviour], kept: Kept) -> None:
        """``behave(exercise, source)`` runs the exercise's suite against ``source``."""
        self._behave = behave
        self._kept = kept
        self._known: dict[tuple[str, str], Mapping[str, Behaviour]] = {}

    def name(self, exercise: Exercise, observed: Behaviour) -> tuple[str, ...]:
        """Return the ids of the misconceptions that behave as ``observed``, alone or as two."""
        outcomes = [result.outcome for result in observed[0].values()]
        if all(o is Outcome.PASSED for o in outcomes) or NO_ANSWER & set(outcomes):
            return ()
        if set(outcomes) <= ENDED:
            return ()
        known = self._behaviours(exercise)
        alone = tuple(name for name, other in known.items() if same_behaviour(observed, other))
        return alone or two_at_once(observed, known)

    def _behaviours(self, exercise: Exercise) -> Mapping[str, Behaviour]:
        """Return how each misconception of ``exercise`` behaves, in the order of the course."""
        key = (exercise.part, exercise.name)
        if key not in self._known:
            kept = self._kept.read(exercise)
            known = {
                m.id: kept.get(m.id) or self._behave(exercise, m.source)
                for m in exercise.misconceptions
            }
            if known.keys() - kept.keys():
                self._kept.write(exercise, known)
            self._known[key] = known
        return self._known[key]


def same_behaviour(one: Behaviour, other: Behaviour) -> bool:
    """Return whether two subjects came to the same outcomes with the same replies."""
    return all(same_test(one, other, test) for test in one[0])
