"""What is the same for all submissions of one run, and where things of a submission are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.gradebook.keys import Key, course_key
from autograder.gradebook.stored import Stored
from autograder.model import Isolation, Part
from autograder.stopwatch import OFF, Stopwatch


@dataclass(frozen=True)
class Run:
    """One run of ``autograder grade``; with ``exercises`` only these are run again."""

    course: Path
    part: Part
    lang: str
    isolation: Isolation
    device: str
    force: bool
    watch: Stopwatch = OFF
    exercises: tuple[str, ...] = ()
    scheduler: str = ""  # of a Dask cluster; empty for processes of this machine

    @cached_property
    def key(self) -> Key:
        """What every result of this run depends on."""
        return course_key(self.course, self.part, self.lang, self.device, self.isolation.value)

    def submission(self, student: str) -> Path:
        """Return the folder that ``student`` handed in."""
        return self.course / "submitted" / student / self.part.name

    def stored(self, student: str) -> Stored:
        """Return what runs keep of ``student``."""
        name = self.part.name
        notebook = self.course / "autograded" / student / name / f"{name}.ipynb"
        reports = self.course / "reports" / name
        return Stored(notebook, reports / f"{student}.json", reports / f"{student}.key")
