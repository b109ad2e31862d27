"""nbgrader's Execute step, with student code in the sandbox.

For a part of this course the engine runs the hidden suites and the marks are written as outputs of
the grading cells. Any other assignment (plain asserts in cells, another course) is executed cell by
cell in the sandbox with nbgrader's own semantics: errors become outputs, a cell that takes too long
is one error, the following cells still run.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from nbformat import from_dict
from nbgrader.preprocessors import Execute
from traitlets import Enum, Integer

from autograder.course.locate import find_course
from autograder.course.part import READ_BY_ENGINE, content_digest, load_part, part_names
from autograder.engine.pool import Engine
from autograder.engine.session import SubjectSession, error_output
from autograder.engine.subject import Cell, Subject
from autograder.errors import CourseError, GradingFault
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.printed import write_printed
from autograder.gradebook.workdir import read_files, write_files
from autograder.model import Isolation, Limits, Outcome
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.levels import start_server
from autograder.sandbox.sandbox import SandboxEnded

NO_LIMIT_SECONDS = 24 * 3600
NATIVE_KERNEL = "python3"


class SandboxExecute(Execute):  # type: ignore[misc]
    """Replaces ``nbgrader.preprocessors.Execute``; its configuration is inherited."""

    isolation = Enum(
        [level.value for level in Isolation],
        default_value=Isolation.FULL.value if sys.platform == "linux" else Isolation.PROCESS.value,
        help="How strongly student code is separated.",
    ).tag(config=True)
    memory_mb = Integer(2048, help="Memory of one submission of another course.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Execute ``nb`` in the sandbox and return it with its outputs."""
        about = resources["nbgrader"]
        course = _course()
        ours = course is not None and about["assignment"] in part_names(course)
        if ours and about["assignment"] == about["notebook"]:
            assert course is not None
            return self._grade(nb, course, about), resources
        self._check_kernel(nb)
        self._execute(nb, Path(resources["metadata"]["path"]))
        return nb, resources

    def _grade(self, nb: Any, course: Path, about: Any) -> Any:
        version = content_digest(course, about["assignment"], READ_BY_ENGINE)
        engine = _engine(course, about["assignment"], self.isolation, version)
        part = load_part(course, about["assignment"])
        notebook = json.loads(json.dumps(nb))
        lang = str(nb.metadata.get("autograder", {}).get("lang", "fr"))
        name, student = about["notebook"], about["student"]
        report = grade_notebook(engine, part, notebook, lang, name, student)
        if not report.gradable:
            raise GradingFault(
                "No mark was written, because the grader itself failed: "
                + "; ".join(report.errors)
                + ". Run `autograder check-course`, then autograde this student again."
            )
        write_printed(course, report, student)
        return from_dict(notebook)

    def _check_kernel(self, nb: Any) -> None:
        """Refuse what stock nbgrader could not start either, and languages that are not Python."""
        name = nb.metadata.get("kernelspec", {}).get("name", NATIVE_KERNEL)
        # jupyter_client takes "python" for its own kernel, whatever that is called.
        spec = KernelSpecManager().get_kernel_spec(NATIVE_KERNEL if name == "python" else name)
        if spec.language.lower() != "python":
            raise GradingFault(
                f"The sandbox runs Python; this notebook's kernel {name!r} runs {spec.language}. "
                "Use nbgrader's own Execute for it."
            )

    def _execute(self, nb: Any, directory: Path) -> None:
        seconds = NO_LIMIT_SECONDS if self.timeout in (None, -1) else self.timeout
        limits = Limits(
            call_seconds=seconds,
            cell_seconds=seconds,
            submission_seconds=NO_LIMIT_SECONDS,
            memory_mb=self.memory_mb,
        )
        cells = [
            Cell(str(index), cell.source, index)
            for index, cell in enumerate(nb.cells)
            if cell.cell_type == "code" and cell.source.strip()
        ]
        files, _ = read_files(directory)
        env = {"NBGRADER_EXECUTION": os.environ.get("NBGRADER_EXECUTION", "")}
        for attempt in (1, 2):
            server = _server(self.isolation, os.getpid())
            try:
                with SubjectSession(server, Subject(tuple(cells)), limits, env, files) as session:
                    session.execute()
                    made = _files_made(session)
                break
            except ServerDied as error:
                server.close()  # or its template would stay for as long as this process
                _server.cache_clear()
                if attempt == 2:
                    raise GradingFault(
                        f"The sandbox was lost twice ({error}). Autograde this student again."
                    ) from error
        for cell in cells:
            failed = session.failed_cells.get(cell.id, {})
            outputs = session.outputs[cell.index]
            if failed.get("outcome") is Outcome.TIMED_OUT:
                outputs = [error_output("CellTimeoutError", "No reply before the timeout")]
            nb.cells[cell.index].outputs = [from_dict(output) for output in outputs]
            nb.cells[cell.index].execution_count = cell.index + 1
        write_files(directory, made)


def _files_made(session: SubjectSession) -> dict[str, bytes]:
    """Return what the cells made; nothing when asking for it ends the sandbox: they are done."""
    try:
        return dict(session.request(lambda box: box.new_files()))
    except SandboxEnded:
        return {}


def _course() -> Path | None:
    try:
        return find_course()
    except CourseError:
        return None


# Started once in a process that grades many submissions, such as formgrader.
@cache
def _engine(course: Path, part: str, isolation: str, version: str) -> Engine:
    engine = Engine(course, [part], Isolation(isolation))
    atexit.register(engine.close)
    return engine


@cache
def _server(isolation: str, _: int) -> ForkServer:
    server = start_server(Isolation(isolation), _course())
    atexit.register(server.close)
    return server
