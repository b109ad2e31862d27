"""Student code that finds the socket of its calls and writes frames on it gains nothing by it."""

from __future__ import annotations

import pytest

from selftests.escapes.lab import RIGHT, WRONG, Lab, Verdict

# The socket, the number of the call and the names of the notebook, found up the stack.
WIRE = """
import json, struct, sys

def channel():
    frame = sys._getframe()
    while not {"sock", "call"} <= frame.f_locals.keys() and frame.f_back:
        frame = frame.f_back
    if "sock" in frame.f_locals:
        return frame.f_locals["sock"], frame.f_locals["call"]
    raise LookupError

def frame(call, node, payload=b""):
    header = json.dumps([call, node]).encode()
    return struct.pack("!IQ", len(header), len(payload)) + header + payload

def send(call, node, payload=b""):
    sock.sendall(frame(call, node, payload))
"""
FORGERIES = {
    "other-kind": 'send(call, ["l", "PASSED", 2])',
    "cell-for-a-call": 'send(call, ["l", "cell", ["l"]])',
    "empty": 'send(call, ["l"])',
    "not-a-list": "send(call, True)",
    "bases-out-of-form": 'send(call, ["l", "raised", ["d", ["ename", "E"], ["bases", ["i", "5"]],'
    ' ["frames", ["l"]]]])',
    "frames-out-of-form": 'send(call, ["l", "raised", ["d", ["ename", "E"], ["bases", ["l"]],'
    ' ["frames", ["l", ["l", ["a", "|b1", [2], 0, 2]]]]]], b"12")',
    "raised-nothing": 'send(call, ["l", "raised", ["d"]])',
    "missing-number": 'send(call, ["l", "missing", ["i", "5"]])',
    "two-replies": 'send(call, ["l", "value", None]); send(call, ["l", "value", None])',
    "two-replies-at-once": 'sock.sendall(frame(call, ["l", "value", None]) * 2)',
    "endless": 'while True: send(call, ["l", "value", None])',
    "out-of-order": "[send(call + n, ['l', 'value', None]) for n in (1, 0)]",
    "early": "[send(call + n, ['l', 'value', ['f', '0x0p+0']]) for n in range(40)]",
    "replayed": 'send(call - 1, ["l", "value", None])',
    "not-a-number": 'send(call, ["l", "value", float("nan")])',
    "deep": 'send(call, json.loads("[" * 500 + "]" * 500))',
    "one-buffer-twice": "send(call, ['l', 'value', ['l', *[['b', 0, 4]] * 9]], b'1234')",
    "enormous-shape": "send(call, ['l', 'value', ['a', '<f4', [1 << 20] * 3, 0, 4]], b'1234')",
    "oversized": 'sock.sendall(struct.pack("!IQ", 1 << 31, 0))',
    "half-a-frame": 'sock.sendall(b"1234567")',
    "random": "sock.sendall(bytes(range(256)) * 40)",
    "announced-only": 'sock.sendall(struct.pack("!IQ", 10, 1 << 28)); import os; os._exit(0)',
    "closed": "sock.close()",
    "shut": "sock.shutdown(2)",
}


@pytest.mark.parametrize("name", FORGERIES)
def test_deny_forged_reply_to_a_call(lab: Lab, wrong: Verdict, honest: Verdict, name: str) -> None:
    """A frame written by student code is a wrong answer or ends the sandbox, no more."""
    code = f"{WIRE}\ndef relu(z):\n    global sock, call\n    sock, call = channel()\n"
    code += f"    {FORGERIES[name]}\n    return z.clone()\n"
    verdict = lab.grade(code)
    assert verdict.gained(wrong) == []
    assert set(verdict.tests.values()) <= {"CRASHED", "FAILED", "TIMED_OUT"}
    # An early reply is an answer, given without knowing the question.
    assert ("CRASHED" in verdict.tests.values()) == (name != "early"), verdict.tests
    assert verdict.errors == []
    assert lab.grade(RIGHT).score == honest.score


