"""Make the prose that students write safe for whoever reads it.

nbgrader's feedback and formgrader write the HTML of markdown cells into their pages as it is, and
the link of any scheme; formgrader's page has the instructor's session. nbconvert's `sanitize_html`
changes nothing there, because nbgrader's templates do not ask for it. So the text itself is made
harmless where the autograded notebook begins, for these readers and for every other.

Nothing here parses markdown: a character that begins HTML, an image or a link is separated from
what makes it one, wherever it stands. What a parser takes for code, for TeX or for a quotation
therefore does not matter, and neither does which parser it is. But they take time that grows with
the square of some texts (100 kB of brackets: a minute), so what a student adds is cut.
"""

from __future__ import annotations

import re
from typing import Any

# A link that somebody follows; a path or another scheme could do something here.
FOLLOWED = r"(?:https?://|mailto:|#)"
BRACKETED = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
# Comparisons and arrows stay as they are.
HTML = re.compile(r"<(?![\s\d=<-])")
# An image is fetched without being asked for, and nbconvert fails on one that was an attachment.
IMAGE = re.compile(r"!(?=\[)")
LINK = re.compile(rf"\](?=\((?!{FOLLOWED})|:(?!\s*{FOLLOWED}))", re.IGNORECASE)

# A picture pasted into the text itself, as Colab does.
DATA = re.compile(r"data:[\w/+.;=-]*,[\w+/=%-]{100,}", re.ASCII)
MAX_CELL = 10_000
MAX_ADDED = 100_000
CUT = " […]"


def harmless(text: str) -> str:
    """Return ``text`` without HTML, images, and links to anything but pages and mail.

    A space after the character shows the reader what was written. Images become links.
    """
    text = BRACKETED.sub(r"\1", text)
    for pattern in (HTML, IMAGE, LINK):
        text = pattern.sub(r"\g<0> ", text)
    return text


def defuse(cells: list[dict[str, Any]], course_texts: frozenset[str]) -> None:
    """Make markdown and raw cells harmless and short, in place, but for the course's own texts."""
    room = MAX_ADDED
    for cell in cells:
        if cell["cell_type"] != "code":
            cell.pop("attachments", None)
            if cell["source"] not in course_texts:
                text = DATA.sub("data:…", cell["source"])
                kept = text[: min(MAX_CELL, room)]
                room -= len(kept)
                cell["source"] = harmless(kept + (CUT if kept != text else ""))
