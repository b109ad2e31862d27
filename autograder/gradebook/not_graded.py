"""Keep why submissions could not be graded, in ``reports/PART.not_graded.json``.

A grading run prints it; the class report, made later, reads it here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.errors import MachineError

MAX_BYTES = 8 * 1024 * 1024


def write_problems(
    course: Path, part: str, problems: Mapping[str, str], others: Collection[str] = ()
) -> None:
    """Write the problem of each student of a run, which may be none, in place of the last run's.

    ``others`` are students whom the run left out: theirs stay.
    """
    if others:
        kept = read_problems(course, part)
        problems = {s: kept[s] for s in others if s in kept} | dict(problems)
    path = _path(course, part)
    # Names of folders may hold any bytes: as ASCII they can be written whatever they are.
    text = json.dumps({"schema": 1, "not_graded": dict(sorted(problems.items()))}, indent=1)
    temporary = path.with_suffix(".writing")
    try:
        path.parent.mkdir(exist_ok=True)
        temporary.write_text(text + "\n", encoding="ascii")
        temporary.replace(path)
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written ({error.strerror}). The marks are in the gradebook: make "
            "room and run the command again, nothing is graded twice."
        ) from error


def read_problems(course: Path, part: str) -> dict[str, str]:
    """Return the problem of each student of the last run; none where there was no run."""
    path = _path(course, part)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        recorded = json.loads(data[:MAX_BYTES])["not_graded"]
        return {str(student): str(problem) for student, problem in recorded.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise MachineError(
            f"{path} cannot be read ({type(error).__name__}: {error}). "
            f"Run `autograder grade {part}` again: it writes the file anew."
        ) from error


def _path(course: Path, part: str) -> Path:
    return course / "reports" / f"{part}.not_graded.json"
