"""One sandbox, seen from the trusted side: requests with deadlines, and how it ended.

States: alive until the first timeout, death or malformed reply; dead for good afterwards. There
are no retries here: a request that may have run is never sent twice.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from autograder.model import Limits, Outcome
from autograder.sandbox import replies, wire
from autograder.sandbox.forkserver import ForkServer
from autograder.stopwatch import WATCH

T = TypeVar("T")

# How a machine ends a process: for want of memory, by its administrator, when it shuts down.
MACHINES_SIGNALS = (signal.SIGKILL, signal.SIGTERM)


class SandboxEnded(Exception):
    """The sandbox is gone; ``outcome`` says how, ``detail`` in words for the instructor.

    ``killed``: by a signal that the machine may have sent as well as the student's code.
    """

    def __init__(self, outcome: Outcome, detail: str, killed: bool = False) -> None:
        """Remember how the sandbox ended."""
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.killed = killed


class Sandbox:
    """A confined process that runs one submission's code. Use as a context manager."""

    def __init__(
        self,
        server: ForkServer,
        limits: Limits,
        *,
        env: Mapping[str, str] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Fork a sandbox and wait until it is confined; ``files`` are put into its directory."""
        self.limits = limits
        self._server = server
        self._calls = 0
        with WATCH.phase("fork"):
            self._pid, self._socket = server.spawn(limits)
        self._ended: SandboxEnded | None = None
        try:
            with WATCH.phase("isolate"):
                self.request(["start", dict(env or {}), dict(files or {}), limits.output_kb], 20.0)
        except SandboxEnded as ended:  # no student code has run: the fault is ours
            raise server.died(f"a sandbox did not start: {ended.detail}") from ended

    @property
    def requests(self) -> int:
        """How many requests were made so far."""
        return self._calls

    @property
    def alive(self) -> bool:
        """Whether requests can still be made."""
        return self._ended is None

    def run_cell(self, source: str, cell: str, seconds: float) -> list[dict[str, Any]]:
        """Execute one notebook cell; return its outputs as nbformat dictionaries."""
        with WATCH.phase("cells"):
            return self._checked(replies.outputs, ["cell", source, cell], seconds)

    def forbid(self, names: Sequence[str]) -> None:
        """From now on refuse calls of ``names`` (dotted) during calls and drivers."""
        with WATCH.phase("calls"):
            self.request(["forbid", list(names)], self.limits.call_seconds)

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], seed: int) -> Any:
        """Call the student's function; return the reply ``[kind, ...]``, see ``_child/worker``."""
        request = ["call", name, list(args), dict(kwargs), seed]
        return self._answer(request)

    def run(self, source: str, driver: str, args: Sequence[Any], seed: int) -> Any:
        """Run a driver beside the student's code; return the reply as :meth:`call` does."""
        request = ["run", source, driver, list(args), seed]
        return self._answer(request)

    def _answer(self, request: list[Any]) -> Any:
        with WATCH.phase("calls"):
            return self._checked(replies.answer, request, self.limits.call_seconds)

    def new_files(self) -> dict[str, bytes]:
        """Return the regular files that the cells made, by relative path; names are unchecked."""
        return self._checked(replies.files, ["files"], self.limits.cell_seconds)

    def printed(self) -> list[tuple[int, str]]:
        """Return what calls and drivers wrote, each with the number of its request."""
        with WATCH.phase("calls"):
            return self._checked(replies.printed, ["printed"], self.limits.call_seconds)

    def _checked(self, check: Callable[[list[Any]], T], body: list[Any], seconds: float) -> T:
        """Make a request whose reply ``check`` accepts and returns; it ends the sandbox if not."""
        reply = self.request(body, seconds)
        try:
            return check(reply)
        except wire.BadFrame as error:
            self._end(Outcome.CRASHED, f"the process sent {error}")
            assert self._ended is not None
            raise self._ended from None

    def request(self, body: list[Any], seconds: float) -> Any:
        """Send one request and wait ``seconds`` for its reply; :class:`SandboxEnded` otherwise."""
        if self._ended is not None:
            raise self._ended
        self._calls += 1
        frame = wire.encode_frame(self._calls, body)
        deadline = time.monotonic() + seconds
        try:
            self._send(frame, deadline)
            call, reply = wire.read_frame(self._socket, deadline)
            if call != self._calls or not isinstance(reply, list) or not reply:
                raise wire.BadFrame("a reply to another request")
        except wire.DeadlineExceeded:
            self._end(Outcome.TIMED_OUT, f"no answer after {seconds:g} s")
        except wire.PeerGone:
            self._end(Outcome.CRASHED, "the process ended", gone=True)
        except wire.BadFrame as error:
            self._end(Outcome.CRASHED, f"the process sent {error}")
        else:
            return reply
        assert self._ended is not None
        raise self._ended

    def _send(self, frame: bytes, deadline: float) -> None:
        self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            self._socket.sendall(frame)
        except TimeoutError as error:
            raise wire.DeadlineExceeded from error
        except OSError as error:
            raise wire.PeerGone from error

    def _end(self, outcome: Outcome, detail: str, gone: bool = False) -> None:
        status = self._reap()
        killed = gone and os.WIFSIGNALED(status) and os.WTERMSIG(status) in MACHINES_SIGNALS
        if outcome is Outcome.CRASHED and os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            with contextlib.suppress(ValueError):
                detail += f" by {signal.Signals(number).name}"
            if number == signal.SIGXCPU:
                outcome = Outcome.TIMED_OUT
        elif outcome is Outcome.CRASHED and os.WIFEXITED(status):
            detail += f" with exit code {os.WEXITSTATUS(status)}"
        self._ended = SandboxEnded(outcome, detail, killed)

    def _reap(self) -> int:
        with WATCH.phase("fork"):
            self._socket.close()
            return self._server.reap(self._pid)

    def close(self) -> None:
        """Kill the sandbox and everything it started."""
        if self._ended is None:
            self._ended = SandboxEnded(Outcome.GRADER_ERROR, "the sandbox was closed")
            self._reap()

    def __enter__(self) -> Sandbox:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()
