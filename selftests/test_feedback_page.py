"""What a student reads after grading: in nbgrader's page, on a phone, on paper, in a terminal."""

from __future__ import annotations

import base64
import copy
import io
from dataclasses import replace
from typing import Any

import nbformat
import numpy as np
import pytest
from matplotlib.image import imsave
from pypdf import PdfReader
from rich.console import Console
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from autograder.cli.tables import report_table
from autograder.gradebook.feedback_page import FeedbackExporter
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.intake import read_notebook
from autograder.gradebook.outputs import LABELS
from autograder.gradebook.restore import restore, source_notebook
from autograder.model import LANGUAGES, Outcome, Report

from .browsers import PHONE, open_page
from .forty import PART, ROOT, forty_students, the_part
from .pages import ABOUT, exporter, own

STUDENT = "alban"
TWO = ("weight-gradient-transposed", "bias-gradient-not-summed")
# What a page says of one mistake, of two, and of an exercise that calls a failed one.
SAID = {
    "fr": (
        "Vos réponses sont celles de cette erreur type : Vous additionnez les deux biais.",
        "deux erreurs types à la fois. La première : Votre dw est transposé.",
        "La seconde : Votre db a une ligne par exemple.",
        "Votre code appelle Deux couches linéaires en une (collapse_linear_layers) :",
        "(à revoir)",
    ),
    "en": (
        "Your answers are those of this mistake: You add the two biases up.",
        "two mistakes at once. The first one: Your dw is transposed.",
        "The second one: Your db has one row per example.",
        "Your code calls Two linear layers in one (collapse_linear_layers):",
        "(to review)",
    ),
}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of a student of the class of forty, who has made two mistakes more."""
    made = forty_students.declared_reports(the_part())[STUDENT]
    wrong = {"outcome": Outcome.FAILED, "score": 0.0}
    changed = {
        "dense_backward": {**wrong, "misconceptions": TWO},
        "network_forward": {**wrong, "causes": ("collapse_linear_layers", "<b>unknown</b>")},
    }
    results = {
        name: replace(result, **changed.get(name, {})) for name, result in made.exercises.items()
    }
    return replace(made, exercises=results)


def wide_outputs() -> list[dict[str, Any]]:
    """Return what a cell may show that is wider than a phone."""
    picture = io.BytesIO()
    imsave(picture, np.zeros((9, 1200)), format="png")
    image = base64.b64encode(picture.getvalue()).decode()
    return [
        {"output_type": "stream", "name": "stdout", "text": "x" * 500},
        {"output_type": "display_data", "data": {"image/png": image}, "metadata": {}},
    ]


class Canned:
    """An engine that comes to a report without grading."""

    device, isolation = "cpu", "full"

    def __init__(self, report: Report, cell: int) -> None:
        """Keep the report, and which cell shows something wide."""
        outputs = {str(cell): wide_outputs()}
        calls = {"network_forward": ["collapse_linear_layers", "<b>unknown</b>"]}
        self._answer = report.to_json() | {"outputs": outputs, "printed": {}, "calls": calls}
        for result in self._answer["exercises"].values():
            result["causes"] = []  # that is seen in the results of all

    def grade(self, *_: object, **__: object) -> dict[str, Any]:
        """Return it as a worker does."""
        return copy.deepcopy(self._answer)


def graded(report: Report, taken: str, of_the_class: str) -> dict[str, Any]:
    """Return a notebook taken in one language, as graded for a class of another."""
    raw = read_notebook(ROOT / "release" / taken / PART / f"{PART}.ipynb")
    table = "|" + "a wide column|" * 30
    raw["cells"].append(own(f"{table}\n{table.replace('a wide column', '---')}\n{table}"))
    raw["cells"].append(own(f"long = {'1 + ' * 100}1", "code", "long"))
    notebook, _ = restore(raw, source_notebook(ROOT, PART, of_the_class))
    engine: Any = Canned(report, len(notebook["cells"]) - 1)
    grade_notebook(engine, the_part(), notebook, of_the_class, "notebook")
    return notebook


def page_of(notebook: dict[str, Any]) -> str:
    """Return the page that nbgrader makes of a graded notebook with our exporter."""
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"] = copy.deepcopy(cell["metadata"])
            cell["metadata"]["nbgrader"] |= {"score": 0, "points": 0}
    made = FeedbackExporter(config=exporter("feedback").config)
    return str(made.from_notebook_node(nbformat.from_dict(notebook), copy.deepcopy(ABOUT))[0])


@pytest.fixture(scope="module")
def addresses(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return where the pages of a French class are: of who took its release, and the English."""
    directory = tmp_path_factory.mktemp("pages")
    pages = {lang: directory / f"{lang}.html" for lang in LANGUAGES}
    for lang, path in pages.items():
        path.write_text(page_of(graded(report, lang, "fr")), encoding="utf-8")
    return {lang: path.as_uri() for lang, path in pages.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_speaks_the_language_of_the_notebook(
    browser: Chrome, addresses: dict[str, str], lang: str
) -> None:
    """Not that of the class; mistakes are explained, names nobody knows are not shown."""
    open_page(browser, addresses[lang], PHONE)
    assert browser.execute_script("return document.documentElement.lang") == lang
    blocks = browser.find_elements(By.TAG_NAME, "section")
    assert len(blocks) == len(the_part().points)
    assert {block.get_attribute("lang") for block in blocks} == {lang}
    text = " ".join(" ".join(block.text.split()) for block in blocks)
    assert [said for said in SAID[lang] if said not in text] == []
    assert "unknown" not in text


def test_page_fits_a_phone(browser: Chrome, addresses: dict[str, str]) -> None:
    """Nothing of it needs scrolling sideways, and letters have their size."""
    open_page(browser, addresses["fr"], PHONE)
    assert browser.execute_script("return document.documentElement.scrollWidth") == PHONE[0]
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('section')].map(s => s.getBoundingClientRect())"
    )
    assert min(box["left"] for box in boxes) >= 0
    assert max(box["right"] for box in boxes) <= PHONE[0]
    assert min(box["width"] for box in boxes) > 0.9 * PHONE[0]
    assert browser.find_element(By.TAG_NAME, "img").rect["width"] <= PHONE[0]
    assert len(browser.find_elements(By.CSS_SELECTOR, "th")) > 30
    # nbgrader lets the mark of a cell float out of its blue bar, white on white.
    outside = browser.execute_script(
        "const bottom = element => element.getBoundingClientRect().bottom;"
        "return [...document.querySelectorAll('.panel-heading .pull-right')]"
        ".filter(mark => bottom(mark) > bottom(mark.closest('.panel-heading'))).length"
    )
    assert outside == 0


