"""However a notebook is made, reading it takes a bounded amount of memory and of time."""

from __future__ import annotations

import itertools
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.engine import forbidden
from autograder.engine.forbidden import MAX_REWRITTEN, forbidden_use
from autograder.engine.subject import Subject
from autograder.errors import IntakeError
from autograder.gradebook.intake import MAX_BYTES, read_notebook

ROOM = MAX_BYTES - 1000
# Peaks beyond what the process takes before it reads. Of what is accepted the worst was measured as
# 240 MiB; without the limits the worst took 980.
ACCEPTED_MB, REFUSED_MB = 400, 100
ACCEPTED = "it was accepted"


def _with_output(data: str) -> bytes:
    """Return a notebook with ``data`` as output, repeated up to the limit on bytes."""
    many = ",".join([data] * (ROOM // (len(data) + 1)))
    return (
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", '
        f'"metadata": {{}}, "source": "1", "outputs": [{many}]}}]}}'
    ).encode()


def _cells(version: str) -> bytes:
    cell = '{"cell_type": "code", "metadata": {}, "source": "1", "input": "1", "outputs": []}'
    many = ", ".join([cell] * 100_000)
    if version == "3":
        return f'{{"nbformat": 3, "worksheets": [{{"cells": [{many}]}}]}}'.encode()
    return f'{{"nbformat": 4, "cells": [{many}]}}'.encode()


# What a file holds, and what is said of it; nothing where it is accepted.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "500 MB": (lambda: b"", "larger than 20 MiB"),
    "100,000 cells": (lambda: _cells("4"), "more than"),
    "100,000 cells of format 3": (lambda: _cells("3"), "more than"),
    "lists in lists": (lambda: _with_output("[" * 30 + "]" * 30), "more than"),
    "short strings": (lambda: _with_output('"ab"'), "more than"),
    "numbers": (lambda: _with_output("1.5"), ""),
    "wide characters": (lambda: _with_output('"' + "x" * (ROOM - 10) + '\U0001f600"'), ""),
}


def _read_alone(path: Path) -> tuple[int, str]:
    """Read ``path`` in a process of its own; return its peak in KiB and what was said."""
    read, write = os.pipe()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pid = os.fork()
    if pid == 0:
        said = ACCEPTED
        try:
            read_notebook(path)
        except IntakeError as error:
            said = str(error)
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        said = answer.read().decode()
    return os.wait4(pid, 0)[2].ru_maxrss - before, said


@pytest.fixture(scope="module")
def peaks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Read every file, each in a process that began small: this one has torch in it."""
    directory = tmp_path_factory.mktemp("bounded")
    for name, (make, _) in FILES.items():
        (directory / name).write_bytes(make())
    os.truncate(directory / "500 MB", 500 << 20)
    done = subprocess.run(
        [sys.executable, __file__, *(str(directory / name) for name in FILES)],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    for name in FILES:
        (directory / name).unlink()
    return dict(zip(FILES, map(tuple, json.loads(done.stdout)), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_memory_of_reading(peaks: dict[str, tuple[int, str]], name: str) -> None:
    """What is refused is refused before it is data; what is accepted takes what is known."""
    kib, said = peaks[name]
    expected = FILES[name][1]
    assert expected in said
    assert bool(expected) is (said != ACCEPTED)
    assert kib < (REFUSED_MB if expected else ACCEPTED_MB) << 10


def _count(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> Callable[[], int]:
    """Return how often ``owner.name`` is called from now on, whenever it is asked."""
    calls, original = itertools.count(), getattr(owner, name)

    def counted(*arguments: Any) -> Any:
        next(calls)
        return original(*arguments)

    monkeypatch.setattr(owner, name, counted)
    return lambda: next(calls)


@pytest.mark.parametrize("length", [800, 2000])  # the second is longer than Python's stack
def test_a_long_chain_of_names_is_read_once(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """Not once for each name in it: the engine looks for forbidden names outside every limit."""
    code = "def relu(z):\n" + f" a{'.b' * length}\n" * 20 + " return torch.nn"
    calls = _count(monkeypatch, forbidden, "_dotted")
    found = forbidden_use(Subject.from_code("relu", code), "relu", ("torch.nn",))
    assert found == "torch.nn" or length > 1000  # which Python need not parse
    assert calls() < len(code)


def test_magics_are_rewritten_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython reads the whole cell once for each of them."""
    code = "!a\n" * 600 + "x = 1\n" * 500 + "def relu(z):\n return torch.nn"
    rounds = _count(monkeypatch, TransformerManager, "do_one_token_transform")
    forbidden_use(Subject.from_code("relu", code), "relu", ("torch.nn",))
    assert 0 < rounds() <= MAX_REWRITTEN // len(code) + 1


if __name__ == "__main__":
    print(json.dumps([_read_alone(Path(name)) for name in sys.argv[1:]]))
