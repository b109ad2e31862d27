"""The build: source/ and release/ from the written trees, the same to the byte every time."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.build.notebook import build_source
from autograder.build.release import make_release
from autograder.build.trees import build
from autograder.course.leaks import leak_problems
from autograder.course.part import load_part
from autograder.errors import CourseError
from autograder.model import LANGUAGES

from .mini import MEAN, PART, write_course

GRADE_IDS = [
    "setup-1",
    "setup-checks",
    *("double", "check-double", "grade-double"),
    "demo-1",
    *("mean", "check-mean", "grade-mean"),
    "setup-quiz",
    *("numbers-q-mini-weights", "answer-q-mini-weights"),
    *("check-q-mini-weights", "grade-q-mini-weights"),
    *("numbers-q-mini-shape", "answer-q-mini-shape", "check-q-mini-shape", "grade-q-mini-shape"),
    *("answer-q-mini-single", "check-q-mini-single", "grade-q-mini-single"),
    *("answer-q-mini-multiple", "check-q-mini-multiple", "grade-q-mini-multiple"),
    *("answer-q-mini-order", "check-q-mini-order", "grade-q-mini-order"),
    *("answer-q-mini-match", "check-q-mini-match", "grade-q-mini-match"),
]
POINTS = {"grade-double": 12, "grade-mean": 5}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built miniature course that no test changes."""
    course = write_course(tmp_path_factory.mktemp("built"))
    build(course, [PART], LANGUAGES)
    return course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course, not built yet."""
    return write_course(tmp_path)


def notebook_path(course: Path, tree: str, lang: str) -> Path:
    """Return where the notebook of the miniature part is."""
    return course / tree / lang / PART / f"{PART}.ipynb"


def cells(course: Path, tree: str, lang: str) -> list[dict[str, Any]]:
    """Return the cells of a built notebook, sources as text."""
    found = json.loads(notebook_path(course, tree, lang).read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


def source(course: Path, tree: str, lang: str, identity: str) -> str:
    """Return the source of one cell."""
    (found,) = [c["source"] for c in cells(course, tree, lang) if c["id"] == identity]
    return str(found)


def run_cells(found: list[dict[str, Any]]) -> tuple[dict[str, BaseException], str]:
    """Run code cells in one namespace; return what each raised, and what they printed."""
    raised: dict[str, BaseException] = {}
    module = type(sys)("__main__")
    printed = io.StringIO()
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        with contextlib.redirect_stdout(printed):
            for cell in found:
                if cell["cell_type"] == "code":
                    try:
                        exec(compile(cell["source"], cell["id"], "exec"), vars(module))
                    except Exception as error:
                        raised[cell["id"]] = error
    finally:
        sys.modules["__main__"] = before
    return raised, printed.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tree", ["source", "release"])
def test_cells_are_what_nbgrader_expects(built: Path, tree: str, lang: str) -> None:
    """Public grade ids, flags and points; prose carries no nbgrader metadata."""
    found = cells(built, tree, lang)
    code = [c for c in found if c["cell_type"] == "code" and c["id"] != "student-id"]
    known = {c["metadata"]["nbgrader"]["grade_id"]: c["metadata"]["nbgrader"] for c in code}
    assert list(known) == GRADE_IDS
    assert all("nbgrader" not in c["metadata"] for c in found if c not in code)
    for grade_id, flags in known.items():
        written = grade_id in ("double", "mean") or grade_id.startswith("answer-")
        graded = grade_id.startswith("grade-")
        assert flags["schema_version"] == 3
        assert flags["solution"] is written
        assert flags["locked"] is not written
        assert flags["grade"] is graded
        assert flags.get("points") == (POINTS.get(grade_id, 0.5) if graded else None)


def test_both_languages_share_ids_and_code_but_not_prose(built: Path) -> None:
    """One grader serves both notebooks; prose, stubs and checks are in the reader's language."""
    french, english = cells(built, "release", "fr"), cells(built, "release", "en")
    assert [c["id"] for c in french] == [c["id"] for c in english]
    assert len({c["id"] for c in french}) == len(french)
    assert "Doublez" in french[0]["source"]
    assert "Double each" in english[0]["source"]
    assert "# VOTRE CODE ICI" in source(built, "release", "fr", "double")
    assert "# YOUR CODE HERE" in source(built, "release", "en", "double")
    assert "Le signe est respecté." in source(built, "release", "fr", "check-mean")
    assert "The sign is kept." in source(built, "release", "en", "check-mean")