def test_a_screen_reader_finds_its_way(browser: Chrome, addresses: dict[str, str]) -> None:
    """A heading a block, which says the mark; a list of tests, each with its outcome in words."""
    open_page(browser, addresses["fr"], PHONE)
    headings = browser.find_elements(By.CSS_SELECTOR, "section > h3:first-child")
    assert {heading.aria_role for heading in headings} == {"heading"}
    for name, heading in zip(the_part().points, headings, strict=True):
        assert name in heading.accessible_name
        assert " / " in heading.accessible_name
    lists = browser.find_elements(By.CSS_SELECTOR, "section ul")
    assert {one.aria_role for one in lists} == {"list"}
    spoken = browser.execute_script(
        "document.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove());"
        "return [...document.querySelectorAll('section li')].map(item => item.textContent)"
    )
    outcomes = {label["fr"] for label in LABELS.values()}
    assert all(any(f"({label})" in item for label in outcomes) for item in spoken)
    assert not any("✔" in item or "✘" in item for item in spoken)


def test_page_prints(browser: Chrome, addresses: dict[str, str]) -> None:
    """What is on the screen is on the paper."""
    open_page(browser, addresses["fr"], PHONE)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {})
    pages = PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [said for said in SAID["fr"] if said not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_says_the_same(report: Report, lang: str) -> None:
    """`autograder check` shows the mistakes and where to begin, without a line for each test."""
    console = Console(width=1000, file=io.StringIO(), record=True)
    console.print(report_table(report, the_part(), lang))
    text = " ".join(console.export_text().split())
    assert [said for said in SAID[lang][:4] if said not in text] == []
    assert SAID[lang][4].strip("()") in text
    assert "unknown" not in text


def test_a_language_that_is_none_is_the_classes() -> None:
    """Students can write anything into their notebook."""
    source = source_notebook(ROOT, PART, "fr")
    for lang in ("de", ["en"], None, {"fr": 1}):
        raw = read_notebook(ROOT / "release" / "en" / PART / f"{PART}.ipynb")
        raw["metadata"]["autograder"]["lang"] = lang
        assert restore(raw, source)[0]["metadata"] == source["metadata"]
    raw["metadata"]["autograder"] = "en"
    assert restore(raw, source)[0]["metadata"] == source["metadata"]
