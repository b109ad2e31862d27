"""nbgrader's feedback page, for phones and screen readers: its language, its width, its margins.

The page itself is nbgrader's own template. What it lacks is added to what that made: the language
of the notebook, which a screen reader needs to pronounce it, and the width of the screen, without
which a phone shows a desktop's page in tiny letters.
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import HTMLExporter

from autograder.gradebook.restore import language

HEAD = """<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
div.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
img, svg { max-width: 100%; height: auto; }
@media (max-width: 40em) {
  .container, #notebook-container, .panel-body, div.cell { padding: 2px !important; }
  table { display: block; overflow-x: auto; }
}
</style>
"""


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]
    """Writes the pages of ``nbgrader generate_feedback``."""

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of ``nb``, with its language and what makes it fit."""
        page, resources = super().from_notebook_node(nb, resources, **options)
        lang = language(nb)
        if lang is not None:
            page = page.replace("<html>", f'<html lang="{lang}">', 1)
        return page.replace("</head>", f"{HEAD}</head>", 1), resources
