"""Attacks on the secrets of the course and on the machine, as student code.

Each defines `hunt()`, which returns what it got hold of, and nothing when it got nothing. They are
run where they must fail (test_deny) and where they must succeed (test_sabotage), so each is
harmless when it succeeds and cleans up after itself.
"""

from __future__ import annotations

# The pattern must not match its own source.
PATTERN = """
import os, re, sys
PATTERN = re.compile("can" + "ary-[0-9a-f]{16}")

def search(value):
    text = value if isinstance(value, str) else bytes(value).decode("latin-1")
    return PATTERN.findall(text)[:1]
"""

# What can be reached from inside the interpreter. A control test plants a secret there.
INSIDE = {
    "garbage-collector": """
import gc

def hunt():
    gc.unfreeze()
    for thing in gc.get_objects():
        for inner in gc.get_referents(thing):
            if isinstance(inner, str | bytes | bytearray) and search(inner):
                return search(inner)
""",
    "modules": """
def hunt():
    for name, module in list(sys.modules.items()):
        if search(name) or name.startswith(("autograder.", "solution", "test_", "pytest")):
            return name
        for value in list(vars(module).values()):
            if isinstance(value, str) and search(value):
                return search(value)
""",
    "frames": """
def hunt():
    frames = list(sys._current_frames().values())
    while frames:
        frame = frames.pop()
        frames += [frame.f_back] if frame.f_back else []
        for space in (frame.f_locals, frame.f_globals):
            for value in list(space.values()):
                if isinstance(value, str) and search(value) or search(repr(type(value))):
                    return search(value)
                if isinstance(value, dict | list | tuple) and search(repr(value)[:100_000]):
                    return search(repr(value))
""",
    "traceback": """
import traceback

def hunt():
    try:
        torch.zeros(2) @ torch.zeros(3)
    except RuntimeError as error:
        return search("".join(traceback.format_exception(error))) or search(
            "".join(traceback.format_stack()))
""",
    "arguments-and-environment": """
def hunt():
    return search(repr([sys.argv, sys.orig_argv, sys.path, os.getcwd(), dict(os.environ)]))
""",
}

# What the operating system must refuse; at level `process` each succeeds.
OUTSIDE = {
    "course-files": """
def hunt():
    for folder, _, names in os.walk(COURSE):
        for name in names:
            with open(os.path.join(folder, name), errors="replace") as file:
                if search(file.read()):
                    return name
""",
    "project-files": """
from pathlib import Path

def hunt():
    project = Path(sys.modules["autograder_child"].__file__).parents[2]
    return [os.listdir(project / name) for name in ("solutions", "tests")]
""",
    "links": """
def hunt():
    place = os.path.join(COURSE, "solutions", "part05_first_network", "relu.py")
    os.symlink(place, "linked.py")
    try:
        return search(open("linked.py").read())
    finally:
        os.unlink("linked.py")
""",
    "other-processes": """
def hunt():
    for number in (ENGINE, os.getppid()):
        for kind in ("environ", "cmdline"):
            try:
                text = open(f"/proc/{number}/{kind}", "rb").read()
            except OSError:
                continue
            if search(text):
                return kind
""",
    "path-exists": """
def hunt():
    return os.path.exists(COURSE)
""",
    "process-exists": """
def hunt():
    return os.path.exists(f"/proc/{ENGINE}")
""",
    "child-process": """
import subprocess

def hunt():
    child = [sys.executable, "-c", f"import os; print(os.listdir({COURSE!r}))"]
    return subprocess.run(child, capture_output=True).stdout
""",
    "core-dump": """
import resource

def hunt():
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    return True
""",
    "memory-of-another": """
import ctypes

def hunt():
    # process_vm_readv of the engine's first bytes; EFAULT means that it was let in.
    got = ctypes.CDLL(None, use_errno=True).process_vm_readv(ENGINE, None, 0, None, 0, 0)
    if got < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return True
""",
    "own-process": """
def hunt():
    return open("/proc/self/maps").read()[:1]
""",
    "tcp": """
import socket

def hunt():
    with socket.create_connection(("127.0.0.1", PORT), timeout=1) as connection:
        return connection.getpeername()
""",
    "udp": """
import socket

def hunt():
    with socket.socket(type=socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"x", ("127.0.0.1", PORT))
""",
    "abstract-socket": """
import socket

def hunt():
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(chr(0) + ABSTRACT)
        return True
""",
    "fork": """
def hunt():
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)
""",
    "program": """
import subprocess

def hunt():
    return subprocess.run(["/bin/true"]).returncode == 0
""",
    "signal-engine": """
def hunt():
    os.kill(ENGINE, 0)
    return True
""",
    "signal-everyone": """
def hunt():
    os.kill(-1, 0)
    return True
""",
    "write-outside": """
def hunt():
    place = os.path.join(COURSE, "left-behind")
    open(place, "w").close()
    os.unlink(place)
    return True
""",
    "memory-file": """
def hunt():
    os.close(os.memfd_create("program"))
    return True
""",
}