def test_the_notebook_says_what_made_it(built: Path) -> None:
    """A generated file names its source and the command that regenerates it."""
    text = notebook_path(built, "release", "en").read_text(encoding="utf-8")
    assert json.loads(text)["metadata"]["autograder"] == {
        "command": f"autograder build {PART}",
        "generated_from": f"lessons/{PART}/lesson.md",
        "lang": "en",
        "part": PART,
    }
    assert text.endswith("}\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_solutions_only_grading_cells_raise(built: Path, lang: str) -> None:
    """Visible checks pass on the solution and say so; grading cells fail closed."""
    raised, printed = run_cells(cells(built, "source", lang))
    grading = [name for name in GRADE_IDS if name.startswith("grade-")]
    assert {n: type(e) for n, e in raised.items()} == dict.fromkeys(grading, RuntimeError)
    assert f"autograder grade {PART}" in str(raised["grade-mean"])
    assert printed.count("✔") == 4 + 6
    assert "double" in printed.splitlines()[2]


def test_as_released_exercises_are_not_implemented(built: Path) -> None:
    """What a student receives raises `NotImplementedError`, names the check, and nothing else."""
    raised, printed = run_cells(cells(built, "release", "fr"))
    kinds = {name: type(e) for name, e in raised.items() if not name.startswith("grade-")}
    assert kinds == dict.fromkeys(["check-double", "demo-1", "check-mean"], NotImplementedError)
    assert printed.count("✘ L'exemple du cours : « été ».") == 2


def test_checks_are_written_for_the_notebook(built: Path) -> None:
    """`student` and comments for authors are gone; drivers come along; accents cost nothing."""
    text = source(built, "source", "fr", "check-double")
    assert "student" not in text
    assert "# été" not in text
    assert 'assert_close(double(x), torch.tensor([2.0, 6.0]), what="été"); double(x)' in text
    assert '    plus, minus = drive_twice(sys.modules["__main__"], torch.tensor' in text
    assert "    def drive_twice(module, x):" in text


def test_nothing_hidden_is_released(built: Path) -> None:
    """No solution, hidden test nor misconception reaches `release/`."""
    assert leak_problems(built, load_part(built, PART)) == []


def test_builds_are_equal_to_the_byte(built: Path) -> None:
    """Another process, with other hash seeds, writes the same notebooks."""
    code = (
        "import sys; from pathlib import Path; from autograder.build.trees import check;"
        f"print(*check(Path(sys.argv[1]), ['{PART}'], ['fr', 'en']))"
    )
    command = [sys.executable, "-c", code, str(built)]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_visible_test_that_cannot_leave_its_suite_stops_the_build(course: Path) -> None:
    """The notebook would not have the name; the message says which."""
    suite = course / "tests" / PART / "test_mean.py"
    suite.write_text(suite.read_text().replace("torch.tensor(2.0)", "TWO"))
    with pytest.raises(CourseError, match="uses `TWO`, which the notebook does not have"):
        build_source(load_part(course, PART), "fr")


def test_what_nbgrader_refuses_is_told_with_its_log(course: Path) -> None:
    """Two cells with one id: nbgrader's own complaint reaches the author."""
    part = load_part(course, PART)
    doubled = build_source(part, "fr").replace(b'"grade_id": "mean"', b'"grade_id": "double"')
    with pytest.raises(CourseError, match=r"(?s)Duplicate grade id: double.*and build again"):
        make_release(course, PART, "fr", doubled)


def test_a_text_that_stands_twice_has_two_ids(course: Path) -> None:
    """nbformat wants ids to be unique, also when a lesson repeats itself."""
    lesson = course / "lessons" / PART / "lesson.md"
    text = lesson.read_text()
    lesson.write_text(text + "\n" + text[: text.index("```")])
    build(course, [PART], ["fr"])
    ids = [c["id"] for c in cells(course, "release", "fr")]
    assert len(set(ids)) == len(ids)
    assert f"{ids[0]}-2" in ids


def test_the_stub_comes_from_the_solution(course: Path) -> None:
    """Changing the reference's signature changes what students receive."""
    path = course / "solutions" / PART / "mean.py"
    path.write_text(MEAN.replace("x: torch.Tensor)", "x: torch.Tensor, dim: int = 0)"))
    build(course, [PART], ["en"])
    text = source(course, "release", "en", "mean")
    assert "def mean(x: torch.Tensor, dim: int = 0)" in text
    assert "numel" not in text
