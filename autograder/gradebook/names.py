"""Make names safe for the pages of nbgrader, which write them into HTML as they are.

Names may come from a school's directory or from what students call themselves there. formgrader's
page of a submission shows them beside the marks, with the instructor's session.
"""

from __future__ import annotations

import html
from typing import Any

from nbconvert.preprocessors import Preprocessor

SHOWN = ("student", "last_name", "first_name", "notebook_path")


class EscapeNames(Preprocessor):  # type: ignore[misc]
    """A step of every page that nbgrader makes of a notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Escape what the page says of its student; direction marks would turn it around."""
        for name in SHOWN:
            if isinstance(resources.get(name), str):
                plain = "".join(c for c in resources[name] if c.isprintable())
                resources[name] = html.escape(plain)
        return nb, resources