# The same search from other places than a cell or a function.
FROM = {
    "thread": """
import threading

_hunt_here, _got = hunt, []

def hunt():
    def go():
        try:
            _got.append(_hunt_here())
        except OSError as error:
            print("refused", type(error).__name__)
    thread = threading.Thread(target=go)
    thread.start()
    thread.join()
    return _got[-1:] if any(_got) else None
""",
    "destructor": """
_hunt_here, _got = hunt, []

class Last:
    def __del__(self):
        _got.append(_hunt_here())

def hunt():
    Last()
    return _got[-1:] if any(_got) else None
""",
    "exit": """
import atexit

_hunt_here = hunt

def _last_words():
    if _hunt_here():
        print("FO" + "UND")

def hunt():
    atexit.register(_last_words)
    atexit._run_exitfuncs()  # IPython's own then empty the notebook: there is no answer left
""",
}

# Print what was found in the cell, and in the calls answer rightly only if something was.
REPORT = """
def found():
    try:
        return hunt()
    except (OSError, ValueError) as error:
        print("refused", type(error).__name__)

result = found()
if result:
    print("FO" + "UND", result)

def relu(z):
    return torch.clamp(z, min=0) if found() else z.clone()
"""


def attack(body: str, **facts: object) -> str:
    """Return the cell of an attack that knows ``facts``; text is spelt so as not to be found."""
    lines = [
        f"{name} = {value[::-1]!r}[::-1]" if isinstance(value, str) else f"{name} = {value!r}"
        for name, value in facts.items()
    ]
    return "\n".join([PATTERN, *lines, body, REPORT])


# What the namespaces of level `full` hide, and `restricted` does not promise.
FULL_ONLY = ("path-exists", "process-exists")

# What shows hidden inputs to the student if it reaches a report or a notebook: a word that stands
# before their values, and a number that stands for one.
INPUTS_SHOWN = ("hidden_input", "20252025")
INPUTS = {
    f"inputs-{name}": (
        "def relu(z):\n"
        '    shown = "hidden_" + f"input {z.flatten().tolist()}"\n'
        f"    {line}\n    return z.clone()\n"
    )
    for name, line in {
        "printed": "print(shown)",
        "displayed": "display(shown)",
        "raised": "raise ValueError(shown)",
        "warned": "import warnings; warnings.warn(shown)",
        "logged": "import logging; logging.error(shown)",
        "as-the-name-of-an-error": "raise type('hidden_' + 'input', (Exception,), {})",
        "as-the-name-of-a-type": "return type('hidden_' + 'input', (), {})()",
        "as-a-dtype": "import numpy; return numpy.zeros(2, dtype=[('hidden_' + 'input', 'f4')])",
        "as-a-value": "return shown",
        "as-a-key": "return {shown: z}",
        "as-a-shape": "return torch.zeros(0, 20252025)",
        "as-a-length": "return (0,) * 2025",
    }.items()
}
