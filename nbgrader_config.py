"""nbgrader's configuration of this course; AUTOGRADER_LANG chooses its language (fr or en)."""

import os
from pathlib import Path

from autograder.gradebook import gate

STUBS = {
    "fr": "# VOTRE CODE ICI\nraise NotImplementedError()",
    "en": "# YOUR CODE HERE\nraise NotImplementedError()",
}

lang = os.environ.get("AUTOGRADER_LANG", "fr")
if lang not in STUBS:
    raise ValueError(f"AUTOGRADER_LANG is {lang!r}: set it to one of {', '.join(STUBS)}.")

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "deep-learning-pytorch"
c.CourseDirectory.source_directory = f"source/{lang}"
c.CourseDirectory.release_directory = f"release/{lang}"
c.ClearSolutions.code_stub = {"python": STUBS[lang]}

# Assigned whole, as the lists below: nbgrader's defaults with our ClearSolutions, which leaves an
# ellipsis where a question waits for its answer.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "autograder.build.clear.ClearAnswers",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A student who deletes a grading cell gets it back, and a zero there, instead of "needs manual
# grading" for ever.
c.OverwriteCells.add_missing_cells = True

# Pipes, links, broken files: looked at before nbgrader opens them.
gate.install()

# Both lists are assigned whole: traitlets would append to nbgrader's defaults with `.append` or
# `.extend`, and nbgrader's own Execute, which runs student code beside the tests, would stay in.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.gradebook.restore_step.RestoreCells",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.gradebook.execute.SandboxExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback pages that say their language, and fit a phone.
c.GenerateFeedback.exporter_class = "autograder.gradebook.feedback_page.FeedbackExporter"

# A CSV file whose cells no spreadsheet takes for formulas.
c.ExportApp.plugin_class = "autograder.gradebook.csv_export.CsvExport"

# nbgrader's pages show names; nbconvert has no steps of its own here.
c.HTMLExporter.preprocessors = ["autograder.gradebook.names.EscapeNames"]
