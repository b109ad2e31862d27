"""``autograder doctor``: what this machine gives, found out by trying, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import typer
from rich.console import Console

from autograder.course.locate import find_course
from autograder.errors import AutograderError, CourseError
from autograder.model import Isolation
from autograder.sandbox import probe
from autograder.sandbox.forkserver import ServerDied
from autograder.sandbox.layers import Layer, find_layers
from autograder.sandbox.levels import launch
from autograder.sandbox.sandbox import SandboxEnded

LIBRARIES = ("numpy", "torch", "ipython", "pytest", "nbgrader", "nbformat", "jupytext")
ENOUGH_DISK_MB = 1024
STRONG = {Isolation.FULL, Isolation.RESTRICTED}


def run() -> None:
    """Print the findings; exit 4 when not even level ``restricted`` holds on Linux."""
    console = Console()
    course = _course(console)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    console.print(f"python {platform.python_version()} on {platform.platform()}; {versions}")
    missing = _layers(console)
    levels = [level for level in Isolation if _holds(console, level, course, missing)]
    console.print(f"strongest level here: {levels[0] if levels else 'none'}")
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
    needed = STRONG if sys.platform.startswith("linux") else {Isolation.PROCESS}
    if not needed & set(levels):
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


def _layers(console: Console) -> list[Layer]:
    """Print what came of each layer by itself, and what to do for those that are missing."""
    console.print("layers, each tried by itself:")
    layers = find_layers()
    for layer in layers:
        state = "holds  " if layer.held else "MISSING"
        console.print(f"  {state}  {layer.name}: {layer.says}", markup=False, soft_wrap=True)
        if not layer.held:
            levels = ", ".join(layer.levels)
            words = f"           needed by {levels}. What to do: {layer.advice}"
            console.print(words, markup=False, soft_wrap=True)
    return [layer for layer in layers if not layer.held]


def _holds(
    console: Console, level: Isolation, course: Path | None, missing: Sequence[Layer]
) -> bool:
    """Print what a sandbox at ``level`` refuses, attempt by attempt."""
    if level is not Isolation.PROCESS and not sys.platform.startswith("linux"):
        console.print(f"isolation {level}: needs Linux")
        return False
    server = launch(level, ())
    try:
        refused = probe.layers(server, course)
    except (AutograderError, SandboxEnded, ServerDied) as error:
        console.print(f"isolation {level}: cannot be had: {error}", markup=False, soft_wrap=True)
        return False
    finally:
        server.close()
    lacking = [layer.name for layer in missing if level in layer.levels]
    holds = all(refused.values()) and not lacking
    without = f": without {', '.join(lacking)}" if lacking else ""
    console.print(f"isolation {level}: {'holds' if holds else 'does not hold'}{without}")
    for name, held in refused.items():
        console.print(f"  {'refused' if held else 'OPEN   '}  {name}", markup=False)
    return holds or (level is Isolation.PROCESS and not lacking)


def _cuda(console: Console) -> None:
    import torch

    if torch.cuda.is_available():
        console.print(f"GPU: {torch.cuda.get_device_name()}")
    else:
        console.print("GPU: none that torch can use; grade with --device cpu")
