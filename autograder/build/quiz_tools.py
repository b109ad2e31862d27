"""The code of the cell `setup-quiz`: what answers and their checks use in a student's notebook.

The build copies it into the notebook below the definitions of ``quiz/reading.py``, and gives
``QUIZ_WORDS`` the sentences of the notebook's language.
"""

import os
from typing import Any

from autograder.quiz.reading import draw, read_answer

QUIZ_WORDS: dict[str, str] = {}
answers: dict[str, Any] = {}
mine: dict[str, dict[str, Any]] = {}
student_id = os.environ.get("JUPYTERHUB_USER", "")


def numbers(question: str, **parameters: Any) -> None:
    """Draw the numbers of a question from the student id, keep them in `mine`, and show them."""
    mine[question] = draw(student_id, question, parameters)
    values = ", ".join(f"{name} = {value}" for name, value in mine[question].items())
    print(QUIZ_WORDS["numbers" if student_id.strip() else "no-student"].format(values=values))


def check_answer(question: str, kind: str, ids: Any = ()) -> None:
    """Say whether an answer has the form that is asked for: not whether it is right."""
    if answers.get(question, ...) is ...:
        print(QUIZ_WORDS["unanswered"])
        return
    try:
        read = read_answer(kind, answers[question], ids)
    except Exception:
        print("✘", QUIZ_WORDS["malformed"])
    else:
        print("✔", QUIZ_WORDS["well-formed"].format(answer=read))
