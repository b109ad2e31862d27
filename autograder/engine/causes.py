"""Which failed exercise may be why a later one fails: the later one calls it.

That it calls it is certain, that nothing else is wrong is not: only the reference in its place
could show that, and references do not enter a sandbox. So students are told where to begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.model import ExerciseResult, Outcome

# What is forbidden may compute the right thing, and the others are no failures.
NO_CAUSE = {Outcome.PASSED, Outcome.FORBIDDEN, Outcome.SKIPPED, Outcome.GRADER_ERROR}


def with_causes(
    exercises: Mapping[str, ExerciseResult], calls: Mapping[str, Sequence[str]]
) -> dict[str, ExerciseResult]:
    """Return the results in their order, each failed one with the failed ones before that it calls.

    ``calls`` says by exercise what its code calls.
    """
    failed = [name for name, result in exercises.items() if result.outcome not in NO_CAUSE]
    found = dict(exercises)
    for place, name in enumerate(failed):
        causes = tuple(earlier for earlier in failed[:place] if earlier in calls.get(name, ()))
        found[name] = replace(found[name], causes=causes)
    return found
