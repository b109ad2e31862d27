"""The ``autograder`` command: what each verb takes; what it does is in the module of its name.

Heavy libraries are imported by the verbs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from autograder.errors import AutograderError
from autograder.model import Isolation

app = typer.Typer(
    help="Build, check and grade the exercises of Deep Learning avec PyTorch.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# The strongest level that this system can give; anything weaker has to be asked for by name.
STRONGEST = Isolation.FULL if sys.platform.startswith("linux") else Isolation.PROCESS


INTERRUPTED = 130  # what typer makes of Ctrl-C; SIGTERM and SIGHUP are taken for it


class Lang(StrEnum):
    """Which languages a build makes."""

    fr = "fr"
    en = "en"
    all = "all"


class Device(StrEnum):
    """Where tensors live while suites run."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


Parts = Annotated[list[str] | None, typer.Argument(help="Parts; all of them without any.")]
Level = Annotated[Isolation, typer.Option(help="How strongly student code is separated.")]
Where = Annotated[Device, typer.Option(help="Where tensors live; auto: a GPU if there is one.")]


@app.command("build")
def build(
    parts: Parts = None,
    lang: Annotated[Lang, typer.Option(help="Language of the notebooks.")] = Lang.all,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if stale.")] = False,
) -> None:
    """Make source/ and release/ from the lessons, solutions and visible tests."""
    from autograder.cli import build as verb

    verb.run(parts or [], lang.value, check)


@app.command("check-course")
def check_course(parts: Parts = None, isolation: Level = STRONGEST) -> None:
    """Say whether the course is well formed, and what to do where it is not."""
    from autograder.cli import check_course as verb

    verb.run(parts or [], isolation)


@app.command("check")
def check(
    notebook: Annotated[Path, typer.Argument(help="The notebook to grade.")],
    json: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    device: Where = Device.cpu,
    isolation: Level = STRONGEST,
) -> None:
    """Grade one notebook, without a gradebook."""
    from autograder.cli import check as verb

    verb.run(notebook, json, device.value, isolation)


@app.command("grade")
def grade(
    part: Annotated[str, typer.Argument(help="The part to grade.")],
    jobs: Annotated[int, typer.Option(min=0, help="Workers; 0 is one a core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Grade unchanged ones again.")] = False,
    lang: Annotated[str, typer.Option(help="Language of the cohort: fr or en.")] = "fr",
    device: Where = Device.cpu,
    isolation: Level = STRONGEST,
    profile: Annotated[bool, typer.Option("--profile", help="Show what took the time.")] = False,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    exercise: Annotated[
        list[str] | None, typer.Option(help="Run only this exercise again; may be repeated.")
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Only what came at this date or later.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be graded, and why.")
    ] = False,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Of a Dask cluster; `local` starts one here.")
    ] = "",
) -> None:
    """Grade submitted/*/PART into reports, autograded notebooks and the gradebook.

    Only what is new or has changed since the last run is graded.
    """
    from autograder.cli import grade as verb

    narrowed = verb.Narrowed(tuple(student or ()), tuple(exercise or ()), since)
    verb.run(
        part, jobs, force, lang, device.value, isolation, profile, narrowed, dry_run, scheduler
    )


@app.command("export")
def export(
    part: Annotated[str, typer.Argument(help="The part to export.")],
    target: Annotated[str, typer.Argument(help="moodle, canvas, moodle-xml or qti.")],
    lang: Annotated[str, typer.Option(help="Language of the cohort: fr or en.")] = "fr",
    roster: Annotated[
        Path | None, typer.Option(help="The grade file exported from Canvas (canvas only).")
    ] = None,
    assignment: Annotated[
        str, typer.Option(help="Title or id of the assignment in it (canvas only).")
    ] = "",
) -> None:
    """Write marks (moodle, canvas) or the quiz (moodle-xml, qti) for another system."""
    from autograder.cli import export as verb

    verb.run(part, target, lang, roster, assignment)


@app.command("report")
def report(
    part: Annotated[str | None, typer.Argument(help="The part to report on.")] = None,
    course: Annotated[bool, typer.Option("--course", help="All parts, over time.")] = False,
    lang: Annotated[str, typer.Option(help="Language of the page: fr or en.")] = "fr",
    before: Annotated[
        Path | None, typer.Option(help="Reports kept of a first sitting: shows the gain.")
    ] = None,
    similarity: Annotated[
        bool, typer.Option("--similarity", help="Show cells that are alike.")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Write what a class did and misunderstood into class_reports/, as HTML, CSV and JSON."""
    from autograder.cli import report as verb

    verb.run(part, course, lang, before, similarity, open_it)


@app.command("doctor")
def doctor() -> None:
    """Show what this machine gives: isolation layer by layer, versions, GPU, disk."""
    from autograder.cli import doctor as verb

    verb.run()


def main() -> None:
    """Run the command; errors that were raised on purpose are told without a traceback."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # what `nohup` ignores stays ignored
            signal.signal(number, signal.default_int_handler)
    try:
        app()
    except AutograderError as error:
        typer.echo(f"autograder: {error}", err=True)
        sys.exit(error.exit_code)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            typer.echo("autograder: interrupted; run the same command again to go on.", err=True)
            # Everything of ours is closed. Taking the gradebook's libraries down takes a second,
            # several on a busy machine, and whoever interrupts does not wait for it.
            sys.stdout.flush()
            os._exit(INTERRUPTED)
        raise


if __name__ == "__main__":
    main()
