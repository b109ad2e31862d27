"""A rerun does what changed and nothing else, and says which marks moved."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.suite import without_weights
from autograder.gradebook import keys
from autograder.gradebook.not_graded import read_problems
from autograder.gradebook.plan import Do

from .mini import PART, SUITE
from .reruns import Class, build, hand_in

TESTS, PART_TOML = f"tests/{PART}/test_double.py", f"lessons/{PART}/part.toml"
QUIZ = f"lessons/{PART}/quiz.toml"


def test_nothing_changed_runs_nothing(classroom: Class) -> None:
    """No worker is started, no file written, and every mark goes to the gradebook again."""
    before = classroom.written()
    graded = classroom.grade()
    assert classroom.pools == 0
    assert all(one.unchanged for one in graded.values())
    assert classroom.written() == before
    assert [mark.student for mark in classroom.recorded] == ["ann", "bob", "eve"]
    assert classroom.recorded[0].scores is not None


def _touch(name: str, old: str, new: str) -> Callable[[Class], None]:
    return lambda classroom: classroom.edit(name, old, new)


def _new_text(classroom: Class) -> None:
    classroom.edit(f"lessons/{PART}/lesson.md", "Doublez chaque", "Multipliez chaque")
    build(classroom.root)


def _new_setup(classroom: Class) -> None:
    classroom.edit(f"lessons/{PART}/lesson.md", "\nimport torch\n", "\nimport torch, math\n")
    build(classroom.root)


def _conftest(classroom: Class) -> None:
    (classroom.root / "conftest.py").write_text("x = 1\n")


CHANGES: dict[str, tuple[Callable[[Class], None], str]] = {
    "suite": (_touch(TESTS, "normal(rng, 7", "normal(rng, 8"), "suite of double"),
    "solution": (_touch(f"solutions/{PART}/mean.py", "x.sum()", "sum(x)"), "solution of mean"),
    "misconceptions": (
        _touch(f"misconceptions/{PART}/mean.py", "return x + 1", "return x + 9"),
        "misconceptions of mean",
    ),
    "limits": (_touch(PART_TOML, "call_seconds = 2", "call_seconds = 3"), "limits"),
    "forbidden": (_touch(PART_TOML, '"torch.add"', '"torch.mul"'), "exercises"),
    "quiz": (_touch(QUIZ, 'answer = "n * k"', 'answer = "k * n"'), "quiz"),
    "setup": (_new_setup, "locked cells"),
    "conftest": (_conftest, "files beside the suites"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_decides_outcomes_is_run_again(classroom: Class, what: str) -> None:
    """Everybody is graded, and the one reason given is what was changed."""
    change, why = CHANGES[what]
    change(classroom)
    plans = classroom.plans()
    assert {plan.do for plan in plans.values()} == {Do.ALL}
    assert {plan.why for plan in plans.values()} == {(why,)}


def test_what_editors_leave_decides_nothing(classroom: Class) -> None:
    """Hidden files and directories beside the suites are not theirs."""
    suites = classroom.root / "tests" / PART
    (suites / ".test_double.py.swp").write_text("half a line")
    (suites / ".pytest.cache").mkdir()
    (suites / "old.d").mkdir()
    assert all(plan.unchanged for plan in classroom.plans().values())


def test_one_submission_that_changed(classroom: Class) -> None:
    """It alone is run, the others are as they were."""
    hand_in(classroom.root, "bob", "# right now")
    assert classroom.plans()["bob"].why == ("submission",)
    graded = classroom.grade()
    assert classroom.asked == [("bob", None)]
    assert [move.name for move in graded["bob"].moves or ()] == ["double", "mean"]
    assert graded["ann"].unchanged


def test_programs_that_changed(classroom: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions are told by number, our own code by its digest."""
    monkeypatch.setattr(keys, "installed", lambda names: dict.fromkeys(names, "9"))
    why = classroom.plans("ann")["ann"].why
    assert sorted(line.split()[0] for line in why) == ["ipython", "numpy", "pytest", "torch"]
    assert all(line.endswith(" → 9") for line in why)
    monkeypatch.undo()
    monkeypatch.setattr(keys, "code_digest", lambda: "another")
    assert classroom.plans("ann")["ann"].why == ("autograder's own code",)


@pytest.mark.parametrize("about", [{"device": "cuda"}, {"isolation": "process"}])
def test_another_way_of_running(classroom: Class, about: dict[str, str]) -> None:
    """Where student code runs decides too."""
    (why,) = classroom.plans("ann", **about)["ann"].why
    assert why.endswith(f" → {next(iter(about.values()))}")


def test_force_and_what_is_new(classroom: Class) -> None:
    """`--force` says so itself; without a key, or with one of an earlier version, so does that."""
    assert classroom.plans("ann", force=True)["ann"].why == ("--force",)
    key = classroom.root / "reports" / PART / "ann.key"
    key.write_text("0123\n4567\n89ab\n")
    assert "of an earlier version" in classroom.plans("ann")["ann"].why[0]
    key.unlink()
    assert classroom.plans("ann")["ann"].why[0].startswith("new")
    (classroom.root / "submitted" / "ann" / PART / f"{PART}.ipynb").unlink()
    assert classroom.plans("ann")["ann"].do is Do.REFUSE


def _points(classroom: Class) -> None:
    classroom.edit(PART_TOML, "points = 12", "points = 7")
    build(classroom.root)


