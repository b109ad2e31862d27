"""What a sandbox does: run cells, call functions, run drivers, answer in frames.

Requests are lists ``[op, ...]``; each gets one reply, a list ``[kind, ...]``::

    ["start", env, files, output_kb]         -> ["started"]
    ["cell", source, id]                     -> ["cell", outputs]
    ["forbid", [dotted name, ...]]           -> ["forbidding"]
    ["call", name, args, kwargs, seed]       -> ["value", v] ["raised", {..}] ["missing", name]
    ["run", source, driver, args, seed]         ["unsendable", text] ["forbidden", dotted name]
    ["files"]                                -> ["files", {relative path: bytes}]
    ["printed"]                              -> ["printed", [[number of the call, text], ...]]
"""

from __future__ import annotations

import builtins
import contextlib
import linecache
import math
import os
import random
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from . import codec
from .channel import Channel
from .forbid import ForbiddenUse, Guard
from .shell import Shell

MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_FILES = 100
TOO_MUCH_SHOWN = {
    "output_type": "stream",
    "name": "stdout",
    "text": "[... the outputs of this cell are too large and are not kept ...]\n",
}

_shell: Shell | None = None
_guard: Guard | None = None


def prepare(forbidden: Iterable[str]) -> None:
    """Make the shell and warm what the first cell and the first traceback would import.

    ``forbidden`` are the names that exercises may be written without; students read them too.
    """
    global _shell, _guard
    _shell = Shell.instance()
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:  # imported before there was a shell to draw its pictures in
        inline.configure_inline_support(_shell, os.environ["MPLBACKEND"])
    np.random.seed(0)  # imports numpy.random, which numpy itself leaves for later
    torch = sys.modules.get("torch")
    if torch is not None:
        # Its first call looks for torch.nn.Module, which may be forbidden by the time of another.
        torch.manual_seed(0)
    _shell.run("%pylab_does_not_exist", "warm")
    _shell.run("1/0", "warm")
    _shell.run("print(1)\n{'a': [1]}", "warm")
    _shell.reset(new_session=True)
    _shell.execution_count = 1
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    _guard = Guard(_shell.user_ns)
    _guard.learn(forbidden)


def serve(sock: socket.socket, private: str) -> None:
    """Answer requests until the engine goes; called in the sandbox, after confinement."""
    assert _shell is not None
    assert _guard is not None
    os.chdir(private)
    tempfile.tempdir = private
    os.environ["TMPDIR"] = os.environ["HOME"] = private
    worker = _Worker(_shell, _guard)
    channel = Channel(sock)
    with contextlib.suppress(EOFError):
        while True:
            call, request = channel.read()
            worker.call = call
            reply = worker.answer(request)
            try:
                channel.write(call, reply)
            except codec.Unsendable as error:
                # What a cell defined counts, whatever it showed.
                short = (
                    ["cell", [TOO_MUCH_SHOWN]] if reply[0] == "cell" else ["unsendable", str(error)]
                )
                channel.write(call, short)
            except Exception as error:  # a hostile __torch_function__, __array__, ...
                channel.write(call, ["unsendable", type(error).__name__])


class _Worker:
    def __init__(self, shell: Shell, guard: Guard) -> None:
        self.shell = shell
        self.guard = guard
        self.known_files: set[str] = set()
        self.call = 0
        self.printed: list[list[Any]] = []  # during calls and drivers, for the instructor alone
        self.room = 0

    def answer(self, request: list[Any]) -> list[Any]:
        match request:
            case ["start", env, files, output_kb]:
                self.start(env, files, output_kb)
                return ["started"]
            case ["cell", source, cell]:
                return ["cell", self.shell.run(source, cell)]
            case ["forbid", names]:
                self.guard.forbid(tuple(names))
                return ["forbidding"]
            case ["call", name, args, kwargs, seed]:
                if name not in self.shell.user_ns:
                    return ["missing", name]
                return self.guarded(seed, lambda: self.shell.user_ns[name](*args, **kwargs))
            case ["run", source, driver, args, seed]:
                return self.guarded(seed, lambda: self.drive(source, driver, args))
            case ["files"]:
                return ["files", self.new_files()]
            case ["printed"]:
                return ["printed", self.printed]
        raise ValueError("unknown request")

    def start(self, env: dict[str, str], files: dict[str, bytes], output_kb: int) -> None:
        os.environ.update(env)
        self.shell.recorder.output_kb = output_kb
        self.room = output_kb * 1024
        for name, data in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.known_files = set(files)

    def drive(self, source: str, driver: str, args: list[Any]) -> Any:
        # A fresh namespace: a driver sees the student's names through `module` alone.
        space: dict[str, Any] = {"np": np, "math": math, "torch": sys.modules.get("torch")}
        exec(compile(source, "<driver>", "exec"), space)
        return space[driver](_Names(self.shell.user_ns), *args)

    def guarded(self, seed: int, action: Any) -> list[Any]:
        random.seed(seed)
        np.random.seed(seed % 2**32)
        torch = sys.modules.get("torch")
        if torch is not None:
            # What torch.manual_seed does, without the compiler's wrapper around it.
            torch.default_generator.manual_seed(seed)
            if torch.cuda.is_initialized():
                torch.cuda.manual_seed_all(seed)
        self.shell.recorder.reset()
        self.guard.used.clear()
        try:
            reply = ["value", action()]
        except _Missing as missing:
            reply = ["missing", str(missing)]
        except ForbiddenUse as use:
            reply = ["forbidden", str(use)]
        except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too
            reply = ["raised", self.describe(error)]
        self.keep_printed()
        # Caught and swallowed by the student's own `except`, it was used all the same.
        return ["forbidden", self.guard.used[0]] if self.guard.used else reply

    def keep_printed(self) -> None:
        streams = (o for o in self.shell.recorder.outputs if o["output_type"] == "stream")
        text = "".join(str(output["text"]) for output in streams)[: self.room]
        if text:
            self.room -= len(text)
            self.printed.append([self.call, text])

    def describe(self, error: BaseException) -> dict[str, Any]:
        frames = []
        for frame, number in list(traceback.walk_tb(error.__traceback__))[-50:]:
            code = frame.f_code
            if code.co_filename in self.shell.cells:
                line = linecache.getline(code.co_filename, number).strip()
                cell = self.shell.cells[code.co_filename]
                frames.append([cell, number or 0, code.co_name[:80], line[:200]])
        try:
            message = str(error)[:500]
        except Exception:  # a student's exception may fail to print itself
            message = ""
        bases = [c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, 0) is c]
        return {
            "ename": type(error).__name__[:80],
            "bases": bases,
            "message": message,
            "frames": frames,
            "memory": isinstance(error, MemoryError)
            or "allocate memory" in message
            or "CUDA out of memory" in message,
            "gpu": "CUDA" in message,
        }

    def new_files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for path in sorted(Path().rglob("*")):
            name = str(path)
            if name in self.known_files or path.is_symlink() or not path.is_file():
                continue
            if len(found) == MAX_FILES or path.stat().st_size > MAX_FILE_BYTES:
                continue
            found[name] = path.read_bytes()
        return found


class _Missing(BaseException):
    """A driver asked for a name that the notebook does not define."""


class _Names(SimpleNamespace):
    """The student's names, as attributes; a missing one is reported by name."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__()
        self.__dict__.update({k: v for k, v in names.items() if not k.startswith("_")})

    def __getattr__(self, name: str) -> Any:
        raise _Missing(name)
