"""Attacks on the wire: student code that finds the socket of its calls and writes frames on it."""

from __future__ import annotations

from collections.abc import Iterator

# The socket, the number of the call and the names of the notebook, found up the stack.
WIRE = """
import json, struct, sys

def channel():
    frame = sys._getframe()
    while not {"sock", "call"} <= set(frame.f_locals) and frame.f_back:
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
    "name-of-an-error": 'send(call, ["l", "raised", ["d", ["ename", "hidden_" + "input"],'
    ' ["bases", ["l", "Exception"]], ["frames", ["l"]]]])',
    "line-far-away": 'send(call, ["l", "raised", ["d", ["ename", "E"], ["bases", ["l"]],'
    ' ["frames", ["l", ["l", "relu", ["i", "20252025"], "f", ""]]]]])',
    "line-far-below": 'send(call, ["l", "raised", ["d", ["ename", "E"], ["bases", ["l"]],'
    ' ["frames", ["l", ["l", "relu", ["i", "-20252025"], "f", ""]]]]])',
    "name-that-is-missing": 'send(call, ["l", "missing", "hidden_" + "input"])',
    "name-that-is-forbidden": 'send(call, ["l", "forbidden", "hidden_" + "input"])',
    "words-of-the-unsendable": 'send(call, ["l", "unsendable", "hidden_" + "input"])',
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
# These answer no question that was asked: the sandbox ends.
NOT_A_REPLY = ("not-a-list", "empty", "replayed", "half-a-frame", "random")
# After these comes the true reply; after the others the process ends, and they stand alone.
FOLLOWED = ("two-replies", "out-of-order", "early", "half-a-frame", "closed", "shut")
LAST = "import os; os._exit(0)"
# A thread that answers before the function does.
THREAD = """
import threading, time

def relu(z):
    global sock, call
    sock, call = channel()
    thread = threading.Thread(target=send, args=(call, ["l", "value", True]))
    thread.start()
    thread.join()
    time.sleep(0.05)
    return z.clone()
"""
# A thread that answers the next call: late, after its reply, or early, without knowing it.
LATE = """
import threading, time

def relu(z):
    global sock
    time.sleep(0.05)  # the thread of the call before has its turn
    sock, call = channel()
    forged = frame(call + AHEAD, ["l", "value", None])
    later = lambda: (time.sleep(0.01), sock.sendall(forged))
    threading.Thread(target=later, daemon=True).start()
    return z.clone()
"""
# Each piece comes in time; the reply does not.
PIECES = """
import time

def relu(z):
    global sock
    sock, call = channel()
    for piece in frame(call, ["l", "value", "x" * 1000]) if z.shape == (2, 3) else b"":
        sock.sendall(bytes([piece]))
        time.sleep(0.01)
    return z.clone()
"""
# A forgery that is well formed: read as an answer, and worth what the answer is worth.
RIGHT_BY_HAND = """
import os

def relu(z):
    global sock, call
    sock, call = channel()
    answer = torch.clamp(z, min=0)
    data = answer.contiguous().clone().reshape(-1).view(torch.uint8).numpy().tobytes()
    node = ["T", str(z.dtype)[6:], list(z.shape), 0, len(data), "cpu"]
    send(call, ["l", "value", node], data)
    os._exit(0)
"""
OUTPUTS = {
    "array-in-output": '["l", "cell", ["l", ["d", ["output_type", "stream"], ["name", "stdout"],'
    ' ["text", ["a", "|b1", [1], 0, 1]]]]]',
    "value": '["l", "value", None]',
}


def replies() -> Iterator[tuple[str, str]]:
    """Yield each forged reply to a call: its name and the cell of the exercise."""
    for name, act in FORGERIES.items():
        last = "return z.clone()" if name in FOLLOWED else LAST
        steps = ["global sock, call", "sock, call = channel()", act, last]
        yield name, f"{WIRE}\ndef relu(z):\n" + "".join(f"    {step}\n" for step in steps)
    yield "thread", WIRE + THREAD
    yield "thread-late", WIRE + LATE.replace("AHEAD", "0")
    yield "thread-early", WIRE + LATE.replace("AHEAD", "1")
    yield "pieces", WIRE + PIECES


def outputs() -> Iterator[tuple[str, str]]:
    """Yield each forged reply to the execution of a cell: its name and a free cell."""
    for name, node in OUTPUTS.items():
        # No byte too many: that would be refused before anybody looks at the form.
        payload = b"1" if "0, 1]" in node else b""
        yield name, f"{WIRE}\nsock, call = channel()\nsend(call, {node}, {payload!r})\n{LAST}\n"
