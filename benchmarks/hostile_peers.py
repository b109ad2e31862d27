"""Hand attacks of the corpus in to stock nbgrader and to otter: what do they come to there?

    python benchmarks/hostile_peers.py nbgrader docs/security_peers.json
    python benchmarks/hostile_peers.py otter docs/security_peers.json --python OTTER/bin/python

The same exercise, `relu`, with the same hidden suite, graded as each of them does it, in the
process of the student's code (in_kernel.py). All happens in one jail; its first process starts a
grader for each submission, with files of its own, and ends all that is left of it. A right and a
wrong answer come first, and stop the run when their marks are not what they should be.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from peer_graders import PEERS, RIGHT, WRONG, Peer, Run, Submission, versions  # noqa: E402

from selftests.escapes import jail, lab  # noqa: E402 - a script is in no package
from selftests.escapes.corpus import ATTACKS, ONCE, Attack, leaks  # noqa: E402
from selftests.escapes.described import for_peers, reaches  # noqa: E402
from selftests.escapes.sabotage import listening  # noqa: E402

SECONDS = 60  # then it holds the grader: stock nbgrader itself limits a cell to 30


def outcome(name: str, run: Run, wrong: Run, right: Run) -> str:
    """Return the word for what the attack came to, of those that docs/security.md explains."""
    attack = ATTACKS[name]
    if run.held:
        return "held"
    if run.score is None:
        return "no mark"
    assert wrong.score is not None
    gained = not attack.spared and run.score > wrong.score
    shown = run.shown if attack.family == "secrets" else ""
    if leaks(run.printed, shown) or (gained and attack.searching):
        return "got through" if reaches(name) else "secret read"
    if gained:
        return "points forged"
    if attack.spared and run.score != right.score:
        return "points lost"
    return "no gain"


def graded(peer: Peer, base: Path, name: str, facts: dict[str, object]) -> Run:
    """Return what ``peer`` makes of one submission, in fresh files."""
    work = base / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base / "template", work, symlinks=True)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _grade(peer, work, name, facts | {"ENGINE": os.getpid()})
    ended = time.monotonic() + SECONDS
    while not (status := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < ended:
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # all but this, the first process of the jail
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    if not status[0]:
        return Run(None, "", "", held=True)
    return peer.read(work) if status[1] == 0 else Run(None, "", "")


def _grade(peer: Peer, work: Path, name: str, facts: dict[str, object]) -> None:
    """Become the grader; an attack is told the process and where the suites lie."""
    try:
        plain = {RIGHT: lab.RIGHT, WRONG: lab.WRONG}.get(name)
        submission = Submission(plain) if plain else _submission(ATTACKS[name], facts)
        log = os.open(work / "log", os.O_WRONLY | os.O_CREAT)
        os.dup2(log, 1)
        os.dup2(log, 2)
        peer.grade(work, submission)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _submission(attack: Attack, facts: dict[str, object]) -> Submission:
    """Return ``attack`` as handed in; a search through everything has the time for it there."""
    patient = dataclasses.replace(attack, relu=attack.relu.removesuffix(ONCE))
    return Submission(patient.code(facts), patient.before)


def measure(peer: Peer, base: Path, pattern: str) -> None:
    """Print the outcome of each attack, a line of JSON each; in the jail."""
    course = str(base / "work" / os.environ["AUTOGRADER_SECRET"])
    import_module(peer.module)  # before the forks, not in each
    with listening() as found:
        facts = found | {"COURSE": course}
        right, wrong = graded(peer, base, RIGHT, facts), graded(peer, base, WRONG, facts)
        if right.score != 1.0 or wrong.score is None or not 0 <= wrong.score < 1.0:
            raise SystemExit(
                f"Without an attack {peer.name} gives a right answer {right.score} of 1 and a "
                f"wrong one {wrong.score}: nothing measured here would mean anything.\n"
                + (base / "work" / "log").read_text("utf-8", "replace")[-3000:]
            )
        if leaks(right.printed + wrong.printed, right.shown + wrong.shown):
            raise SystemExit(f"{peer.name} shows a secret without an attack: see the canaries.")
        for name in for_peers():
            if fnmatch(name, pattern):
                word = outcome(name, graded(peer, base, name, facts), wrong, right)
                print(json.dumps([name, word]), flush=True)


def jailed(peer: Peer, base: Path, options: argparse.Namespace) -> dict[str, str]:
    """Run this script again, in the jail and in the grader's own environment."""
    (base / "work" / "home").mkdir(parents=True)
    peer.prepare(base / "work", lab.plant(base / "work"))
    shutil.copytree(base / "work", base / "template", symlinks=True)
    script = [options.python, __file__, peer.name, "-", "--only", options.only, "--in", str(base)]
    environment = os.environ | {
        "AUTOGRADER_SECRET": lab.CANARY,
        "HOME": str(base / "work" / "home"),
        "PATH": f"{Path(options.python).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{Path(__file__).parent}{os.pathsep}{ROOT}",
    }
    found, begin = {}, time.monotonic()
    with subprocess.Popen(
        jail.command(base, *script), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            name, found[name] = json.loads(line)
            print(f"{time.monotonic() - begin:6.0f} s  {name:42} {found[name]}", flush=True)
    if process.returncode:
        raise SystemExit(process.returncode)
    return found


def main() -> None:
    """Measure one grader and write its outcomes into the file, beside those of the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--python", default=sys.executable, help="of the grader's environment")
    parser.add_argument("--only", default="*", help="attacks by name, with wildcards")
    parser.add_argument("--in", dest="base", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    peer = PEERS[options.peer]()
    if options.base:
        if os.getpid() != 1:  # what is left of a submission is ended by a signal to everybody
            raise SystemExit("--in is for the jail alone; leave it out.")
        measure(peer, options.base, options.only)
        return
    with tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as temporary:
        found = jailed(peer, Path(temporary).resolve(), options)
    known: dict[str, Any] = json.loads(options.file.read_text()) if options.file.exists() else {}
    known[peer.name] = versions(peer, options.python) | {
        "machine": f"Linux {platform.release().split('-')[0]}, {platform.machine()}",
        "seconds": SECONDS,
        "outcomes": known.get(peer.name, {}).get("outcomes", {}) | found,
    }
    options.file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
