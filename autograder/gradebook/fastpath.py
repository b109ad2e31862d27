"""Grade a class: ``submitted/*/PART`` into reports, autograded notebooks and the gradebook.

Of every submission, in this order, each written to the side and renamed::

    autograded/STUDENT/PART/PART.ipynb    nbgrader's place: its feedback reads it
    reports/PART/STUDENT.json             the report
    reports/PART/STUDENT.printed.txt      what student code wrote while it was tested, if anything
    reports/PART/STUDENT.key              what the two depend on, and their digest; written last
    reports/PART.not_graded.json          why others have none; not_graded.py, at the end

A killed run therefore leaves whole files alone, and the next run grades what has no valid key: none
at all, one of another submission or suite, or one of another notebook or report than are there. The
gradebook follows in one transaction at the end, with the students of the run and nobody else.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.engine.asking import Asking
from autograder.engine.pool import Pool
from autograder.errors import AutograderError, GradingFault
from autograder.gradebook.answers import released_answers
from autograder.gradebook.intake import lookalikes, read_timestamp, student_id_problem
from autograder.gradebook.mark import Mark
from autograder.gradebook.not_graded import write_problems
from autograder.gradebook.plan import Plan
from autograder.gradebook.run import Run
from autograder.gradebook.submission import Graded, grade_submission
from autograder.quick_import import quick_import


def students(course: Path, part: str) -> list[str]:
    """Return the students who have a folder for ``part`` in ``submitted/``, sorted."""
    return sorted(path.parent.name for path in (course / "submitted").glob(f"*/{part}"))


def grade_class(run: Run, plans: Sequence[Plan], jobs: int) -> Generator[Graded, None, None]:
    """Yield each submission of ``plans`` as it is graded, then write the gradebook.

    Workers are started only where student code has to run.
    """
    released = released_answers(run.course, run.part.name, run.lang)
    present = students(run.course, run.part.name)
    alike = lookalikes(name for name in present if student_id_problem(name) is None)
    running = [plan.student for plan in plans if plan.runs]
    marks = []
    problems = {}
    with ExitStack() as stack:
        # A new gradebook takes a second, which the first mark need not wait for; nor need workers
        # that end wait for it to be written.
        threads = stack.enter_context(ThreadPoolExecutor(1))
        pool = None
        if running:
            pool = stack.enter_context(_pool(run, min(jobs, len(running))))
        registered = threads.submit(register, run)

        def grade(engine: Asking | None, student: str) -> Graded:
            try:
                return grade_submission(run, engine, student, released)
            except AutograderError:
                raise
            except Exception as error:  # a fault of ours must not cost the class its marks
                raise GradingFault.unexpected(error) from error

        at_once = _without_engine(grade, (plan.student for plan in plans if not plan.runs))
        with_engine = pool.map(grade, running) if pool else ()
        for student, result in itertools.chain(at_once, with_engine):
            if isinstance(result, AutograderError):
                timestamp, _ = read_timestamp(run.submission(student))
                result = Graded(student, None, problem=str(result), timestamp=timestamp)
                problems[student] = result.problem
            if student_id_problem(student) is None:
                marks.append(_mark(result))
            if student in alike:
                result = replace(result, warnings=(*result.warnings, alike[student]))
            run.watch.add(result.spent)
            if registered.done():
                registered.result()  # what is wrong with the gradebook is told at once
            yield result
        if run.watch.on and pool:
            run.watch.floor = pool.floor(run.part.name)
        registered.result()
        recorded = threads.submit(record, run, sorted(marks, key=lambda mark: mark.student))
    recorded.result()
    others = set(present).difference(plan.student for plan in plans)
    write_problems(run.course, run.part.name, problems, others)


def _pool(run: Run, workers: int) -> Any:
    """Return ``workers`` processes of this machine, or those of a cluster."""
    name = run.part.name
    if not run.scheduler:
        return Pool(run.course, [name], run.isolation, run.device, workers)
    from autograder.cluster.pool import ClusterPool

    return ClusterPool(run.course, name, run.isolation, run.device, workers, run.scheduler)


def register(run: Run) -> None:
    """Have the assignment in the gradebook; nbgrader takes a second to import, as workers start."""
    _gradebook().register(run.course, run.part, run.lang)


def record(run: Run, marks: Iterable[Mark]) -> None:
    """Write ``marks`` into the gradebook."""
    with run.watch.phase("gradebook"):
        _gradebook().record(run.course, run.part, run.lang, marks)


def _gradebook() -> ModuleType:
    with quick_import():
        from autograder.gradebook import record as gradebook
    return gradebook


def _without_engine(
    grade: Callable[[None, str], Graded], names: Iterable[str]
) -> Iterator[tuple[str, Graded | AutograderError]]:
    """Yield what :meth:`Pool.map` would, while workers start."""
    for name in names:
        try:
            yield name, grade(None, name)
        except AutograderError as error:
            yield name, error


def _mark(graded: Graded) -> Mark:
    if graded.report is None:
        return Mark(graded.student, None, frozenset(), graded.timestamp)
    scores = {f"grade-{name}": r.score for name, r in graded.report.results.items()}
    return Mark(graded.student, scores, graded.unanswered, graded.timestamp)
