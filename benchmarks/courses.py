"""The courses that are compared: ours, the same for stock nbgrader, for otter, and wider ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.course.lesson import fingerprint
from autograder.course.part import load_part
from autograder.model import Part

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "examples"))
from sample_class import PART as PART  # noqa: E402 - an example is no package
from sample_class import write_class  # noqa: E402

# These cost a time limit, the whole submission or (a copied cell) the whole batch of stock
# nbgrader, and that would be measured instead.
LEFT_OUT = ("gaston", "hugo", "ines", "karim")
TREES = ("lessons", "solutions", "misconceptions", "tests", "source", "release")
WIDE = "part05_wide"
COPIED = "dense_forward"


def run(command: Sequence[str], directory: Path, check: bool = True) -> str:
    """Run a command and return what it printed."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{Path(__file__).parent}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def our_course(course: Path) -> Part:
    """Copy the course; who hands in is up to :func:`hand_in`."""
    for tree in TREES:
        shutil.copytree(ROOT / tree, course / tree)
    for name in ("nbgrader_config.py", "conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    write_class(ROOT, course / "sample")
    return load_part(course, PART)


def hand_in(course: Path, submissions: int, *students: str) -> None:
    """Fill ``submitted/`` with the sample class, over and over under other ids.

    With ``students``, with theirs alone.
    """
    places = sorted((course / "sample").iterdir())
    pattern = [p for p in places if p.name not in LEFT_OUT and (not students or p.name in students)]
    shutil.rmtree(course / "submitted", ignore_errors=True)
    for number in range(submissions):
        source = pattern[number % len(pattern)]
        shutil.copytree(source, course / "submitted" / f"{source.name}-{number:05}")


def stock_course(stock: Path, ours: Path, part: Part) -> None:
    """Make the same course for stock nbgrader: grading cells run the suites in the kernel."""
    notebook = json.loads((ROOT / "source" / "fr" / PART / f"{PART}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.removeprefix("grade-") in part.points and name.startswith("grade-"):
            points = part.points[name.removeprefix("grade-")]
            exercise = name.removeprefix("grade-")
            cell["source"] = (
                "import in_kernel\n"
                f"in_kernel.points({str(ours)!r}, {PART!r}, {exercise!r}, {points}, globals())"
            )
    target = stock / "source" / PART / f"{PART}.ipynb"
    target.parent.mkdir(parents=True)
    target.write_text(json.dumps(notebook), encoding="utf-8")
    (stock / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'
        "c.OverwriteCells.add_missing_cells = True\n"
    )
    run([sys.executable, "-m", "nbgrader", "generate_assignment", PART], stock)


OTTER_TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points}
"""
OTTER_CASE = """

@test_case(points={points}, hidden=True)
def {test}(env):
    import in_kernel
    in_kernel.run({course!r}, {part!r}, {name!r}, {test!r}, env)
"""


def otter_assignment(directory: Path, ours: Path, part: Part) -> Path:
    """Write an otter autograder with a question for each exercise and a case for each test."""
    tests = directory / "tests"
    tests.mkdir(parents=True)
    for exercise in part.exercises:
        total = sum(spec.weight for spec in exercise.tests)
        text = OTTER_TEST.format(name=exercise.name, points=exercise.points)
        for spec in exercise.tests:
            text += OTTER_CASE.format(
                points=exercise.points * spec.weight / total,
                test=spec.name,
                course=str(ours),
                part=PART,
                name=exercise.name,
            )
        (tests / f"{exercise.name}.py").write_text(text)
    (directory / "otter_config.json").write_text("{}")
    target = directory / "autograder.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(tests.iterdir()):
            archive.write(path, f"tests/{path.name}")
        archive.write(directory / "otter_config.json", "otter_config.json")
    return target


def wide_course(course: Path, exercises: int) -> Path:
    """Make a course of one part with so many copies of an exercise; return its solved notebook."""
    lesson = '+++ {"lang": "fr"}\n\n# Large\n\n+++ {"lang": "en", "translates": "'
    lesson += (
        f'{fingerprint("# Large")}"}}\n\n# Wide\n\n```{{code-cell}} ipython3\nimport torch\n```\n\n'
    )
    toml = 'packages = ["numpy", "torch"]\n[title]\nfr = "Large"\nen = "Wide"\n'
    for number in range(exercises):
        name = f"{COPIED}_{number:02}"
        lesson += f"```{{code-cell}} ipython3\n:exercise: {name}\n```\n\n"
        toml += f'[[exercise]]\nname = "{name}"\npoints = 1\ntitle = {{ fr = "F", en = "F" }}\n'
        for tree in ("solutions", "tests", "misconceptions"):
            prefix = "test_" if tree == "tests" else ""
            text = (ROOT / tree / PART / f"{prefix}{COPIED}.py").read_text("utf-8")
            path = course / tree / WIDE / f"{prefix}{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(re.sub(rf"\b{COPIED}\b", name, text))
    (course / "lessons" / WIDE).mkdir(parents=True)
    (course / "lessons" / WIDE / "lesson.md").write_text(lesson)
    (course / "lessons" / WIDE / "part.toml").write_text(toml)
    for name in ("nbgrader_config.py", "conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    run([sys.executable, "-m", "autograder", "build", WIDE], course)
    return course / "source" / "fr" / WIDE / f"{WIDE}.ipynb"
