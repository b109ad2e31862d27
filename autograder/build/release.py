"""Make the students' notebook from the instructors', by nbgrader's own `generate_assignment`.

It works in a temporary directory that is a course to nbgrader::

    source/LANG/PART/PART.ipynb      written here
    release/LANG/PART/PART.ipynb     written by nbgrader, read back

To build or compare, no gradebook is opened, as with nbgrader's `--no-db`: the release does not
depend on one, and the instructor's own must not change because a notebook was compared. Grading
registers the assignment in the gradebook by the same way.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.build.notebook import serialize
from autograder.errors import CourseError
from autograder.scratch import Scratch

LANGUAGE_VARIABLE = "AUTOGRADER_LANG"


def make_release(
    course: Path, part: str, lang: str, source: bytes, db_url: str | None = None
) -> bytes:
    """Return the release notebook that nbgrader makes of the instructors' notebook ``source``.

    With ``db_url`` the assignment is also registered in that gradebook, which is made if need be.
    """
    with Scratch() as temporary:
        # nbgrader matches file names with expressions made of this path: no symbolic links.
        root = temporary.resolve()
        name = Path(part, f"{part}.ipynb")
        written = root / "source" / lang / name
        written.parent.mkdir(parents=True)
        written.write_bytes(source)
        log = _Log()
        try:
            _generate(course_config(course, lang, root, db_url), part, log.logger)
            released = (root / "release" / lang / name).read_text(encoding="utf-8")
        except Exception as error:  # nbgrader raises whatever it met, of many types
            raise CourseError(
                f"nbgrader could not make the {lang} release of {part}: {error}\n"
                + "\n".join(log.lines)
                + f"\nRepair lessons/{part} or solutions/{part} and build again."
            ) from error
    return serialize(json.loads(released))


def course_config(course: Path, lang: str, root: Path, db_url: str | None = None) -> Any:
    """Return the course's own nbgrader configuration for ``lang``, moved to ``root``."""
    from traitlets.config import PyFileConfigLoader

    with _environment(LANGUAGE_VARIABLE, lang):
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.CourseDirectory.root = str(root)
    if db_url is None:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    else:
        config.CourseDirectory.db_url = db_url
    return config


def _generate(config: Any, part: str, logger: logging.Logger) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    directory = CourseDirectory(config=config, log=logger)
    directory.assignment_id = part
    GenerateAssignment(coursedir=directory, config=config, log=logger).start()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set one environment variable for a while: configuration files read their language there."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


class _Log(logging.Handler):
    """Keeps nbgrader's warnings, which say what its exceptions do not."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        # Not registered by name: loggers of `getLogger` live as long as the process.
        self.logger = logging.Logger("nbgrader.build", logging.WARNING)
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
