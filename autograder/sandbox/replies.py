"""The shape of each kind of reply: a well-formed frame can still hold anything at all.

A reply of another shape than its request asks for is a :class:`BadFrame` like any other, so that
nothing behind this file meets a value that it does not expect. Words are matched as ``str("word")``
and so refused when they are arrays: these compare with a word to an array, which is no truth value.
"""

from __future__ import annotations

from typing import Any

from autograder.sandbox.decoder import BadFrame


def answer(reply: list[Any]) -> list[Any]:
    """Return the reply to a call or a driver, checked; the value itself may be any."""
    match reply:
        case [str("value"), _] | [str("missing" | "unsendable" | "forbidden"), str()]:
            return reply
        case [str("raised"), {"ename": str(), "bases": list(bases), "frames": list(frames)}] if all(
            isinstance(base, str) for base in bases
        ):
            for frame in frames:
                match frame:
                    case [str(), int(), str(), str()]:
                        continue
                raise BadFrame("a frame out of form")
            return reply
    raise BadFrame("an answer out of form")


def outputs(reply: list[Any]) -> list[dict[str, Any]]:
    """Return the outputs of a cell, each of a kind that nbformat knows and all of it text."""
    match reply:
        case [str("cell"), list(found)]:
            return [_output(output) for output in found]
    raise BadFrame("cell outputs out of form")


def _output(output: Any) -> dict[str, Any]:
    match output:
        case {
            "output_type": str("stream"),
            "name": str("stdout" | "stderr" as name),
            "text": str(text),
        }:
            return {"output_type": "stream", "name": name, "text": text}
        case {
            "output_type": str("error"),
            "ename": str(ename),
            "evalue": str(evalue),
            "traceback": list(lines),
        } if all(isinstance(line, str) for line in lines):
            return {
                "output_type": "error",
                "ename": ename,
                "evalue": evalue,
                "traceback": lines,
            }
        case {
            "output_type": str("display_data" | "execute_result" as kind),
            "data": dict(data),
        } if all(isinstance(text, str) for text in (*data, *data.values())):
            count = {"execution_count": None} if kind == "execute_result" else {}
            return {"output_type": kind, "data": data, "metadata": {}} | count
    raise BadFrame("a cell output out of form")


def printed(reply: list[Any]) -> list[tuple[int, str]]:
    """Return what calls wrote, with their numbers; both are the student's word."""
    match reply:
        case [str("printed"), list(found)]:
            return [_printed(one) for one in found]
    raise BadFrame("printed texts out of form")


def _printed(one: Any) -> tuple[int, str]:
    match one:
        case [int(call), str(text)]:
            return call, text
    raise BadFrame("a printed text out of form")


def files(reply: list[Any]) -> dict[str, bytes]:
    """Return the files that a submission made; the names are text, and no more is known of them."""
    match reply:
        case [str("files"), dict(found)] if all(
            isinstance(name, str) and isinstance(data, bytes) for name, data in found.items()
        ):
            return found
    raise BadFrame("files out of form")
