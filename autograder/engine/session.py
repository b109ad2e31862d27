"""One subject in a sandbox, for as many tests as it takes.

A sandbox that timed out, crashed or sent nonsense is dead; the next request gets a fresh one in
which the cells are executed again, without the cell that killed it. So one bad exercise costs the
others nothing, and nothing that a killed process left behind is trusted.

A machine kills processes too. Which of the two it was cannot always be told: see decision 0011.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.engine.subject import Cell, Subject
from autograder.model import Limits, Outcome
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.probe import gpu_room
from autograder.sandbox.sandbox import AHEAD_BYTES, Sandbox, SandboxEnded, cell_request
from autograder.sandbox.wire import Body, encode_body


class SubjectSession:
    """The subject's code, executed and ready to be called. Use as a context manager."""

    def __init__(
        self,
        server: ForkServer,
        subject: Subject,
        limits: Limits,
        env: dict[str, str],
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Prepare a session; nothing runs before :meth:`execute` or the first request."""
        self.server = server
        self._subject = subject
        self._limits = limits
        self._env = env
        self._files = files
        self._box: Sandbox | None = None
        self._fatal: set[int] = set()
        self.forbidden: tuple[str, ...] = ()
        self._forgiven = self._gpu_checked = False
        self._oom_kills = oom_kills()
        self._deadline = time.monotonic() + limits.submission_seconds
        self.outputs: dict[int, list[dict[str, Any]]] = {}
        self.failed_cells: dict[str, dict[str, Any]] = {}
        self.test = ""  # for which the next requests are made
        self._tests: dict[int, str] = {}  # by the number of the request
        self._ahead = server.device == "cpu"  # what a GPU complains of is looked into at once

    def execute(self) -> None:
        """Execute the cells, each fatal one costing one sandbox."""
        self._check_deadline()
        while self._box is None or not self._box.alive:
            self._ahead = self._ahead and not (self._box is not None and self._box.ended_ahead)
            self._close_box()
            self._box = Sandbox(self.server, self._limits, env=self._env, files=self._files)
            self._tests = {}
            cells = [cell for cell in self._subject.cells if cell.index not in self._fatal]
            self.send_ahead(("", encode_body(cell_request(c.source, c.id))) for c in cells)
            with contextlib.suppress(SandboxEnded):
                for cell in cells:
                    self._check_deadline()
                    self._run_cell(self._box, cell)
                if self.forbidden:
                    self._box.forbid(self.forbidden)
        self._check_gpu_of_cells()

    def execute_if_possible(self) -> None:
        """Execute the cells now, so that their outputs are there even if no test asks."""
        with contextlib.suppress(SandboxEnded):
            self.execute()

    def _run_cell(self, box: Sandbox, cell: Cell) -> None:
        try:
            outputs = box.run_cell(cell.source, cell.id, self._limits.cell_seconds)
        except SandboxEnded as ended:
            if self._forgives(ended):
                raise
            self._fatal.add(cell.index)
            text = f"{ended.outcome}: {ended.detail}"
            outputs = [error_output(ended.outcome.value, text)]
            self.failed_cells[cell.id] = {"outcome": ended.outcome}
            self.outputs[cell.index] = outputs
            raise
        # A replay after a death must not overwrite what the first execution showed.
        self.outputs.setdefault(cell.index, outputs)
        error = next((o for o in outputs if o.get("output_type") == "error"), None)
        if error is not None:
            self.failed_cells[cell.id] = error

    def forbid(self, names: tuple[str, ...]) -> None:
        """Refuse ``names`` during the calls that follow."""
        if names != self.forbidden:
            self.forbidden = names
            if self._box is not None and self._box.alive:
                with contextlib.suppress(SandboxEnded):
                    self._box.forbid(names)

    def send_ahead(self, requests: Iterable[tuple[str, Body]]) -> None:
        """Send requests that are about to be made, each with its test, as many as go at once.

        Nothing is sent while others are under way, nor after a sandbox has ended on such requests:
        one by one, they show which of them it was.
        """
        if not self._ahead or self._box is None or not self._box.alive or self._box.busy:
            return
        sent, size = [], 0
        for test, body in requests:
            size += body.size
            if size > AHEAD_BYTES:
                break
            sent.append(body)
            self._tests[self._box.requests + len(sent)] = test
        self._box.send_ahead(sent)

    def pass_over(self) -> None:
        """Let go of what was sent ahead: it will not be asked for."""
        if self._box is not None and self._box.alive:
            with contextlib.suppress(SandboxEnded):
                self._box.pass_over()

    def lines(self, cell: str) -> list[str]:
        """Return the lines of the cell called ``cell``."""
        cells = (one for one in self._subject.cells if one.id == cell)
        return [line for one in cells for line in one.source.splitlines()]

    def request(self, ask: Callable[[Sandbox], Any]) -> Any:
        """Return ``ask(sandbox)``; raises :class:`SandboxEnded` when that ended the sandbox."""
        while True:
            self.execute()
            assert self._box is not None
            self._tests[self._box.requests + 1] = self.test
            try:
                reply = ask(self._box)
            except SandboxEnded as ended:
                if not self._forgives(ended):
                    raise
                continue
            if self.server.device == "cuda" and blames_gpu(reply):
                self._check_gpu()
            return reply

    def printed(self) -> dict[str, str]:
        """Return what student code wrote during each test; nothing of a sandbox that has ended."""
        found: dict[str, str] = {}
        if self._box is not None and self._box.alive:
            with contextlib.suppress(SandboxEnded):
                for request, text in self._box.printed():
                    test = self._tests.get(request, "")
                    found[test] = found.get(test, "") + text
        return found

    def _check_gpu_of_cells(self) -> None:
        """Look at the GPU once when a cell has complained about it, and execute the cells again."""
        if self.server.device != "cuda" or self._gpu_checked:
            return
        complaining = [
            cell
            for cell in self._subject.cells
            if "CUDA" in str(self.failed_cells.get(cell.id, {}).get("evalue"))
        ]
        if not complaining:
            return
        self._gpu_checked = True
        self._check_gpu()
        for cell in complaining:
            del self.failed_cells[cell.id], self.outputs[cell.index]
        self.execute()

    def _check_gpu(self) -> None:
        """Go on in a new sandbox; when the GPU has no room then, that is not the student's fault.

        What the sandbox says of the GPU is the student's word: it only makes us look ourselves. Its
        memory of the GPU goes with it, and so does a state in which every call would fail.
        """
        self._close_box()
        room = gpu_room(self.server)
        if room < self._limits.memory_mb:
            raise self.server.died(
                f"the GPU has {room} MiB free, and a submission may take {self._limits.memory_mb}: "
                "end what uses it, or grade with --jobs 1 or --device cpu"
            )

    def _forgives(self, ended: SandboxEnded) -> bool:
        """Return whether to try again as if nothing had been: once a submission for a kill."""
        if ended.ahead:
            return True
        if not ended.killed:
            return False
        if not self._forgiven:
            self._forgiven = True
            return True
        if oom_kills() > self._oom_kills:
            raise self.server.died("the machine has run out of memory; grade with fewer --jobs")
        return False

    def _check_deadline(self) -> None:
        if time.monotonic() > self._deadline:
            seconds = self._limits.submission_seconds
            raise SandboxEnded(Outcome.TIMED_OUT, f"the submission took more than {seconds:g} s")

    def _close_box(self) -> None:
        if self._box is not None:
            self._box.close()
            self._box = None

    def __enter__(self) -> SubjectSession:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill the sandbox."""
        self._close_box()


def oom_kills() -> int:
    """Return how many processes the machine has killed for want of memory, if it counts them."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/vmstat").read_text().splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0


def error_output(name: str, text: str) -> dict[str, Any]:
    """Return an nbformat error output, the one kind that every notebook tool counts as failed."""
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}


def blames_gpu(reply: Any) -> bool:
    """Return whether a call was answered by an error about the GPU, or one that says so."""
    match reply:
        case ["raised", dict(info)]:
            return info.get("gpu") is True
    return False
