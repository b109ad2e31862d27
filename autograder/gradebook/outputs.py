"""Write what grading found into the notebook, in the form in which nbgrader reads marks.

nbgrader takes the mark of a grading cell from its first ``execute_result``, a plain number; what
the student reads is a ``display_data`` before it. Everything is escaped here, where it is written.
Student output of hidden tests never reaches a notebook: only cell outputs do.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from autograder.gradebook.restore import language
from autograder.model import ExerciseResult, Outcome, Part, QuestionResult, Report, Text
from autograder.sentences import decimal

LABELS = {
    Outcome.PASSED: Text("réussi", "passed"),
    Outcome.FAILED: Text("à revoir", "to review"),
    Outcome.RAISED: Text("erreur levée", "raised an error"),
    Outcome.NOT_IMPLEMENTED: Text("pas encore fait", "not done yet"),
    Outcome.TIMED_OUT: Text("temps dépassé", "timed out"),
    Outcome.OUT_OF_MEMORY: Text("mémoire dépassée", "out of memory"),
    Outcome.CRASHED: Text("processus arrêté", "process ended"),
    Outcome.FORBIDDEN: Text("nom interdit", "forbidden name"),
    Outcome.SKIPPED: Text("non exécuté", "not run"),
    Outcome.GRADER_ERROR: Text("problème du correcteur", "grader error"),
}
HEAD = Text("{name} : {mark} points", "{name}: {mark} points")
CALLED = Text(
    "Votre code appelle {} : des tests y échouent aussi. Corrigez cela d'abord, l'erreur d'ici "
    "peut en venir.",
    "Your code calls {}: tests fail there too. Repair that first, the failures here may come from "
    "there.",
)
RECOGNISED = Text(
    "Vos réponses sont celles de cette erreur type : {}",
    "Your answers are those of this mistake: {}",
)
RECOGNISED_TWO = (
    Text(
        "Vos réponses sont celles de deux erreurs types à la fois. La première : {}",
        "Your answers are those of two mistakes at once. The first one: {}",
    ),
    Text("La seconde : {}", "The second one: {}"),
)


def write_outputs(
    notebook: dict[str, Any],
    outputs: Mapping[str, list[dict[str, Any]]],
    part: Part,
    report: Report,
    lang: str,
) -> None:
    """Put the outputs of the cells that ran, and marks and messages, into ``notebook``.

    They are in the language of the notebook, or in ``lang`` where it says none.
    """
    lang = language(notebook) or lang
    for index, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        cell["outputs"] = [_clean(output) for output in outputs.get(str(index), [])]
        cell["execution_count"] = None
        name = str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        graded = name.removeprefix("grade-")
        if name.startswith("grade-") and graded in report.exercises:
            cell["outputs"] = grade_outputs(part, graded, report.exercises[graded], lang)
        elif name.startswith("grade-") and graded in report.questions:
            cell["outputs"] = answer_outputs(graded, report.questions[graded], lang)


def answer_outputs(name: str, result: QuestionResult, lang: str) -> list[dict[str, Any]]:
    """Return the outputs of a question's grading cell: what to know, then the mark."""
    head = _head(f"Question {name}", result, lang)
    return _outputs(head, [], [result.message[lang]], result.score, lang)


def grade_outputs(part: Part, name: str, result: ExerciseResult, lang: str) -> list[dict[str, Any]]:
    """Return the outputs of one grading cell: what was checked, then the mark."""
    exercise = part.exercise(name)
    head = _head(f"{exercise.title[lang]} ({name})", result, lang)
    rows = []
    for spec in exercise.tests:
        test = result.tests[spec.name]
        message = "" if test.outcome is Outcome.PASSED else test.message[lang]
        mark = "✔" if test.outcome is Outcome.PASSED else "✘"
        rows.append((mark, spec.title[lang], LABELS[test.outcome][lang], message))
    return _outputs(head, rows, advice(part, name, result, lang), result.score, lang)


