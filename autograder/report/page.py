"""Render the pages: one self-contained HTML file each, escaped, with nothing to load.

The browser is told so as well: by its content security policy a page runs the one script and uses
the one style sheet whose digests stand in it, and loads nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.gradebook.outputs import LABELS
from autograder.model import Outcome
from autograder.report.answers import text
from autograder.report.classroom import ClassReport
from autograder.report.items import FEW_STUDENTS
from autograder.report.progress import WINDOW, Progress
from autograder.report.tally import GROUPS, group

TEMPLATES = Path(__file__).with_name("templates")
# French typography: no line begins with one of these, and what is before it is a no-break space.
_THIN = "\N{NARROW NO-BREAK SPACE}"
_HIGH = re.compile(r" (?=[;:!?%»])|(?<=«) ")
_SHADES = (1 / 3, 2 / 3, 1.0)


def class_page(report: ClassReport, lang: str) -> str:
    """Return the page of one part."""
    return _render(
        "class.html",
        lang,
        r=report,
        part=report.of.part,
        few=FEW_STUDENTS,
        versions=_listed(report.versions),
    )


def course_page(
    progress: Progress, versions: Mapping[str, str], lang: str, linked: Collection[str] = ()
) -> str:
    """Return the page of the course; ``linked`` are the parts whose page lies beside it."""
    values = {"p": progress, "window": WINDOW, "linked": linked}
    return _render("course.html", lang, versions=_listed(versions), **values)


def _render(template: str, lang: str, **values: Any) -> str:
    words = _Words(lang)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "num": words.number,
        "fixed": lambda value: words.number(value, fixed=True),
        "pct": words.percent,
        "duration": words.duration,
        "prose": lambda markdown: _prose(words.tidy(markdown)),
        "tidy": words.tidy,
    }
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "sort.js").read_text(encoding="utf-8")
    return environment.get_template(template).render(
        lang=lang,
        t=words.say,
        count=words.count,
        group=group,
        label=words.label,
        shade=_shade,
        style=Markup(style),
        script=Markup(script),
        style_digest=_digest(style),
        script_digest=_digest(script),
        date=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z"),  # noqa: TID251 - it says when it was made
        **values,
    )


class _Words:
    """Sentences and numbers as one language writes them."""

    def __init__(self, lang: str) -> None:
        """Speak ``lang``."""
        self.lang = lang

    def say(self, key: str, **values: Any) -> str:
        return self.tidy(text(key, **values)[self.lang])

    def tidy(self, sentence: str) -> str:
        """Return a text of the course with the spaces of its language."""
        return _HIGH.sub(_THIN, sentence) if self.lang == "fr" else sentence

    def number(self, value: float, digits: int = 2, fixed: bool = False) -> str:
        written = f"{value:.{digits}f}"
        if "." in written and not fixed:
            written = written.rstrip("0").rstrip(".")
        written = "0" if written == "-0" else written.replace("-", "\N{MINUS SIGN}")
        return written.replace(".", ",") if self.lang == "fr" else written

    def percent(self, share: float) -> str:
        return f"{self.number(100 * share, 0)}{_THIN if self.lang == 'fr' else ''}%"

    def count(self, key: str, value: float) -> str:
        """Return a count of things; below 2 French uses the singular, as English does for 1."""
        one = abs(value) < 2 if self.lang == "fr" else value == 1
        return self.say(f"count-{key}{'-one' if one else ''}", count=self.number(value))

    def duration(self, seconds: float) -> str:
        minutes = max(1, round(seconds / 60))
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        if days:
            return self.say("days", days=days, hours=hours)
        if hours:
            return self.say("hours", hours=hours, minutes=minutes)
        return self.say("minutes", minutes=minutes)

    def label(self, of: Outcome | str) -> str:
        """Return how students read an outcome, or the group ``of`` in which it is counted."""
        if isinstance(of, Outcome):
            return LABELS[of][self.lang]
        outcome = next((o for o, name in GROUPS.items() if name == of), None)
        return self.say("other") if outcome is None else LABELS[outcome][self.lang]


def _shade(share: float) -> int:
    """Return which of five shades shows ``share`` of the points: 0 is none, 4 is all."""
    if share <= 0:
        return 0
    return 1 + sum(share >= start for start in _SHADES)


def _prose(markdown: str) -> Markup:
    """Return a text of the course as HTML, formulas as MathML. HTML in it stays text."""
    parser = MarkdownIt("commonmark", {"html": False}).use(dollarmath_plugin, renderer=_formula)
    return Markup(parser.disable(["image", "link", "autolink"]).render(markdown))


def _listed(versions: Mapping[str, str]) -> list[str]:
    return [f"{name} {version}" for name, version in versions.items()]


def _formula(tex: str, options: Mapping[str, bool]) -> str:
    try:
        return str(convert(tex, display="block" if options["display_mode"] else "inline"))
    except Exception:  # whatever the converter meets in it: readable as it was written
        return f"<code>{escape(tex)}</code>"


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
