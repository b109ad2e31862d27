"""What this machine gives for each layer of the sandbox, and what to do where it gives nothing.

The layers are tried on the untrusted side (``_child/layers.py``), each by itself; here is what
that means for the levels, and what the machine says about the reason.
"""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation
from autograder.sandbox.template import CHILD

FULL_ONLY = ("namespaces", "disk")
STRONG_ONLY = ("Landlock", "seccomp")
TRIAL_SECONDS = 60
CONTAINER = (
    "something around this process refuses it: start the container with a seccomp and an AppArmor "
    "profile that allow {calls} (Docker: --security-opt seccomp=FILE), or grade outside of it"
)


@dataclass(frozen=True)
class Layer:
    """One layer: whether it held, what was found, and what to do where it is missing."""

    name: str
    held: bool
    says: str
    advice: str = ""

    @property
    def levels(self) -> tuple[Isolation, ...]:
        """The levels that need it."""
        if self.name in FULL_ONLY:
            return (Isolation.FULL,)
        if self.name in STRONG_ONLY:
            return (Isolation.FULL, Isolation.RESTRICTED)
        return tuple(Isolation)


def find_layers() -> list[Layer]:
    """Try every layer; ``SandboxUnavailable`` when not even the trial can be run."""
    command = [sys.executable, "-I", "-B", str(CHILD), "layers"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=TRIAL_SECONDS, env={}
        )
        found = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        words = str(getattr(error, "stderr", "") or error).strip().splitlines()
        raise SandboxUnavailable(
            f"The layers could not be tried: {words[-1] if words else error}. Install again as "
            "README.md says."
        ) from error
    return [
        Layer(name, trial["held"], trial["says"], "" if trial["held"] else _advice(name, trial))
        for name, trial in found.items()
    ]


def _advice(name: str, trial: dict[str, object]) -> str:
    number = trial["errno"]
    if name == "disk":
        return "It comes with namespaces: see there."
    if name == "namespaces":
        return f"{_namespaces(number)}; or grade with --isolation restricted."
    if name == "Landlock":
        return f"{_landlock(number)}."
    if name == "seccomp" and number in (errno.EPERM, errno.EACCES):
        return f"{CONTAINER.format(calls='seccomp')}."
    if name == "seccomp":
        return (
            "It takes x86-64 or aarch64 and a kernel with CONFIG_SECCOMP_FILTER, as distributions "
            "have it: grade on such a machine."
        )
    return "Grade on another machine, and report this with what `autograder doctor` prints."


def _namespaces(number: object) -> str:
    """Return why user namespaces, or what is done in one, are refused here."""
    if number == errno.ENOSPC or _setting("/proc/sys/user/max_user_namespaces") == "0":
        return "none are allowed: sudo sysctl -w user.max_user_namespaces=15000"
    if _setting("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return "only root may have them: sudo sysctl -w kernel.unprivileged_userns_clone=1"
    if _setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
        return (
            f"AppArmor restricts them (Ubuntu): give {Path(sys.executable).resolve()} a profile "
            "with `userns,`, or sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        )
    return CONTAINER.format(calls="unshare, mount, pivot_root, umount2 and mount_setattr")


def _landlock(number: object) -> str:
    if number == errno.EOPNOTSUPP:
        active = _setting("/sys/kernel/security/lsm") or "the modules that are there"
        return (
            "it is in the kernel but not switched on: add it to lsm= on the kernel's command line "
            f"(lsm=landlock,{active}), and start the machine again"
        )
    if number == errno.ENOSYS:
        return (
            "it takes Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK; in a container, a "
            "runtime whose seccomp profile knows its system calls: bring either up to date"
        )
    return CONTAINER.format(calls="the three landlock_ system calls")


def _setting(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
