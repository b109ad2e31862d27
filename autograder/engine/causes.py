"""Which failed exercise may be why a later one fails: the later one calls it.

That it calls it is certain, that nothing else is wrong is not: only the reference in its place
could show that, and references do not enter a sandbox. So students are told where to begin.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.engine.forbidden import definitions_used
from autograder.engine.subject import Subject
from autograder.model import Outcome

# What is forbidden may compute the right thing, and the others are no failures.
NO_CAUSE = {Outcome.PASSED, Outcome.FORBIDDEN, Outcome.SKIPPED, Outcome.GRADER_ERROR}


def causes(subject: Subject, outcomes: Mapping[str, Outcome]) -> dict[str, tuple[str, ...]]:
    """Return the failed exercises that each failed exercise after them calls, in their order."""
    failed = [name for name, outcome in outcomes.items() if outcome not in NO_CAUSE]
    found = {}
    for place, name in enumerate(failed):
        called = {used for used, _ in definitions_used(subject, name)}
        found[name] = tuple(earlier for earlier in failed[:place] if earlier in called)
    return found
