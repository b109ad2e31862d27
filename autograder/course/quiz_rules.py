"""What the quiz of a part must obey beyond being readable."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.syntax import suggestion
from autograder.model import Part, Question

FEWEST, MOST = 6, 10
FEWEST_KNOWLEDGE_CHECK = 24
FEWEST_SEEDED = 2


def quiz_problems(part: Part) -> Iterator[str]:
    """Yield one message for each rule that the quiz of ``part`` breaks."""
    file = f"lessons/{part.name}/quiz.toml"
    count = len(part.questions)
    if not part.exercises and count < FEWEST_KNOWLEDGE_CHECK:
        yield (
            f"{file}: {count} questions in a part without exercises: a knowledge check has "
            f"{FEWEST_KNOWLEDGE_CHECK} or more, write them."
        )
    if part.exercises and not FEWEST <= count <= MOST:
        yield f"{file}: {count} questions: write {FEWEST} to {MOST}."
    seeded = sum(bool(q.parameters) for q in part.questions)
    if part.exercises and seeded < FEWEST_SEEDED:
        yield (
            f"{file}: {seeded} questions with parameters: give at least {FEWEST_SEEDED} numbers "
            "that differ from student to student."
        )
    names = [m.id for e in part.exercises for m in e.misconceptions]
    for question in part.questions:
        yield from _question_problems(question, names, f"{file}: question `{question.id}`: ")


def _question_problems(question: Question, names: list[str], where: str) -> Iterator[str]:
    named = [o.misconception for o in question.options] + [w.misconception for w in question.wrong]
    for name in named:
        if name and name not in names:
            yield (
                f"{where}no misconception of this part is called `{name}`"
                f"{suggestion(name, names)}: correct the name, or leave it out."
            )
    for text in (question.text, *question.said_after):
        if text.fr == text.en:
            yield f"{where}`{text.fr[:40]}` stands in both languages: translate it."