def mark_in_words(score: float, max_score: float, lang: str) -> str:
    """Return ``7,5 / 20``, or ``7.5 / 20`` in English."""
    return f"{decimal(score)[lang]} / {decimal(max_score)[lang]}"


def advice(part: Part, name: str, result: ExerciseResult, lang: str) -> list[str]:
    """Return what to know about a failed exercise: where to begin, then the mistakes recognised."""
    called = [f"{e.title[lang]} ({e.name})" for e in part.exercises if e.name in result.causes]
    begin = [CALLED[lang].format(", ".join(called))] if called else []
    known = {m.id: m.explanation[lang] for m in part.exercise(name).misconceptions}
    found = [known[m] for m in result.misconceptions if m in known]
    sentences = RECOGNISED_TWO if len(found) == 2 else (RECOGNISED,) * len(found)
    pairs = zip(sentences, found, strict=True)
    return begin + [sentence[lang].format(explanation) for sentence, explanation in pairs]


def _head(name: str, result: ExerciseResult | QuestionResult, lang: str) -> str:
    return HEAD[lang].format(name=name, mark=mark_in_words(result.score, result.max_score, lang))


def _outputs(
    head: str, rows: list[tuple[str, str, str, str]], notes: list[str], score: float, lang: str
) -> list[dict[str, Any]]:
    text = [
        head,
        *(f"{m} {title} [{label}] {message}".rstrip() for m, title, label, message in rows),
    ]
    return [
        {
            "output_type": "display_data",
            "data": {
                "text/plain": "\n".join([*text, *notes]),
                "text/html": _html(head, rows, notes, lang),
            },
            "metadata": {},
        },
        {
            "output_type": "execute_result",
            "data": {"text/plain": repr(float(score))},
            "metadata": {},
            "execution_count": None,
        },
    ]


def _html(head: str, rows: list[tuple[str, str, str, str]], notes: list[str], lang: str) -> str:
    """Return the same for a page: a heading to jump to, and marks that are not read aloud."""
    e = html.escape
    items = "".join(
        f'<li><span aria-hidden="true">{m}</span> {e(title)} <em>({e(label)})</em>'
        + (f"<br>{e(message)}" if message else "")
        + "</li>"
        for m, title, label, message in rows
    )
    checked = f"<ul>{items}</ul>" if items else ""
    paragraphs = "".join(f"<p><strong>{e(note)}</strong></p>" for note in notes)
    return f'<section lang="{lang}"><h3>{e(head)}</h3>{checked}{paragraphs}</section>'


def _clean(output: dict[str, Any]) -> dict[str, Any]:
    """Rebuild one output of student code from the fields that nbformat knows, as plain text.

    HTML and scripts would run in the pages of whoever reads the notebook: images and text stay.
    """
    match output:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return {"output_type": "stream", "name": name, "text": printable(text)}
        case {"output_type": "error", "ename": str(ename), "evalue": str(evalue)}:
            lines = (line for line in output.get("traceback", []) if isinstance(line, str))
            trace = [printable(line) for line in lines]
            return {
                "output_type": "error",
                "ename": printable(ename),
                "evalue": printable(evalue),
                "traceback": trace or [printable(ename)],
            }
        case {"output_type": "display_data" | "execute_result" as kind, "data": dict(data)}:
            safe = ("text/plain", "image/png", "image/jpeg")
            kept = {mime: printable(value) for mime, value in data.items() if mime in safe}
            clean = {"output_type": kind, "data": kept, "metadata": {}}
            return clean | ({"execution_count": None} if kind == "execute_result" else {})
    return {"output_type": "stream", "name": "stderr", "text": "[output out of form]"}


def printable(value: Any) -> str:
    """Return printable text: no terminal escapes, no unpaired surrogates."""
    plain = str(value).encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in plain if c in "\n\t" or c.isprintable() or c == "\u202f")
