"""The engine's worker, which adds to each answer the requests that nobody had foreseen."""

import sys
from typing import Any

from autograder.engine import start, worker
from autograder.sandbox.sandbox import Sandbox

_sent: list[str] = []
_reply = Sandbox._reply
_grade = worker.Worker._grade


def _counted(
    self: Sandbox, call: int, seconds: float, frame: bytes = b"", ahead: bool = False
) -> Any:
    if frame:
        _sent.append(frame[12:80].decode("ascii", "replace"))
    return _reply(self, call, seconds, frame, ahead)


def _told(self: worker.Worker, request: dict[str, Any]) -> dict[str, Any]:
    _sent.clear()
    return _grade(self, request) | {"unforeseen": list(_sent)}


if __name__ == "__main__":
    Sandbox._reply = _counted  # type: ignore[method-assign]
    worker.Worker._grade = _told  # type: ignore[method-assign]
    sys.exit(start.main(sys.argv[1:]))