OUTPUTS = {
    "no-outputs": '["l", "cell"]',
    "number": '["l", "cell", ["i", "5"]]',
    "array-in-output": '["l", "cell", ["l", ["d", ["output_type", "stream"], ["name", "stdout"],'
    ' ["text", ["a", "|b1", [1], 0, 1]]]]]',
    "bytes-in-bundle": '["l", "cell", ["l", ["d", ["output_type", "display_data"], ["data",'
    ' ["d", ["text/plain", ["b", 0, 1]]]]]]]',
    "value": '["l", "value", None]',
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_deny_forged_outputs_of_a_cell(lab: Lab, wrong: Verdict, name: str) -> None:
    """Outputs out of form end the sandbox; they never reach what writes notebooks."""
    before = f"{WIRE}\nsock, call = channel()\nsend(call, {OUTPUTS[name]}, b'1')\n"
    verdict = lab.grade(WRONG, before=before)
    assert verdict.gained(wrong) == []
    assert verdict.errors == []
    assert "CRASHED" in verdict.everything


def test_deny_reply_from_a_thread(lab: Lab, wrong: Verdict) -> None:
    """A thread that answers before the function does answers no better."""
    code = (
        f"{WIRE}\nimport threading, time\ndef relu(z):\n    global sock, call\n"
        "    sock, call = channel()\n"
        "    thread = threading.Thread(target=send, args=(call, ['l', 'value', True]))\n"
        "    thread.start()\n    thread.join()\n    time.sleep(0.05)\n    return z.clone()\n"
    )
    verdict = lab.grade(code)
    assert verdict.gained(wrong) == []
    assert verdict.errors == []


@pytest.mark.parametrize("ahead", [0, 1], ids=["late", "early"])
def test_deny_reply_from_a_thread_between_calls(lab: Lab, wrong: Verdict, ahead: int) -> None:
    """What comes after the reply to a call is no reply to the next, or one that knows no input."""
    code = (
        f"{WIRE}\nimport threading, time\ndef relu(z):\n    global sock\n"
        "    time.sleep(0.05)  # the thread of the call before has its turn\n"
        f"    sock, call = channel()\n    forged = frame(call + {ahead}, ['l', 'value', None])\n"
        "    later = lambda: (time.sleep(0.01), sock.sendall(forged))\n"
        "    threading.Thread(target=later, daemon=True).start()\n    return z.clone()\n"
    )
    verdict = lab.grade(code)
    assert verdict.gained(wrong) == []
    assert verdict.errors == []
    assert "CRASHED" in verdict.tests.values()


def test_deny_reply_in_small_pieces(lab: Lab, wrong: Verdict) -> None:
    """Each piece comes in time; the reply does not, and the other calls are none the worse."""
    code = (
        f"{WIRE}\nimport time\ndef relu(z):\n    global sock\n    sock, call = channel()\n"
        "    pieces = frame(call, ['l', 'value', 'x' * 1000]) if z.shape == (2, 3) else b''\n"
        "    for piece in pieces:\n        sock.sendall(bytes([piece]))\n        time.sleep(0.01)\n"
        "    return z.clone()\n"
    )
    verdict = lab.grade(code)
    assert verdict.tests == wrong.tests | {"test_by_hand": "TIMED_OUT"}
    assert verdict.errors == []


def test_support_forged_frames_arrive(lab: Lab, honest: Verdict) -> None:
    """The forgeries above are not stopped on their way: a well-formed one is read as an answer."""
    code = (
        f"{WIRE}\ndef relu(z):\n    global sock, call\n    sock, call = channel()\n"
        "    answer = torch.clamp(z, min=0)\n"
        "    data = answer.contiguous().clone().reshape(-1).view(torch.uint8).numpy().tobytes()\n"
        "    name = str(z.dtype)[6:]\n"
        "    send(call, ['l', 'value', ['T', name, list(z.shape), 0, len(data), 'cpu']], data)\n"
        "    import os\n    os._exit(0)\n"
    )
    assert lab.grade(code).tests["test_by_hand"] == honest.tests["test_by_hand"] == "PASSED"
