"""Nothing that a student wrote runs or is fetched in the pages of whoever reads it.

The pages are nbgrader's own, feedback and formgrader's, made by its exporter with its templates.
What they hold beyond the page of the released notebook has to be in a list of harmless elements.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from autograder.gradebook.prose import MAX_ADDED, MAX_CELL, defuse, harmless
from autograder.gradebook.restore import restore

from .hostile_prose import ALREADY_SAFE, PROSE
from .mini import PART
from .pages import ABOUT, feedback, notebook_of, own, page_of, prose_page, unsafe

# nbgrader's own queries warn in each new process; nothing of ours can change that.
pytestmark = pytest.mark.filterwarnings("ignore::Warning")

HONEST = """# Notes

Some **bold** text and `a[0](x) if a<b`, a [page](https://pytorch.org/docs), <https://numpy.org>,
a [note][1] and a bare https://scipy.org.

- $x<y$ and $w_{i}$
- ~~two~~

| a | b |
| :-- | --: |
| 1 | 2 |

```python
print(x[0])
```

[1]: https://www.python.org
"""


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
@pytest.mark.parametrize("name", PROSE)
def test_hostile_prose_is_harmless(name: str, template: str) -> None:
    """As a page shows it: and without the step, the same page would be unsafe."""
    model = prose_page("nothing", template)
    assert unsafe(prose_page(harmless(PROSE[name]), template), model) == []
    assert bool(unsafe(prose_page(PROSE[name], template), model)) is (name not in ALREADY_SAFE)


@pytest.mark.parametrize("name", PROSE)
def test_nothing_is_left_for_another_parser(name: str) -> None:
    """No character before what would make it HTML, an image or a link; nothing to do twice."""
    text = harmless(PROSE[name])
    assert not re.search(r"<[a-z/!?]|!\[|\]\((?!https://)|\]:(?!\s*https://)", text, re.IGNORECASE)
    assert harmless(text) == text


def test_honest_prose_reads_as_before() -> None:
    """Bold, code, lists, tables, TeX and links; code in prose may get a space."""
    page = prose_page(harmless(HONEST))
    for part in (
        "<strong>bold</strong>", "<code>a[0] (x) if a&lt; b</code>", "<del>two</del>",
        '<a href="https://pytorch.org/docs">page</a>', '<a href="https://www.python.org">note</a>',
        '<a href="https://numpy.org">https://numpy.org</a>,',
        '<a href="https://scipy.org">https://scipy.org</a>.',
        "$x&lt; y$ and $w_{i}$", '<div class="highlight">',
    ):  # fmt: skip
        assert part in page
    assert re.search(r"<h1[^>]*>Notes", page)
    assert re.search(r'<td style="text-align:\s?right">2</td>', page)
    assert unsafe(page, prose_page("nothing")) == []


def test_text_of_the_course_stays() -> None:
    """A submission has the course's prose too, and there HTML and images are the author's."""
    written = "Look: <b>here</b> ![plan](plan.png)"
    source = notebook_of(own(written))
    handed_in = notebook_of(own(written), own(written + ".", name="other"))
    first, second = restore(handed_in, source)[0]["cells"]
    assert first["source"] == written
    assert second["source"] == "Look: < b>here< /b> ! [plan] (plan.png)."


def test_prose_without_end_is_cut() -> None:
    """nbgrader's pages take time that grows with the square of some texts: 1 MB would be hours."""
    cells = [own("[" * 1_000_000), *(own("x" * 9_000) for _ in range(20)), own("short")]
    defuse(cells, frozenset())
    assert cells[0]["source"] == "[" * MAX_CELL + " […]"
    assert cells[1]["source"] == "x" * 9_000
    assert cells[-1]["source"] == " […]"
    assert sum(len(cell["source"]) for cell in cells) < MAX_ADDED + 100


def test_text_around_a_pasted_picture_stays() -> None:
    """Colab writes pictures into the text, where they would be letters without end."""
    cell = own(f"before ![a](data:image/png;base64,{'iVBORw0KGgo' * 10_000}) after")
    defuse([cell], frozenset())
    assert cell["source"] == "before ! [a] (data:…) after"


@pytest.mark.parametrize("student", ["hostile-ours", "hostile-nbgraders"])
def test_feedback_of_a_hostile_notebook_is_harmless(fed_back: Path, student: str) -> None:
    """By either way of grading, in the file that `nbgrader generate_feedback` wrote."""
    page = feedback(fed_back, student)
    assert unsafe(page, feedback(fed_back, "model")) == []
    assert page.count("alert(1)") > len(PROSE)  # as text, to be seen


@pytest.mark.parametrize("student", ["hostile-ours", "hostile-nbgraders"])
def test_page_of_formgrader_is_harmless(fed_back: Path, student: str) -> None:
    """The page on which an instructor gives marks by hand."""
    pages = []
    for name in (student, "model"):
        path = fed_back / "autograded" / name / PART / f"{PART}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        assert not [cell for cell in notebook["cells"] if "attachments" in cell]
        pages.append(page_of(notebook, "formgrade"))
    assert unsafe(*pages) == []
    assert pages[0].count("alert(1)") > len(PROSE)


def test_names_are_text_in_formgrader(fed_back: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the configuration of the course, as formgrader loads it."""
    monkeypatch.chdir(fed_back)
    formgrader = FormgradeExtension()
    formgrader.initialize([])
    exporter = HTMLExporter(config=formgrader.config)
    named = {"last_name": '"><script>alert(1)</script>', "first_name": "<img src=x>\u202e & Co"}
    pages = []
    for about in ({}, named, {"student": named["last_name"]}):
        notebook = nbformat.from_dict(notebook_of())
        pages.append(str(exporter.from_notebook_node(notebook, ABOUT | about)[0]))
        assert unsafe(pages[-1], pages[0]) == []
    assert '"><script>alert(1)</script>, <img src=x> & Co' in html.unescape(pages[1])
