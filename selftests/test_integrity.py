"""Every message of the static half of `check-course`.

Each is proved by breaking what it guards in a miniature course that is otherwise right.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.integrity import static_problems
from autograder.course.lesson import load_lesson

from .mini import PART, write_course

SOLUTION = f"solutions/{PART}/double.py"
SUITE = f"tests/{PART}/test_double.py"
WRONG = f"misconceptions/{PART}/double.py"
LESSON = f"lessons/{PART}/lesson.md"
TOML = f"lessons/{PART}/part.toml"
QUIZ = f"lessons/{PART}/quiz.toml"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course."""
    return write_course(tmp_path)


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Return a breakage that replaces a text which must be there."""

    def break_it(course: Path) -> None:
        text = (course / file).read_text(encoding="utf-8")
        assert old in text
        (course / file).write_text(text.replace(old, new), encoding="utf-8")

    return break_it


def append(file: str, text: str) -> Callable[[Path], None]:
    """Return a breakage that adds to a file, which it makes when needed."""

    def break_it(course: Path) -> None:
        (course / file).parent.mkdir(parents=True, exist_ok=True)
        with (course / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return break_it


def remove(file: str) -> Callable[[Path], None]:
    """Return a breakage that removes a file."""
    return lambda course: (course / file).unlink()


VISIBLE = "def test_slide_example(student):"
BREAKAGES = {
    # part.toml
    "points": (replace(TOML, "points = 12", "points = 11"), "sum to 19"),
    "no points": (replace(TOML, "points = 12", "points = 0"), "not a positive number"),
    "toml syntax": (append(TOML, "["), "repair the TOML"),
    "key": (replace(TOML, "packages", "package"), "unknown key `package` (did you mean `packages`"),
    "exercise key": (replace(TOML, "points = 5", "points = 5\npoint = 5"), "unknown key `point` "),
    "limit": (replace(TOML, "call_seconds", "cal_seconds"), "did you mean `call_seconds`?"),
    "limit value": (replace(TOML, "= 2", '= "2"'), "not a positive float"),
    "title": (replace(TOML, 'en = "Average"', 'en = ""'), "`title.en` is missing or empty"),
    "no title": (replace(TOML, "[title]", "[titles]"), "`title` is missing"),
    "name": (replace(TOML, '"mean"', '"the mean"'), "not a Python name"),
    "twice": (replace(TOML, '"mean"', '"double"'), "stands 2 times: leave one"),
    "names": (replace(TOML, '["torch.nn"]', '"torch.nn"'), "not a list of names"),
    "allowed": (
        replace(TOML, 'name = "mean"', 'name = "mean"\nallowed = ["torch.n"]'),
        "`allowed` names `torch.n` (did you mean `torch.nn`?), not forbidden",
    ),
    # quiz.toml
    "no quiz": (remove(QUIZ), "0 questions: write 6 to 10"),
    "quiz points": (replace(QUIZ, "points = 0.5", "points = 1"), "sum to 23"),
    "quiz key": (replace(QUIZ, "explanation =", "explain ="), "(did you mean `explanation`?)"),
    "kind": (replace(QUIZ, '"single"', '"singel"'), "(did you mean `single`?)"),
    "question id": (replace(QUIZ, '"q-mini-shape"', '"mini_shape"'), "not kebab-case behind `q-`"),
    "two questions": (replace(QUIZ, '"q-mini-shape"', '"q-mini-order"'), "stands 2 times"),
    "few seeded": (replace(QUIZ, "parameters = { m", "# { m"), "uses `m`, which is no parameter"),
    "draw": (
        replace(QUIZ, 'answer = "n + k"', 'answer = "n * 3"'),
        "wrong answer `n * 3` is right for n = 28, k = 3",
    ),
    "parameter": (replace(QUIZ, "m = [5, 7]", "m = [5, 5]"), "no list of different numbers"),
    "not named": (replace(QUIZ, "do $m$ examples", "do 5 examples"), "`text.en` does not name"),
    "not a shape": (replace(QUIZ, '"(m, 3)"', '"m * 3"'), "not of the kind that is asked"),
    "two right": (
        replace(QUIZ, 'id = "plus-one"', 'id = "plus-one"\ncorrect = true'),
        "one right option and two to four wrong",
    ),
    "no feedback": (
        replace(QUIZ, 'feedback = { fr = "Zéro', 'feedbacks = { fr = "Zéro'),
        "`feedback` is missing",
    ),
    "same text": (
        replace(QUIZ, 'en = "Examples are rows."', 'en = "Les exemples sont des lignes."'),
        "stands in both languages",
    ),
    "mistake": (replace(QUIZ, '"double-plus-2"', '"double-plus-0"'), "is called `double-plus-0`"),
    "ordering": (
        replace(QUIZ, '["cost", "forward", "backward"]', '["cost", "forward"]'),
        "not another order of the items",
    ),
    "match": (replace(QUIZ, 'match = "vector"', 'match = "vectors"'), "(did you mean `vector`?)"),
    # files
    "no solution": (remove(SOLUTION), f"{SOLUTION} is missing"),
    "no suite": (remove(SUITE), f"{SUITE} is missing"),
    "no misconceptions": (remove(WRONG), f"{WRONG} is missing"),
    "no lesson": (remove(LESSON), f"{LESSON} is missing"),
    "stray solution": (append(f"solutions/{PART}/doubles.py", ""), "did you mean `double.py`?"),
    "stray suite": (append(f"tests/{PART}/double.py", ""), "no exercise of part.toml claims"),
    "stray part": (append("tests/part01_mine/test_x.py", ""), f"did you mean `{PART}`?"),
    "stray file": (append("tests/test_double.py", ""), "belongs to no part"),
    # solutions
    "syntax": (append(SOLUTION, "def"), "repair the syntax"),
    "helper": (append(SOLUTION, "\nFACTOR = 2\n"), "move helpers inside"),
    "no contract": (replace(SOLUTION, '    """Return', '    1 + """Return'), "has no docstring"),
    "no region": (replace(SOLUTION, "### END SOLUTION", ""), "no well-formed region"),
    "import": (
        replace(SOLUTION, "2 * x", "np.multiply(2, x) * x"),
        "uses `np`, which no setup cell",
    ),
    # suites
    "english": (replace(SUITE, '"""The sign is kept."""', ""), "no one-line docstring"),
    "french": (
        replace(SUITE, '@pytest.mark.french("Le signe est respecté.")', ""),
        "no French title",
    ),
    "weight": (replace(SUITE, "weight(2)", "weight(0)"), "not a whole number from 1"),
    "class": (append(SUITE, "\nclass TestMore:\n    pass\n"), "write tests as functions"),
    "same name": (
        replace(SUITE, "def test_sign", "def test_slide_example"),
        "two tests are called",
    ),
    "no visible": (replace(SUITE, "@pytest.mark.visible", ""), "no visible test"),
    "no hidden": (
        replace(SUITE, "@pytest.mark.weight(2)", "@pytest.mark.visible"),
        "no hidden test",
    ),
    "empty suite": (lambda c: (c / SUITE).write_text('"""Empty."""'), "no test in this file"),
    "fixture": (
        replace(SUITE, VISIBLE, VISIBLE.replace(")", ", rng)")),
        "takes more than `student`",
    ),
    "helper name": (replace(SUITE, "torch.tensor([2.0, 6.0])", "LATER"), "uses `LATER`"),
    "student": (replace(SUITE, 'what="été"', "what=student"), "uses `student` itself"),
    "raises": (
        replace(SUITE, "x = torch.tensor([1.0, 3.0])  #", "student.raises(ValueError)  #"),
        "uses `student.raises`",
    ),
    "shadow": (
        replace(SUITE, "plus, minus = student", "double, minus = student"),
        "rename the variable",
    ),
    "other exercise": (
        replace(SUITE, "student.double(x), torch", "student.doubl(x), torch"),
        "did you mean `double`?",
    ),
    "closure": (
        replace(SUITE, "module.double(x)\n\n    x", "module.double(rng)\n\n    x"),
        "`rng` from",
    ),
    "global": (replace(SUITE, "module.double(-x)", "module.double(FACTOR * x)"), "takes `FACTOR`"),
    "lambda": (replace(SUITE, "run(drive, x)", "run(lambda m, x: x, x)"), "not a function of this"),
    # misconceptions
    "fails": (
        replace(WRONG, '{"test_random_values"}', '{"test_random_value"}'),
        "did you mean `test_random_values`?",
    ),
    "unkilled": (replace(WRONG, "test_random_values", "test_sign"), "no misconception fails"),
    "fails nothing": (replace(WRONG, '{"test_random_values"}', "set()"), "fails no test"),
    "fails computed": (replace(WRONG, '{"test_random_values"}', "NAMES"), "`fails` is computed"),
    "fails number": (replace(WRONG, '{"test_random_values"}', "{1}"), "not a set of test names"),
    "id": (replace(WRONG, '"double-plus-1"', '"Double plus 1"'), "not kebab-case"),
    "same id": (replace(WRONG, "double-plus-1", "double-plus-2"), "stands 2 times: ids"),
    "id elsewhere": (replace(WRONG, "double-plus-1", "mean-plus-1"), "stands 2 times: ids"),
    "argument": (replace(WRONG, "fails=", "fail="), "did you mean `fails`?"),
    "no english": (replace(WRONG, '    en="Mistake 1: read again.",\n', ""), "`en` is missing"),
    "empty english": (replace(WRONG, "Mistake 1: read again.", ""), "not explained in both"),
    "untranslated": (
        replace(WRONG, "Mistake 1: read again.", "Erreur 1 : relisez."),
        "same explanation twice",
    ),
    "number": (replace(WRONG, "en=", "en=1 or "), "`en` is computed"),
    "undecorated": (
        append(WRONG, "\n\ndef double(x):\n    return x\n"),
        "decorate this definition",
    ),
    "other name": (append(WRONG, "\n\ndef helper(x):\n    return x\n"), "move helpers inside"),
    "too few": (
        lambda c: (c / WRONG).write_text((c / WRONG).read_text().rsplit("\n\n@", 1)[0]),
        "3 misconceptions: write at least 4",
    ),
    "none": (lambda c: (c / WRONG).write_text('"""None."""'), "no misconception here"),
    # lesson
    "stale": (replace(LESSON, "Calculez la", "Calculez vite la"), '"translates": "'),
    "no twin": (
        append(LESSON, '\n+++ {"lang": "fr"}\n\nSeul.\n'),
        'add `+++ {"lang": "en", "translates": "',
    ),
    "no french": (
        append(LESSON, '\n+++ {"lang": "en"}\n\nAlone.\n'),
        "write the French cell first",
    ),
    "no language": (append(LESSON, "\n+++\n\nSeul.\n"), "text without a language"),
    "cell key": (replace(LESSON, ":demo:", ":dem:"), "unknown key `dem` (did you mean `demo`?)"),
    "demo value": (replace(LESSON, ":demo: true", ":demo: 3"), "write `:demo: true`"),
    "not placed": (replace(LESSON, ":exercise: mean", ":demo: true\n\n1"), "places `mean` 0 times"),
    "placed twice": (
        replace(LESSON, ":demo: true\n\nprint(double(torch.ones(2)))", ":exercise: double"),
        "places `double` 2 times",
    ),
    "misplaced": (replace(LESSON, ":exercise: mean", ":exercise: men"), "(did you mean `mean`?)"),
    "order": (
        lambda c: (c / LESSON).write_text(
            (c / LESSON)
            .read_text()
            .replace(": mean", ": x")
            .replace(": double", ": mean")
            .replace(": x", ": double")
        ),
        "reorder part.toml as mean, double",
    ),
    "code in exercise": (replace(LESSON, ": mean", ": mean\n\nx = 1"), "holds nothing else"),
    "lesson code": (replace(LESSON, "import torch", "import torch +"), "does not parse"),
    "empty cell": (replace(LESSON, "import torch", ""), "empty code cell"),
}


def test_the_miniature_course_is_right(course: Path) -> None:
    """The course that the other tests break has no problem to begin with."""
    assert static_problems(course, [PART]) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_each_breakage_is_named(course: Path, name: str) -> None:
    """A message says what is wrong, where, and what to do."""
    break_it, message = BREAKAGES[name]
    break_it(course)
    problems = static_problems(course, [PART])
    assert any(message in problem for problem in problems), problems
    assert all(PART in problem or "tests/" in problem for problem in problems)
    assert all(": " in problem and problem.endswith(".") for problem in problems)


def test_a_stale_translation_is_repaired_by_the_hash_of_the_message(course: Path) -> None:
    """Writing the hash that the message gives makes the lesson right again."""
    replace(LESSON, "Calculez la", "Calculez vite la")(course)
    (problem,) = static_problems(course, [PART])
    wanted = problem.rsplit('"', 2)[1]
    (cell,) = [c for c in load_lesson(course / LESSON).cells if "vite" in str(c)]
    replace(LESSON, cell.translates, wanted)(course)
    assert static_problems(course, [PART]) == []
