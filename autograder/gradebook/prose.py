"""Make the prose that students write safe for whoever reads it.

nbgrader's feedback and formgrader write the HTML of markdown cells into their pages as it is, and
the link of any scheme; formgrader's page has the instructor's session. nbconvert's `sanitize_html`
changes nothing there, because nbgrader's templates do not ask for it. So the text itself is made
harmless where the autograded notebook begins, for these readers and for every other.

Nothing here parses markdown: a character that begins HTML, an image or a link is separated from
what makes it one, wherever it stands. What a parser takes for code, for TeX or for a quotation
therefore does not matter, and neither does which parser it is.
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


def harmless(text: str) -> str:
    """Return ``text`` without HTML, images, and links to anything but pages and mail.

    A space after the character shows the reader what was written. Images become links.
    """
    text = BRACKETED.sub(r"\1", text)
    for pattern in (HTML, IMAGE, LINK):
        text = pattern.sub(r"\g<0> ", text)
    return text


def defuse(cells: list[dict[str, Any]], course_texts: frozenset[str]) -> None:
    """Make markdown and raw cells harmless, in place, but for the course's own texts."""
    for cell in cells:
        if cell["cell_type"] != "code":
            cell.pop("attachments", None)
            if cell["source"] not in course_texts:
                cell["source"] = harmless(cell["source"])
