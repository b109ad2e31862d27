"""What a machine gives is found out layer by layer, and less than was asked for is refused."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation
from autograder.sandbox import template
from autograder.sandbox.layers import Layer, find_layers
from autograder.sandbox.levels import start_server
from autograder.sandbox.template import CHILD

from .mini import PART
from .whole_course import ROOT, environment

LAYERS = {
    *("namespaces", "Landlock", "seccomp", "privileges", "memory", "disk", "limits", "output"),
}
ASK = """
import json
import re
from dataclasses import asdict
from autograder.sandbox.layers import find_layers
print(json.dumps([asdict(layer) for layer in find_layers()]))
"""


def run_on(machine: str, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python COMMAND`` on ``machine``, in ``cwd``."""
    return subprocess.run(
        [sys.executable, "-m", "selftests.machines", machine, sys.executable, *command],
        cwd=cwd,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_this_machine_has_every_layer() -> None:
    """As the tests of the sandbox need it; Landlock with its version."""
    layers = {layer.name: layer for layer in find_layers()}
    assert set(layers) == LAYERS
    assert [layer for layer in layers.values() if not layer.held] == []
    assert layers["Landlock"].says.startswith("ABI ")


# What takes a layer's effect away: (file, what stands there, what stands there instead).
WITHOUT_EFFECT = {
    "namespaces: processes": ("namespaces.py", " | _NEWPID,", ","),
    "namespaces: network": ("namespaces.py", "_NEWNS | _NEWNET |", "_NEWNS |"),
    "Landlock": (
        "landlock.py",
        'syscalls.kernel("apply the Landlock rules", syscalls.LANDLOCK_RESTRICT_SELF, ruleset, 0)',
        "pass",
    ),
    "seccomp": ("layers.py", "seccomp.install()", "pass"),
    "seccomp in a sandbox": ("lockdown.py", "seccomp.install()", "pass"),
    "privileges: capabilities": ("lockdown.py", "    _drop_capabilities()\n", "    pass\n"),
    "privileges: new ones": (
        "lockdown.py",
        'syscalls.prctl("renounce new privileges", syscalls.PR_SET_NO_NEW_PRIVS, 1)',
        "pass",
    ),
    "memory": ("lockdown.py", "for kind, used in in_use.items()", "for kind, used in ()"),
    "disk": ("namespaces.py", "size={size_mb}m,nr", "size=64m,nr"),
    "limits: files": ("lockdown.py", "resource.RLIMIT_FSIZE,", "resource.RLIMIT_CORE,"),
    "limits: descriptors": ("lockdown.py", "resource.RLIMIT_NOFILE,", "resource.RLIMIT_CORE,"),
    "limits: time": ("lockdown.py", "resource.RLIMIT_CPU,", "resource.RLIMIT_CORE,"),
    "output": ("shell.py", "room = self.output_kb * 1024", "room = 10**9"),
}


def child_without(layer: str, directory: Path) -> Path:
    """Return a copy of the untrusted side in which a layer is taken and does nothing."""
    child = shutil.copytree(CHILD, directory / "_child")
    name, stands, instead = WITHOUT_EFFECT[layer]
    text = (child / name).read_text(encoding="utf-8")
    assert stands in text, f"the line moved: {stands}"
    (child / name).write_text(text.replace(stands, instead), encoding="utf-8")
    return child


@pytest.mark.parametrize("layer", [name for name in WITHOUT_EFFECT if "sandbox" not in name])
def test_a_layer_without_effect_is_found(tmp_path: Path, layer: str) -> None:
    """Each trial does try."""
    child = child_without(layer, tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", "-B", str(child), "layers"],
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert {n for n, trial in found.items() if not trial["held"]} == {layer.partition(":")[0]}


@pytest.mark.parametrize(
    ("layer", "possible"),
    [
        ("Landlock", "it can read the course; it can "),
        ("seccomp in a sandbox", "it can open a datagram socket; "),
        ("memory", "it can take more memory than it may. Nothing was graded."),
        ("limits: files", "it can write a file larger than it may. Nothing was graded."),
    ],
)
def test_nothing_is_graded_without_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layer: str, possible: str
) -> None:
    """The probe before the first submission tries too, in a sandbox as submissions get it."""
    monkeypatch.setattr(template, "CHILD", child_without(layer, tmp_path))
    (tmp_path / "course").mkdir()
    with pytest.raises(SandboxUnavailable, match=re.escape(possible)):
        start_server(Isolation.RESTRICTED, tmp_path / "course", preload=())


@pytest.mark.parametrize(
    ("machine", "missing", "advice"),
    [
        ("no user namespaces", {"namespaces", "disk"}, "sysctl -w user.max_user_namespaces="),
        ("Landlock switched off", {"Landlock"}, "(lsm=landlock,"),
        ("no seccomp", {"seccomp"}, "CONFIG_SECCOMP_FILTER"),
    ],
)
def test_a_missing_layer_is_named(
    tmp_path: Path, machine: str, missing: set[str], advice: str
) -> None:
    """It alone, with what to do on this machine; the others are still found."""
    done = run_on(machine, "-c", ASK, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    layers = [Layer(**layer) for layer in json.loads(done.stdout)]
    assert {layer.name for layer in layers} == LAYERS
    lacking = [layer for layer in layers if not layer.held]
    assert {layer.name for layer in lacking} == missing
    assert advice in lacking[0].advice
    assert all(layer.advice.endswith(".") for layer in lacking)
    assert all(Isolation.FULL in layer.levels for layer in lacking)


@pytest.mark.parametrize(
    ("machine", "code", "said"),
    [
        (
            "a container",
            0,
            (
                "MISSING  namespaces: could not create the namespaces: Operation not permitted",
                "needed by full. What to do: something around this process refuses it",
                "isolation full: cannot be had",
                "isolation restricted: holds",
                "strongest level here: restricted",
            ),
        ),
        (
            "an old kernel",
            4,
            (
                "holds    namespaces",
                "MISSING  Landlock: this kernel has no Landlock",
                "needed by full, restricted. What to do: it takes Linux 5.13 or later",
                "isolation restricted: cannot be had",
                "strongest level here: process",
            ),
        ),
    ],
)
def test_doctor(tmp_path: Path, machine: str, code: int, said: tuple[str, ...]) -> None:
    """Layer by layer, level by level, and what to do; 4 where no level holds."""
    done = run_on(machine, "-m", "autograder", "doctor", cwd=tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert [words for words in said if words not in done.stdout] == []


def test_less_than_was_asked_for_is_refused(fed_back: Path, tmp_path: Path) -> None:
    """In a container `full` grades nothing; asked for by name, `restricted` grades and says so."""
    course = tmp_path / "course"
    results = shutil.ignore_patterns("autograded", "feedback", "reports", "prying*", "hostile*")
    shutil.copytree(fed_back, course, ignore=results)
    grade = ("-m", "autograder", "grade", PART, "--jobs", "1")
    refused = run_on("a container", *grade, cwd=course)
    assert refused.returncode == 4, refused.stdout + refused.stderr
    assert "`--isolation restricted` asks for less" in refused.stderr
    assert not (course / "reports").exists()
    assert not (course / "autograded").exists()
    graded = run_on("a container", *grade, "--isolation", "restricted", cwd=course)
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert f"{PART} (isolation: restricted)" in graded.stdout
    report = json.loads((course / "reports" / PART / "model.json").read_text(encoding="utf-8"))
    assert report["isolation"] == "restricted"
