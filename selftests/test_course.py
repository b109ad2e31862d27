"""The readers of the written trees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.course.solution import load_solution
from autograder.errors import CourseError, UsageError
from autograder.model import Text

from .mini import PART, write_course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course."""
    return write_course(tmp_path)


def test_a_part_is_read_whole(course: Path) -> None:
    """Titles, limits, what is forbidden, tests and misconceptions arrive where they belong."""
    part = load_part(course, PART)
    assert part_names(course) == [PART]
    assert part.title == Text("Mini", "Mini course")
    assert part.limits.call_seconds == 2.0
    assert part.limits.memory_mb == 1024
    double, mean = part.exercises
    assert double.forbidden == ("torch.nn", "torch.add")
    assert mean.forbidden == ("torch.nn",)
    assert [(t.name, t.visible, t.weight) for t in double.tests] == [
        ("test_slide_example", True, 1),
        ("test_sign", True, 1),
        ("test_random_values", False, 2),
    ]
    assert double.tests[1].title == Text("Le signe est respecté.", "The sign is kept.")
    first = double.misconceptions[0]
    assert first.fails == {"test_random_values"}
    assert first.source == ("import torch\n@torch.no_grad()\ndef double(x):\n    return x + 1\n")


def test_a_solution_keeps_its_closing_marker_and_its_decorators(tmp_path: Path) -> None:
    """`ast` ends a function before the comment that closes it; the notebook needs it."""
    path = tmp_path / "f.py"
    path.write_text(
        "import functools\nimport math\n\n\n@functools.cache\ndef f(x):\n"
        '    """Contract."""\n    ### BEGIN SOLUTION\n    y = math.pi * x\n    return y\n'
        "    ### END SOLUTION\n"
    )
    solution = load_solution(path, "f")
    assert solution.source.startswith("@functools.cache\n")
    assert solution.source.endswith("    ### END SOLUTION\n")
    assert solution.imports == "import functools\nimport math\n"
    assert solution.names == {"functools", "math"}
    assert solution.hidden_lines == ("y = math.pi * x", "return y")


def test_broken_parts_do_not_load(course: Path) -> None:
    """One error lists everything that cannot be read."""
    (course / "solutions" / PART / "double.py").unlink()
    (course / "tests" / PART / "test_double.py").unlink()
    with pytest.raises(CourseError, match=r"(?s)double\.py is missing.*test_double\.py is missing"):
        load_part(course, PART)


def test_unknown_parts_are_suggested(course: Path) -> None:
    """A misspelt part is the user's mistake, not the course's."""
    with pytest.raises(UsageError, match=f"did you mean `{PART}`"):
        load_part(course, "part01_min")


def test_the_course_is_found_from_below(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From any directory inside, or by the variable from anywhere."""
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    assert find_course(course / "tests" / PART) == course
    with pytest.raises(CourseError, match="go into the course directory"):
        find_course(course.parent)
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course))
    assert find_course(course.parent) == course
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course / "tests"))
    with pytest.raises(CourseError, match="or unset it"):
        find_course(course)


def test_reading_the_course_imports_nothing_heavy() -> None:
    """`autograder --help` must not wait for torch, pytest or nbformat."""
    code = (
        "import sys, autograder.course.integrity, autograder.course.leaks;"
        "import autograder.course.locate, autograder.build.trees;"
        "heavy = {'torch', 'numpy', 'pytest', 'nbformat', 'jupytext', 'nbgrader'};"
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
