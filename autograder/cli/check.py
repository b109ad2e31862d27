"""``autograder check NOTEBOOK``: grade one notebook and show its report."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from autograder.cli.tables import report_table
from autograder.course.locate import find_course
from autograder.engine.pool import Engine
from autograder.errors import GradingFault, MachineError, UsageError
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.intake import read_submission
from autograder.model import Isolation
from autograder.sandbox.device import resolve


def run(notebook: Path, report_file: Path | None, device: str, isolation: Isolation) -> None:
    """Grade ``notebook``, print its table and write its JSON report to ``report_file``."""
    course = find_course()
    submission = read_submission(course, notebook)
    if submission.part is None:
        raise UsageError(
            f"{notebook} is not a notebook of this course: its name should be that of a part, "
            "such as part05_first_network.ipynb."
        )
    where = resolve(device, isolation)
    with Engine(course, [submission.part.name], isolation, where) as engine:
        report = grade_notebook(
            engine, submission.part, submission.notebook, submission.lang, str(notebook)
        )
    console = Console()
    for warning in submission.warnings:
        console.print(f"note: {warning}", markup=False)
    console.print(report_table(report, submission.part, submission.lang))
    if report_file is not None:
        text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
        try:
            report_file.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise MachineError(
                f"{report_file} cannot be written ({error.strerror}). Choose another place or make "
                "room, and run the command again."
            ) from error
    if not report.gradable:
        raise GradingFault("The grader failed on it: " + "; ".join(report.errors))
