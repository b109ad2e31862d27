"""``autograder report``: what a class did and misunderstood, as a page, a CSV and a JSON file."""

from __future__ import annotations

import platform
import webbrowser
from importlib import metadata
from pathlib import Path

import typer
from rich.console import Console

from autograder.cli.doctor import LIBRARIES
from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.errors import UsageError
from autograder.model import LANGUAGES, Part, Report
from autograder.report import page, write
from autograder.report.classroom import Class, class_report, read_class
from autograder.report.progress import progress
from autograder.report.reading import read_reports
from autograder.report.roster import read_roster
from autograder.report.similarity import similar_cells

COURSE = "course"


def run(
    part_name: str | None,
    course_wide: bool,
    lang: str,
    before: Path | None,
    similarity: bool,
    open_it: bool,
) -> None:
    """Write the report of a part, or of the course; exit 5 when reports cannot be read."""
    if lang not in LANGUAGES:
        raise UsageError(f"--lang {lang} is not a language of the course: use fr or en.")
    if (part_name is None) is not course_wide:
        raise UsageError("Name one part, or give --course for all of them.")
    if course_wide and (before is not None or similarity):
        raise UsageError("--before and --similarity are about one part: name it, not --course.")
    course = find_course()
    console = Console()
    if part_name is None:
        classes = _all_classes(course, lang)
        written = _course(course, classes, lang)
    else:
        part = load_part(course, part_name)
        classes = [_one_class(course, part, lang)]
        written = _part(course, classes[0], lang, before, similarity)
    damaged = [one.not_graded[student] for one in classes for student in sorted(one.damaged)]
    for problem in damaged:
        console.print(f"not in the report: {problem}", markup=False, soft_wrap=True)
    for suffix in (".html", ".csv", ".json"):
        console.print(f"{suffix[1:]:5}{written.with_suffix(suffix)}", markup=False, soft_wrap=True)
    if open_it:
        webbrowser.open(written.as_uri())
    if damaged:
        raise typer.Exit(5)


def _part(course: Path, of: Class, lang: str, before: Path | None, similarity: bool) -> Path:
    first = None if before is None else _first_sitting(before, of.part)
    similar = similar_cells(course, of.part, of.reports, lang) if similarity else None
    report = class_report(of, read_roster(course), _versions(), first, similar)
    return write.write_files(
        course,
        of.part.name,
        page.class_page(report, lang),
        write.class_csv(report),
        write.class_json(report),
    )


def _course(course: Path, classes: list[Class], lang: str) -> Path:
    found = progress(classes, read_roster(course))
    linked = {path.stem for path in (course / write.DIRECTORY).glob("*.html")}
    return write.write_files(
        course,
        COURSE,
        page.course_page(found, _versions(), lang, linked),
        write.course_csv(found),
        write.course_json(found),
    )


def _one_class(course: Path, part: Part, lang: str) -> Class:
    found = read_class(course, part, lang)
    if not found.reports:
        problems = "".join(f"\n{student}: {why}" for student, why in found.not_graded.items())
        raise UsageError(
            f"There is no report of {part.name} in {course / 'reports' / part.name}: "
            f"run `autograder grade {part.name}` first.{problems}"
        )
    return found


def _all_classes(course: Path, lang: str) -> list[Class]:
    names = [name for name in part_names(course) if (course / "reports" / name).is_dir()]
    found = [read_class(course, load_part(course, name), lang) for name in names]
    if not any(one.reports for one in found):
        raise UsageError(
            f"There are no reports in {course / 'reports'}: run `autograder grade PART` first."
        )
    return [one for one in found if one.reports or one.damaged]


def _first_sitting(directory: Path, part: Part) -> dict[str, Report]:
    read = read_reports(directory, part)
    if read.damaged:
        raise UsageError("--before: " + "\n".join(read.damaged.values()))
    return read.good


def _versions() -> dict[str, str]:
    own = {"autograder": metadata.version("deep-learning-autograder")}
    return own | {"python": platform.python_version()} | {n: metadata.version(n) for n in LIBRARIES}
