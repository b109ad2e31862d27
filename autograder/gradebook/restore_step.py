"""nbgrader's step that restores a submission's cells, see `restore`."""

from __future__ import annotations

import json
from typing import Any

from nbformat import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.locate import find_course
from autograder.course.part import part_names
from autograder.gradebook.restore import restore, source_at


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """nbgrader's step: :func:`restore` for assignments of this course, nothing for others."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook restored from the instructor's version of its assignment."""
        assignment = resources["nbgrader"]["assignment"]
        course = find_course()
        if assignment not in part_names(course) or resources["nbgrader"]["notebook"] != assignment:
            return nb, resources
        directory = course / self.config.CourseDirectory.source_directory / assignment
        plain = json.loads(json.dumps(nb))
        for cell in plain["cells"]:
            nbgrader = cell["metadata"].get("nbgrader")
            cell["metadata"] = {"nbgrader": nbgrader} if isinstance(nbgrader, dict) else {}
        source = source_at(directory / f"{assignment}.ipynb", assignment)
        restored, warnings = restore(plain, source)
        for warning in warnings:
            self.log.warning("%s: %s", resources["nbgrader"].get("student"), warning)
        return from_dict(restored), resources
