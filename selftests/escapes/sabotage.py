"""Grade attacks with a layer of the defence taken out: each must then succeed.

    python -m selftests.escapes.sabotage DIRECTORY SABOTAGE ATTACK...

runs inside the jail and prints, as JSON, what each attack got. DIRECTORY holds the planted course
and a copy of the package in which the lines that make up the layer are replaced. A line that is no
longer there stops the run: who moves a defence moves its sabotage too.
"""

from __future__ import annotations

import json
import secrets
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError
from autograder.model import Isolation
from selftests.escapes import peers
from selftests.escapes.corpus import ATTACKS, succeeded
from selftests.escapes.lab import ROOT, Lab, Verdict

# Replacements in files of the package: (file, what stands there, what stands there instead).
Lines = tuple[tuple[str, str, str], ...]

LANDLOCK: Lines = (
    (
        "_child/lockdown.py",
        'landlock.restrict([*readable, *_READABLE_DEVICES], [private, "/dev/null"])',
        "pass",
    ),
)
SECCOMP: Lines = (("_child/lockdown.py", "seccomp.install()", "pass"),)
LIMITS: Lines = (
    ("_child/lockdown.py", "limit(in_use, memory_mb, file_mb, cpu_seconds)\n    if", "if"),
)
# What is tried at start would refuse to grade without a layer, and that is tested by itself.
PROBE: Lines = (("sandbox/levels.py", "    if leaks:\n", "    if False:\n"),)
# No attack needs these, and every run starts without them sooner.
LIGHT: Lines = (
    (
        "sandbox/levels.py",
        '"torch", "matplotlib.pyplot", "matplotlib_inline.backend_inline")',
        '"torch")',
    ),
    ("sandbox/levels.py", '(*PRELOAD, "torch._dynamo")', "PRELOAD"),
    ("_child/server.py", "for _ in pastime:", "for _ in ():"),
)


@dataclass(frozen=True)
class Sabotage:
    """A layer taken out, and the level at which it is the one that counts."""

    level: str
    lines: Lines = ()


