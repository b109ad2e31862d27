"""Read ``lessons/PART/quiz.toml``: the questions of a part, each of one of six kinds."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.course.syntax import suggestion
from autograder.course.tables import TableReader, load_toml
from autograder.model import Choice, Kind, Question, WrongAnswer
from autograder.quiz.expression import FUNCTIONS
from autograder.quiz.grade import expected, same

COMMON = ("id", "kind", "points", "text", "explanation")
COMPUTED = ("answer", "parameters", "wrong")
KEYS = {
    Kind.SINGLE: (*COMMON, "option"),
    Kind.MULTIPLE: (*COMMON, "option"),
    Kind.NUMERIC: (*COMMON, *COMPUTED, "tolerance", "unit"),
    Kind.SHAPE: (*COMMON, *COMPUTED),
    Kind.ORDERING: (*COMMON, "item", "wrong"),
    Kind.MATCHING: (*COMMON, "item", "match"),
}
CHOICE_KEYS = {
    "option": ("id", "text", "correct", "feedback", "misconception"),
    "item": ("id", "text"),
    "matched item": ("id", "text", "match", "feedback"),
    "match": ("id", "text"),
}
WRONG_KEYS = ("answer", "feedback", "misconception")
QUESTION_ID = re.compile(r"q(-[a-z0-9]+)+")
CHOICE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_quiz(path: Path) -> tuple[Question, ...]:
    """Return the questions in ``path``, none when there is no file.

    ``CourseError`` lists everything that is wrong in it.
    """
    if not path.exists():
        return ()
    data = load_toml(path, "write it")
    reader = _Reader(path)
    reader.known(data, ("question",), "")
    questions = tuple(reader.question(table) for table in reader.tables(data, "question", ""))
    for name, count in Counter(q.id for q in questions).items():
        if count > 1:
            reader.say("", f"question `{name}` stands {count} times: rename one")
    reader.close()
    return questions


def draws(question: Question) -> Iterator[dict[str, float]]:
    """Yield every set of numbers that a student of ``question`` may get."""
    names = list(question.parameters)
    for values in itertools.product(*question.parameters.values()):
        yield dict(zip(names, values, strict=True))


class _Reader(TableReader):
    def question(self, table: Mapping[str, Any]) -> Question:
        name = str(table.get("id"))
        where = f"question `{name}`: "
        if not QUESTION_ID.fullmatch(name):
            self.say(where, "`id` is not kebab-case behind `q-`: write e.g. `q-relu-why`")
        kinds = [kind.value for kind in Kind]
        if table.get("kind") not in kinds:
            hint = suggestion(str(table.get("kind")), kinds)
            self.say(where, f"`kind` is not one of {', '.join(kinds)}{hint}: correct it")
            return self.common(table, name, Kind.SINGLE, where)
        kind = Kind(table["kind"])
        self.known(table, KEYS[kind], where)
        question = self.common(table, name, kind, where)
        {
            Kind.SINGLE: self.check_options,
            Kind.MULTIPLE: self.check_options,
            Kind.NUMERIC: self.check_computed,
            Kind.SHAPE: self.check_computed,
            Kind.ORDERING: self.check_ordering,
            Kind.MATCHING: self.check_matching,
        }[kind](question, where)
        return question

    def common(self, table: Mapping[str, Any], name: str, kind: Kind, where: str) -> Question:
        item = "matched item" if kind is Kind.MATCHING else "item"
        ordered = self.choices(table, "item", item, where)
        answer = _written(table.get("answer", ""))
        if kind is Kind.ORDERING:
            answer = ", ".join(one.id for one in ordered)
        tolerance = table.get("tolerance", 0.0)
        if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or tolerance < 0:
            self.say(where, "`tolerance` is not a number from 0: write e.g. `tolerance = 0.01`")
            tolerance = 0.0
        return Question(
            id=name,
            kind=kind,
            points=self.points(table, where),
            text=self.text(table, "text", where),
            explanation=self.text(table, "explanation", where),
            options=self.choices(table, "option", "option", where),
            items=ordered,
            matches=self.choices(table, "match", "match", where),
            parameters=self.parameters(table, where),
            answer=answer,
            tolerance=float(tolerance),
            unit=self.text(table, "unit", where, needed=False),
            wrong=tuple(self.wrong(w, where) for w in self.tables(table, "wrong", where)),
        )

    def choices(
        self, table: Mapping[str, Any], key: str, shape: str, where: str
    ) -> tuple[Choice, ...]:
        found = []
        for entry in self.tables(table, key, where):
            name = str(entry.get("id"))
            here = f"{where}{key} `{name}`: "
            self.known(entry, CHOICE_KEYS[shape], here)
            if not CHOICE_ID.fullmatch(name):
                self.say(here, "`id` is not kebab-case: write a word of a-z, 0-9 and -")
            correct = entry.get("correct", False)
            if not isinstance(correct, bool):
                self.say(here, "`correct` is not true or absent: write `correct = true`")
            # Who chooses what is right needs no feedback; everybody else gets it.
            needed = (shape == "option" and correct is not True) or shape == "matched item"
            if correct is True and "feedback" in entry:
                self.say(here, "a right option has no `feedback`: write it in `explanation`")
            found.append(
                Choice(
                    id=name,
                    text=self.text(entry, "text", here),
                    correct=correct is True,
                    match=str(entry.get("match", "")),
                    feedback=self.text(entry, "feedback", here, needed),
                    misconception=str(entry.get("misconception", "")),
                )
            )
        for name, count in Counter(one.id for one in found).items():
            if count > 1:
                self.say(where, f"{key} `{name}` stands {count} times: rename one")
        return tuple(found)

    def parameters(self, table: Mapping[str, Any], where: str) -> dict[str, tuple[float, ...]]:
        values = table.get("parameters", {})
        if not isinstance(values, dict):
            self.say(where, "`parameters` is not a table: write `{ n = [28, 31], k = [3, 5] }`")
            return {}
        found = {}
        for name, given in values.items():
            numbers = given if isinstance(given, list) else []
            if any(isinstance(v, bool) or not isinstance(v, int | float) for v in numbers):
                numbers = []
            if len(set(numbers)) < 2 or not name.isidentifier() or name in FUNCTIONS:
                self.say(where, f"parameter `{name}` has no list of different numbers: write one")
            else:
                found[name] = tuple(numbers)
        return found

    def wrong(self, table: Mapping[str, Any], where: str) -> WrongAnswer:
        here = f"{where}wrong answer `{table.get('answer')}`: "
        self.known(table, WRONG_KEYS, here)
        answer = table.get("answer", "")
        if isinstance(answer, list) and all(isinstance(one, str) for one in answer):
            answer = ", ".join(answer)  # an order of items
        feedback = self.text(table, "feedback", here)
        return WrongAnswer(_written(answer), feedback, str(table.get("misconception", "")))

    def check_options(self, question: Question, where: str) -> None:
        right = sum(option.correct for option in question.options)
        wrong = len(question.options) - right
        if question.kind is Kind.SINGLE and (right != 1 or not 2 <= wrong <= 4):
            self.say(where, "a single choice has one right option and two to four wrong ones")
        if question.kind is Kind.MULTIPLE and (right < 1 or wrong < 1 or right + wrong < 3):
            self.say(where, "a multiple choice has three options or more, right ones and wrong")

    def check_computed(self, question: Question, where: str) -> None:
        """Compute every answer for every draw: a wrong one must never be right."""
        for name in question.parameters:
            for lang, text in question.text.to_json().items():
                if not re.search(rf"(?<![^\W_]){name}(?![^\W_])", text):
                    self.say(where, f"`text.{lang}` does not name the parameter `{name}`: do")
        for values in draws(question):
            try:
                right = expected(question, question.answer, values)
                others = [(w.answer, expected(question, w.answer, values)) for w in question.wrong]
            except ValueError as error:
                self.say(where, f"{error}: correct it")
                return
            for written, other in others:
                if same(question, other, right):
                    drawn = ", ".join(f"{name} = {value}" for name, value in values.items())
                    self.say(where, f"wrong answer `{written}` is right for {drawn}: change it")
                    return

    def check_ordering(self, question: Question, where: str) -> None:
        names = [item.id for item in question.items]
        if len(names) < 3:
            self.say(where, "an ordering has three items or more: write them in the right order")
        for wrong in question.wrong:
            order = wrong.answer.split(", ")
            if sorted(order) != sorted(names) or order == names:
                self.say(where, f"`{wrong.answer}` is not another order of the items: correct it")

    def check_matching(self, question: Question, where: str) -> None:
        names = [match.id for match in question.matches]
        if len(question.items) < 2 or len(names) < 2:
            self.say(where, "a matching has two items and two matches or more: add some")
        for item in question.items:
            if item.match not in names:
                hint = suggestion(item.match, names)
                self.say(where, f"item `{item.id}` has no match `{item.match}`{hint}: correct it")


def _written(answer: Any) -> str:
    """Return an answer as an expression, whatever TOML type its author chose."""
    return answer if isinstance(answer, str) else repr(answer)
