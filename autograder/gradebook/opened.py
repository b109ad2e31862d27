"""nbgrader's gradebook, closed also where it cannot be opened."""

from __future__ import annotations

from nbgrader.api import Gradebook


class OpenedGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that leaves no connection behind when it is no database, damaged or in use."""

    def __init__(self, url: str) -> None:
        """Open it; what sqlalchemy raises is raised."""
        try:
            super().__init__(url)
        except BaseException:
            self.close()
            raise
