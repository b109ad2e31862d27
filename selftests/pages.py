"""nbgrader's pages as its exporter makes them, what is unsafe in one, and a class that has some."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.build.trees import build

from .hostile_prose import CODE, MAGIC, PROSE
from .mini import PART, write_course
from .whole_course import run

EVERYWHERE = {"class", "id"}
PLAIN = (
    "p em strong del ul ol li dl dt dd blockquote pre code br hr h1 h2 h3 h4 h5 h6 "
    "div span table thead tbody tr th td a img"
)
ATTRIBUTES = {
    "th": {"style"},
    "td": {"style"},
    "a": {"href", "title", "name"},
    "img": {"src", "alt"},
}
SAFE_VALUE = {
    "href": re.compile(r"(https?://|mailto:|#)"),
    "src": re.compile(r"data:image/(png|jpeg);base64,"),
    "style": re.compile(r"text-align:\s?(left|right|center)\Z"),
}

# What nbgrader's commands say of a notebook to its page.
ABOUT = {
    "nbgrader": {"notebook": PART, "score": 0, "max_score": 0, "late_penalty": 0},
    "index": 0, "total": 1, "base_url": "", "student": "ada", "notebook_id": PART,
    "assignment_id": PART, "submission_id": "1", "notebook_path": PART,
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page, with the text of scripts and style sheets."""

    def __init__(self, text: str) -> None:
        """Parse ``text``."""
        super().__init__()
        self.elements: Counter[tuple[str, tuple[tuple[str, str | None], ...]]] = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element."""
        self.elements[tag, tuple(attrs)] += 1

    def handle_data(self, data: str) -> None:
        """Count what a script or a style sheet says as an element of its own."""
        if self.cdata_elem is not None:
            self.elements[self.cdata_elem, (("text", data),)] += 1


def unsafe(page: str, model: str) -> list[str]:
    """Return the elements of ``page`` that are neither in ``model`` nor harmless."""
    found = []
    for tag, attributes in Page(page).elements - Page(model).elements:
        for name, value in attributes or [("class", "")]:
            allowed = tag in PLAIN.split() and name in EVERYWHERE | ATTRIBUTES.get(tag, set())
            pattern = SAFE_VALUE.get(name)
            if not allowed or (pattern is not None and not pattern.match(value or "")):
                found.append(f"<{tag} {name}={value!r:.80}>")
    return found


@cache
def exporter(template: str) -> Any:
    """Return nbgrader's exporter of feedback or of formgrader's page of a submission."""
    config = Config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    bootstrap = Path(handlers.static_path) / "node_modules" / "bootstrap" / "dist" / "css"
    config.HTMLExporter.extra_template_paths = [str(bootstrap)]
    return HTMLExporter(config=config)


def page_of(notebook: dict[str, Any], template: str) -> str:
    """Return the page that nbgrader makes of ``notebook``; marks do not matter here."""
    graded = copy.deepcopy(notebook)
    for cell in graded["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"score": 0, "points": 0}
    return str(exporter(template).from_notebook_node(nbformat.from_dict(graded), ABOUT)[0])


def notebook_of(*cells: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook with the given cells."""
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}


def own(text: str, kind: str = "markdown", name: str = "own") -> dict[str, Any]:
    """Return a cell as students add them."""
    cell = {"cell_type": kind, "id": name, "metadata": {}, "source": text}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def prose_page(text: str, template: str = "feedback") -> str:
    """Return the page of a notebook with one text."""
    return page_of(notebook_of(own(text)), template)


# Hidden tests with values that stand nowhere else; what they give `double` and what they expect.
HIDDEN_INPUT, HIDDEN_ANSWER = "271.828125", "543.65625"
HIDDEN_TEST = f'''

@pytest.mark.french("Une valeur à part.")
def test_one_value(student):
    """One value."""
    given = torch.tensor([{HIDDEN_INPUT}])
    assert_close(student.double(given), torch.tensor([{HIDDEN_ANSWER}]), what="out")


@pytest.mark.french("Deux fois la même valeur.")
def test_two_values(student):
    """Twice the same value."""
    given = torch.tensor([{HIDDEN_INPUT}] * 2)
    assert_close(student.double(given), torch.tensor([{HIDDEN_ANSWER}] * 2))
'''
# A student who shows and raises whatever the functions are given, and answers the quiz wrongly.
PRYING = {
    "double": "def double(x):\n    import sys\n    print('saw', x.tolist())\n"
    "    print('saw', x.tolist(), file=sys.stderr)\n"
    "    if len(x) == 1:\n        raise ValueError(f'saw {x.tolist()}')\n    return x * 3\n",
    "mean": "def mean(x):\n    return 1 + x\n",  # as the misconception mean-plus-1 does
    "answer-q-mini-single": 'answers["q-mini-single"] = "square"',
    "answer-q-mini-match": 'answers["q-mini-match"] = {"weights": "number", "biases": "vector"}',
}


def _hostile(released: dict[str, Any]) -> dict[str, Any]:
    hostile = copy.deepcopy(released)
    hostile["metadata"]["title"] = "</title><script>alert(1)</script>"
    for number, snippet in enumerate(PROSE.values()):
        hostile["cells"].insert(number * 2, own(snippet, name=f"m-{number}"))
        raw = own(snippet, "raw", f"r-{number}") | {"metadata": {"raw_mimetype": "text/html"}}
        hostile["cells"].append(raw)
    picture = {"a.svg": {'x" onerror="alert(1)': "AAAA"}}
    pasted = own("![a](attachment:a.svg) ![b](attachment:lost.png)", name="p")
    hostile["cells"].append(pasted | {"attachments": picture})
    hostile["cells"] += [own(CODE, "code", "c"), own(MAGIC, "code", "h")]
    hostile["cells"][-1]["metadata"]["tags"] = ['"><script>alert(1)</script>']
    return hostile


def _prying(released: dict[str, Any]) -> dict[str, Any]:
    prying = copy.deepcopy(released)
    for cell in prying["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = PRYING.get(name, cell["source"])
    return prying


def write_feedback(course: Path) -> Path:
    """Grade a hostile and a prying notebook both ways, and the released one; write feedback.

    Students are called by what they hand in and by who grades it.
    """
    write_course(course)
    suite = course / "tests" / PART / "test_double.py"
    suite.write_text(suite.read_text(encoding="utf-8") + HIDDEN_TEST, encoding="utf-8")
    build(course, [PART], ["fr"])
    text = (course / "release" / "fr" / PART / f"{PART}.ipynb").read_text(encoding="utf-8")
    released = json.loads(text)

    def hand_in(student: str, notebook: dict[str, Any]) -> None:
        path = course / "submitted" / student / PART / f"{PART}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    hand_in("model", released)
    for grader in ("ours", "nbgraders"):
        hand_in(f"hostile-{grader}", _hostile(released))
        hand_in(f"prying-{grader}", _prying(released))
        if grader == "ours":
            made = run(course, "autograder", "grade", PART, "--jobs", "1")
        else:  # which passes over those that are graded
            made = run(course, "nbgrader", "autograde", PART)
        assert made.returncode == 0, made.stdout + made.stderr
    made = run(course, "nbgrader", "generate_feedback", PART)
    assert made.returncode == 0, made.stderr
    return course


def feedback(course: Path, student: str) -> str:
    """Return the page that ``student`` gets."""
    path = course / "feedback" / student / PART / f"{PART}.html"
    return path.read_text(encoding="utf-8")