MARKS = {
    "points": _points,
    "points-before-the-build": _touch(PART_TOML, "points = 12", "points = 7"),
    "points-of-questions": _touch(QUIZ, "points = 0.5", "points = 2.5"),
    "points-of-part-right": _touch(QUIZ, '"multiple"\npoints = 0.5', '"multiple"\npoints = 3'),
    "weight": _touch(TESTS, "weight(2)", "weight(5)"),
    "no-weight": _touch(TESTS, "@pytest.mark.weight(2)\n", ""),
    "prose": _new_text,
}


@pytest.mark.parametrize("what", MARKS)
def test_marks_are_recomputed_without_running(classroom: Class, what: str) -> None:
    """Nothing is run, and every byte is what grading everybody would have written."""
    MARKS[what](classroom)
    assert {plan.do for plan in classroom.plans().values()} == {Do.MARKS}
    before = classroom.written()
    classroom.grade()
    assert classroom.pools == 0
    recomputed = classroom.written()
    assert recomputed != before
    page = recomputed[f"autograded/eve/{PART}/{PART}.ipynb"]
    assert b"Your code calls" in page  # in her notebook's language, and why is not forgotten
    assert all(plan.unchanged for plan in classroom.plans().values())
    classroom.grade(force=True)
    assert len(classroom.asked) == 3
    assert classroom.written() == recomputed


SAME = {
    "another weight": ("weight(2)", "weight(3)"),
    "no weight": ("@pytest.mark.weight(2)\n", ""),
    "a weight more": ("@pytest.mark.visible\n", "@pytest.mark.weight(4)\n@pytest.mark.visible\n"),
    "a comment": ("# été", "# summer"),
}
OTHER = {
    "another number": ("[1.0, 3.0]", "[1.0, 4.0]"),
    "a title": ("The sign is kept", "The sign stays"),
    "another mark": ("weight(2)", "wait(2)"),
    "not visible": ("@pytest.mark.visible\n", ""),
    "a name that is a weight": ("pytest.mark.weight(2)", "pytest.mark.weight(n)"),
    "a weight in a test": ('"""The sign is kept."""', '"""The sign is kept."""; weight(2)'),
    "a driver": ("double(-x)", "double(x)"),
}


@pytest.mark.parametrize(("old", "new"), [*SAME.values(), *OTHER.values()], ids=[*SAME, *OTHER])
def test_a_suite_is_the_same_but_for_weights(old: str, new: str) -> None:
    """Whatever else is changed counts as another suite."""
    suite = SUITE.format(name="double", expected="[2.0, 6.0]")
    assert old in suite
    texts = suite, suite.replace(old, new)
    one, other = (ast.dump(without_weights(ast.parse(text))) for text in texts)
    assert (one == other) == ((old, new) in SAME.values())


def test_a_test_that_changed_moves_marks(classroom: Class) -> None:
    """By how much, and because of which test; who did not move is not named."""
    classroom.edit(TESTS, "def test_sign(", "def test_direction(")
    moved = {student: graded.moves for student, graded in classroom.grade().items()}
    assert moved["ann"] == moved["eve"] == ()
    (move,) = moved["bob"] or ()
    assert (move.name, move.before, move.after) == ("double", 9.0, 12.0)
    assert move.because == ("test_direction: new, PASSED", "test_sign: removed")


def test_marks_that_move_without_a_test(classroom: Class) -> None:
    """Points or weights are the reason then."""
    classroom.edit(TESTS, "weight(2)", "weight(8)")
    moved = {student: graded.moves for student, graded in classroom.grade().items()}
    assert [(m.name, m.because) for m in moved["bob"] or ()] == [("double", ("points or weights",))]
    assert moved["ann"] == ()


def test_one_exercise_is_run_again(classroom: Class) -> None:
    """Its suite may have changed; the other results, quiz included, stay as they were."""
    path = classroom.root / "reports" / PART / "bob.json"
    before = json.loads(path.read_text())
    classroom.edit(TESTS, "def test_sign(", "def test_direction(")
    graded = classroom.grade("bob", exercises=["double"])
    assert classroom.asked == [("bob", ("double",))]
    assert graded["bob"].plan is not None
    assert graded["bob"].plan.do is Do.SOME
    after = json.loads(path.read_text())
    assert after["exercises"]["double"]["score"] == 12.0
    assert after["exercises"]["mean"] == before["exercises"]["mean"]
    assert after["questions"] == before["questions"]
    assert classroom.plans("bob")["bob"].unchanged
    one = classroom.written()
    classroom.grade("bob", force=True)
    assert classroom.written() == one


def test_one_exercise_of_what_changed_otherwise(classroom: Class) -> None:
    """A report is of one submission and one course: it is made anew."""
    classroom.edit(f"tests/{PART}/test_mean.py", "normal(rng, 7", "normal(rng, 8")
    plan = classroom.plans("bob", exercises=["double"])["bob"]
    assert (plan.do, plan.why) == (Do.ALL, ("suite of mean",))


def test_a_narrowed_run_touches_nobody_else(classroom: Class) -> None:
    """Their files, their marks and why they have none stay as they were."""
    for student in ("bob", "eve"):
        hand_in(classroom.root, student, "#").write_text("no notebook")
    hand_in(classroom.root, "ann", "# fails test_sign")
    classroom.grade()
    assert set(read_problems(classroom.root, PART)) == {"bob", "eve"}
    hand_in(classroom.root, "eve", "# fails test_sign")
    before = classroom.written()
    classroom.grade("eve")
    assert [mark.student for mark in classroom.recorded] == ["eve"]
    assert set(read_problems(classroom.root, PART)) == {"bob"}
    changed = {name for name, data in classroom.written().items() if before.get(name) != data}
    assert {Path(name).name.split(".")[0] for name in changed} == {"eve", PART}
    assert all("eve" in name or "not_graded" in name for name in changed)
