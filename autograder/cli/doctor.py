"""``autograder doctor``: what this machine gives, found out by trying, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

import typer
from rich.console import Console

from autograder.course.locate import find_course
from autograder.errors import AutograderError, CourseError
from autograder.model import Isolation
from autograder.sandbox import probe
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.sandbox import SandboxEnded

LIBRARIES = ("numpy", "torch", "ipython", "pytest", "nbgrader", "nbformat", "jupytext")
ENOUGH_DISK_MB = 1024


def run() -> None:
    """Print the findings; exit 4 when not even level ``restricted`` holds on Linux."""
    console = Console()
    course = _course(console)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    console.print(f"python {platform.python_version()} on {platform.platform()}; {versions}")
    levels = [level for level in Isolation if _holds(console, level, course)]
    _cuda(console)
    free = shutil.disk_usage(course or Path.cwd()).free >> 20
    advice = "" if free > ENOUGH_DISK_MB else ": make room before grading a class"
    console.print(f"disk: {free} MiB free{advice}")
    on_path = shutil.which("alembic")
    console.print(
        f"alembic: {on_path}"
        if on_path
        else f"alembic: not on PATH, so `nbgrader` cannot make a gradebook: activate the virtual "
        f"environment, or add {Path(sys.executable).parent} to PATH"
    )
    if levels == [Isolation.PROCESS] and sys.platform.startswith("linux"):
        console.print(
            "Grade elsewhere, or only submissions that you trust, by --isolation process."
        )
        raise typer.Exit(4)


def _course(console: Console) -> Path | None:
    try:
        course = find_course()
    except CourseError as error:
        console.print(f"course: {error}", markup=False)
        return None
    console.print(f"course: {course}", markup=False)
    return course


def _holds(console: Console, level: Isolation, course: Path | None) -> bool:
    """Print what a sandbox at ``level`` refuses, attempt by attempt."""
    if level is not Isolation.PROCESS and not sys.platform.startswith("linux"):
        console.print(f"isolation {level}: needs Linux")
        return False
    server = ForkServer(level, ())
    try:
        refused = probe.layers(server, course)
    except (AutograderError, SandboxEnded, ServerDied) as error:
        console.print(f"isolation {level}: cannot be had: {error}", markup=False)
        return False
    finally:
        server.close()
    holds = all(refused.values())
    console.print(f"isolation {level}: {'holds' if holds else 'does not hold'}")
    for name, held in refused.items():
        console.print(f"  {'refused' if held else 'OPEN   '}  {name}", markup=False)
    return holds or level is Isolation.PROCESS


def _cuda(console: Console) -> None:
    import torch

    if torch.cuda.is_available():
        console.print(f"GPU: {torch.cuda.get_device_name()}")
    else:
        console.print("GPU: none that torch can use; grade with --device cpu")