SABOTAGES = {
    # The suite in the process of the student's code, as other graders have it.
    "one process": Sabotage("full"),
    # What hides paths and other processes, and limits the disk as a whole.
    "no namespaces": Sabotage("restricted"),
    "no Landlock": Sabotage("restricted", LANDLOCK),
    "no seccomp": Sabotage("restricted", SECCOMP),
    "no Landlock, no seccomp": Sabotage("restricted", LANDLOCK + SECCOMP),
    "no limits": Sabotage("restricted", LIMITS),
    "no limits, no seccomp": Sabotage("restricted", LIMITS + SECCOMP),
    "secrets in the process": Sabotage(
        "full",
        (
            ("sandbox/template.py", "environment = {\n", "environment = os.environ | {\n"),
            (
                "_child/worker.py",
                "    worker = _Worker(_shell, _guard)\n",
                "    worker = _Worker(_shell, _guard)\n"
                "    np.secret = planted = 'can' + 'ary-' + '0' * 16\n",
            ),
            (
                "_child/worker.py",
                "            reply = worker.answer(request)\n",
                "            reply = worker.answer(request)  # canary-0000000000000000\n",
            ),
        ),
    ),
    "the server's own streams": Sabotage(
        "full", (("_child/server.py", "os.dup2(nowhere, descriptor)", "pass"),)
    ),
    "no caps on outputs": Sabotage(
        "full",
        (
            ("_child/shell.py", "MAX_OUTPUTS = 200", "MAX_OUTPUTS = 10**9"),
            ("_child/shell.py", "MAX_RICH_BYTES = 4 * 1024 * 1024", "MAX_RICH_BYTES = 10**9"),
            ("_child/worker.py", "recorder.output_kb = output_kb", "recorder.output_kb = 10**6"),
            ("_child/codec.py", "MAX_HEADER = 4 * 1024 * 1024", "MAX_HEADER = 1 << 30"),
            ("sandbox/wire.py", "MAX_HEADER = 4 * 1024 * 1024", "MAX_HEADER = 1 << 30"),
            ("sandbox/decoder.py", "MAX_PARTS = 8 * MAX_NODES", "MAX_PARTS = 1 << 30"),
        ),
    ),
    "no deadline": Sabotage(
        "full",
        (("sandbox/sandbox.py", "time.monotonic() + seconds\n", "time.monotonic() + 1000\n"),),
    ),
    "no second sandbox": Sabotage(
        "full",
        (
            (
                "engine/session.py",
                "        while self._box is None or not self._box.alive:\n",
                "        while self._box is None:\n",
            ),
        ),
    ),
    "no numbers on frames": Sabotage("full", (("sandbox/sandbox.py", "answered != call or ", ""),)),
    "no form of replies": Sabotage(
        "full",
        (
            (
                "sandbox/sandbox.py",
                "            return check(reply)\n",
                "            return reply[-1] if reply[0] in ('cell', 'files') else reply\n",
            ),
        ),
    ),
    "values not compared": Sabotage(
        "full",
        (
            ("engine/comparing.py", "    if wrong.any():\n", "    if False:\n"),
            ("engine/comparing.py", "        if strange.any():\n", "        if False:\n"),
        ),
    ),
    "types not compared": Sabotage(
        "full",
        (
            ("engine/comparing.py", "        _check_tensor(actual, expected, what)\n", ""),
            (
                "engine/running.py",
                "case Exception() if self.exchange.received and not",
                "case Exception() if False and not",
            ),
        ),
    ),
    "endings are faults of ours": Sabotage(
        "full",
        (("engine/running.py", "case StudentFailure():", "case StudentFailure() if False:"),),
    ),
    "names not read": Sabotage(
        "full",
        (
            (
                "engine/runner.py",
                "banned = forbidden_use(subject, name, exercise.forbidden)",
                "banned = None",
            ),
            ("engine/runner.py", "if running.session.forbidden != forbidden:", "if False:"),
            ("engine/runner.py", "running.session.forbid(running.exercise.forbidden)", "pass"),
        ),
    ),
    "inputs in messages": Sabotage(
        "full",
        (
            (
                "engine/redact.py",
                "    for known in map(str,",
                "    return str(name)\n    for known in map(str,",
            ),
            ("engine/redact.py", "    known = IDENTIFIER", "    known = True or IDENTIFIER"),
            ("engine/redact.py", "    if found is not None and", "    if True or"),
            (
                "engine/redact.py",
                '    if match := re.fullmatch(r"a value',
                '    return reason\n    if match := re.fullmatch(r"a value',
            ),
            ("engine/redact.py", "    plausible =", "    plausible = True or"),
            ("engine/comparing.py", "if len(value) <= redact.SMALL", "if True"),
            (
                "engine/student.py",
                "if 0 < line <= len(lines)",
                "if (lines := dict.fromkeys([line - 1], ''))",
            ),
            (
                "engine/student.py",
                "where=where)\n        return StudentFailure(Outcome.RAISED, text, bases)",
                "where=info)\n        return StudentFailure(Outcome.RAISED, text, bases)",
            ),
        ),
    ),
    "outputs of calls kept": Sabotage(
        "full",
        (
            (
                "engine/runner.py",
                "            session.forbid(())\n",
                "            session.forbid(())\n"
                "            shown = session.request(lambda box: box.run_cell('', '', 5))\n"
                "            session.outputs[999] = shown\n",
            ),
            ("_child/worker.py", "        self.shell.recorder.reset()\n", ""),
            (
                "_child/shell.py",
                "        self.recorder.reset()\n        self.current_cell = cell\n",
                "        self.current_cell = cell\n",
            ),
        ),
    ),
}


def tamper(package: Path, sabotage: Sabotage) -> None:
    """Write a copy of the package to ``package``, with the layer taken out."""
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "autograder", package, ignore=skipped)
    for name, old, new in (*PROBE, *LIGHT, *sabotage.lines):
        path = package / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise LookupError(f"{old!r} stands {text.count(old)} times in {name}, not once")
        path.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def listening() -> Iterator[dict[str, object]]:
    """Listen on loopback and on an abstract socket, for attacks to reach; nothing is answered."""
    abstract = f"autograder-{secrets.token_hex(8)}"
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        unix.bind(f"\0{abstract}")
        unix.listen(64)
        yield {"PORT": port, "ABSTRACT": abstract}


def main(directory: str, name: str, attacks: list[str]) -> None:
    """Grade ``attacks`` and print what each got; what needs no attack is read from the input."""
    wrong, honest = (Verdict(**verdict) for verdict in json.load(sys.stdin))
    if name == "one process":
        print(json.dumps({a: peers.in_one_process(Path(directory), ATTACKS[a]) for a in attacks}))
        return
    if name == "no deadline":
        print(json.dumps(peers.without_deadline({a: ATTACKS[a] for a in attacks})))
        return
    lab = Lab(Path(directory), Isolation(SABOTAGES[name].level))
    got = {}
    with listening() as facts:
        for one in attacks:
            attack = ATTACKS[one]
            code = attack.code(facts | {"COURSE": directory, "ENGINE": lab.pid})
            for _ in range(2):  # on a busy machine an attack may run out of its own time
                try:
                    got[one] = succeeded(attack, lab.grade(code, attack.before), wrong, honest)
                except AutograderError as error:
                    got[one] = [str(error)]
                if got[one]:
                    break
    lab.engine.close()
    print(json.dumps(got))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
