"""One sandbox, seen from the trusted side: requests with deadlines, and how it ended.

States: alive until the first timeout, death or malformed reply; dead for good afterwards. There
are no retries here: a request that may have run is never sent twice.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from autograder.model import Limits, Outcome
from autograder.sandbox import replies, wire
from autograder.sandbox.forkserver import ForkServer
from autograder.stopwatch import WATCH

T = TypeVar("T")

# Of requests sent ahead: a socket takes them, whether or not somebody reads.
AHEAD_BYTES = 1 << 16
PRINTED = ["printed"]  # the request for what calls and drivers wrote

# A reply that nobody wants any more is not worth waiting for: a new sandbox takes less.
PATIENCE_SECONDS = 0.5

# How a machine ends a process: for want of memory, by its administrator, when it shuts down.
MACHINES_SIGNALS = (signal.SIGKILL, signal.SIGTERM)


def cell_request(source: str, cell: str) -> list[Any]:
    """Return the request to execute a cell."""
    return ["cell", source, cell]


def call_request(name: str, args: Sequence[Any], kwargs: Mapping[str, Any], seed: int) -> list[Any]:
    """Return the request to call the student's function ``name``."""
    return ["call", name, list(args), dict(kwargs), seed]


def run_request(source: str, driver: str, args: Sequence[Any], seed: int) -> list[Any]:
    """Return the request to run a driver beside the student's code."""
    return ["run", source, driver, list(args), seed]


def forbid_request(names: Sequence[str]) -> list[Any]:
    """Return the request to refuse calls of ``names`` from then on."""
    return ["forbid", list(names)]


class SandboxEnded(Exception):
    """The sandbox is gone; ``outcome`` says how, ``detail`` in words for the instructor.

    ``killed``: by a signal that the machine may have sent as well as the student's code.
    ``ahead``: while it did what was sent ahead, so that it is not known what it was doing.
    """

    def __init__(self, outcome: Outcome, detail: str, killed: bool = False) -> None:
        """Remember how the sandbox ended."""
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.killed = killed
        self.ahead = False


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
        self._ahead: deque[tuple[int, wire.Body]] = deque()
        with WATCH.phase("fork"):
            self._pid, self._socket = server.spawn(limits)
        self._replies = wire.Replies(self._socket)
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
    def busy(self) -> bool:
        """Whether requests were sent ahead to which nobody has asked for the reply yet."""
        return bool(self._ahead)

    @property
    def alive(self) -> bool:
        """Whether requests can still be made."""
        return self._ended is None

    @property
    def ended_ahead(self) -> bool:
        """Whether it has ended on what was sent ahead."""
        return self._ended is not None and self._ended.ahead

    def run_cell(self, source: str, cell: str, seconds: float) -> list[dict[str, Any]]:
        """Execute one notebook cell; return its outputs as nbformat dictionaries."""
        with WATCH.phase("cells"):
            return self._checked(replies.outputs, cell_request(source, cell), seconds)

    def forbid(self, names: Sequence[str]) -> None:
        """From now on refuse calls of ``names`` (dotted) during calls and drivers."""
        with WATCH.phase("calls"):
            self.request(forbid_request(names), self.limits.call_seconds)

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], seed: int) -> Any:
        """Call the student's function; return the reply ``[kind, ...]``, see ``_child/worker``."""
        return self._answer(call_request(name, args, kwargs, seed))

    def run(self, source: str, driver: str, args: Sequence[Any], seed: int) -> Any:
        """Run a driver beside the student's code; return the reply as :meth:`call` does."""
        return self._answer(run_request(source, driver, args, seed))

    def _answer(self, request: list[Any]) -> Any:
        with WATCH.phase("calls"):
            return self._checked(replies.answer, request, self.limits.call_seconds)

    def new_files(self) -> dict[str, bytes]:
        """Return the regular files that the cells made, by relative path; names are unchecked."""
        return self._checked(replies.files, ["files"], self.limits.cell_seconds)

    def printed(self) -> list[tuple[int, str]]:
        """Return what calls and drivers wrote, each with the number of its request."""
        with WATCH.phase("calls"):
            return self._checked(replies.printed, PRINTED, self.limits.call_seconds)

    def _checked(self, check: Callable[[list[Any]], T], body: list[Any], seconds: float) -> T:
        """Make a request whose reply ``check`` accepts and returns; it ends the sandbox if not."""
        reply = self.request(body, seconds)
        try:
            return check(reply)
        except wire.BadFrame as error:
            self._end(Outcome.CRASHED, f"the process sent {error}")
            assert self._ended is not None
            raise self._ended from None

    def send_ahead(self, bodies: Iterable[wire.Body]) -> None:
        """Send requests before they are made, in the order in which they will be.

        One that is then made finds its reply; those that are passed over are answered for nothing.
        All of them together may have :data:`AHEAD_BYTES`.
        """
        frames = []
        for body in bodies:
            self._calls += 1
            self._ahead.append((self._calls, body))
            frames.append(body.frame(self._calls))
        with contextlib.suppress(wire.DeadlineExceeded, wire.PeerGone):  # whoever reads will see
            self._send(b"".join(frames), time.monotonic() + PATIENCE_SECONDS)

    def pass_over(self) -> None:
        """Read the replies to what was sent ahead and has not been asked for."""
        self._pass_over(None)

    def _pass_over(self, wanted: wire.Body | None) -> bool:
        """Return whether ``wanted`` was sent ahead; what was sent before it is answered in vain."""
        while self._ahead and self._ahead[0][1] != wanted:
            self._ahead.popleft()
            with self._ending(PATIENCE_SECONDS, ahead=True):
                self._replies.skip(time.monotonic() + PATIENCE_SECONDS, len(self._ahead))
        return bool(self._ahead)

    def request(self, value: list[Any], seconds: float) -> Any:
        """Send one request and wait ``seconds`` for its reply; :class:`SandboxEnded` otherwise."""
        if self._ended is not None:
            raise self._ended
        body = wire.encode_body(value)
        if self._pass_over(body):
            return self._reply(self._ahead.popleft()[0], seconds, ahead=True)
        self._calls += 1
        return self._reply(self._calls, seconds, body.frame(self._calls))

    def _reply(self, call: int, seconds: float, frame: bytes = b"", ahead: bool = False) -> Any:
        deadline = time.monotonic() + seconds
        with self._ending(seconds, ahead):
            if frame:
                self._send(frame, deadline)
            answered, reply = self._replies.read(deadline, len(self._ahead))
            if answered != call or not isinstance(reply, list) or not reply:
                raise wire.BadFrame("a reply to another request")
            return reply

    @contextlib.contextmanager
    def _ending(self, seconds: float, ahead: bool) -> Iterator[None]:
        """End the sandbox on whatever is wrong with a reply, and raise :class:`SandboxEnded`."""
        try:
            yield
            return
        except wire.DeadlineExceeded:
            self._end(Outcome.TIMED_OUT, f"no answer after {seconds:g} s")
        except wire.PeerGone:
            self._end(Outcome.CRASHED, "the process ended", gone=True)
        except wire.BadFrame as error:
            self._end(Outcome.CRASHED, f"the process sent {error}")
        assert self._ended is not None
        self._ended.ahead = ahead
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
