"""Start and supervise one fork server, and ask it for sandboxes.

The server is a fresh interpreter with an empty environment, started from ``autograder/_child`` as a
program. The engine owns killing: every sandbox is killed and reaped by an explicit request, and a
server that does not answer in time is killed as a whole, its pid namespace with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation, Limits
from autograder.scratch import Scratch

CHILD = Path(__file__).resolve().parent.parent / "_child"
START_SECONDS = 90  # a cold `import torch` from a slow disk
REPLY_SECONDS = 20
# Which GPUs there are, and where the driver's libraries lie.
CUDA_NEEDS = ("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "LD_LIBRARY_PATH")


class ServerDied(Exception):
    """A fault of ours: the fork server has ended or does not answer; another has to be started."""


class ForkServer:
    """A running fork server at one isolation level."""

    def __init__(
        self,
        level: Isolation,
        preload: Sequence[str],
        forbidden: Sequence[str] = (),
        device: str = "cpu",
    ) -> None:
        """Start the server; ``SandboxUnavailable`` says why it could not be had.

        Sandboxes forbid the names in ``forbidden`` in less time than others.
        """
        self.level = level
        self.device = device
        self.fault: ServerDied | None = None  # why it is of no more use, whoever swallowed that
        # At level full the server has a /tmp of its own, which ends with it.
        own_tmp = level is Isolation.FULL
        self._scratch = None if own_tmp else Scratch()
        tmp = str(self._scratch.path) if self._scratch else "/tmp"
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        config = {
            "level": level.value,
            "preload": list(preload),
            "forbidden": list(forbidden),
            "tmp": tmp,
            "tmp_mb": 256,
            "device": device,
        }
        environment = {
            "PATH": str(Path(sys.executable).parent),
            "LANG": "C.UTF-8",
            "HOME": tmp,
            "TMPDIR": tmp,
            "IPYTHONDIR": f"{tmp}/ipython",
            "MPLCONFIGDIR": f"{tmp}/matplotlib",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
        }
        if device == "cuda":
            environment |= {name: os.environ[name] for name in CUDA_NEEDS if name in os.environ}
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(CHILD), str(theirs.fileno()), json.dumps(config)],
                env=environment,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._ready = False

    def wait_ready(self) -> None:
        """Wait for the imports; separate from the start, so that the engine can load meanwhile."""
        if self._ready:
            return
        try:
            self._reply("ready", START_SECONDS)
        except ServerDied as error:
            raise SandboxUnavailable(
                f"The sandbox of level '{self.level}' could not be started: {error}\n"
                "Run `autograder doctor` to see which layers this machine gives; "
                "`--isolation restricted` asks for less."
            ) from error
        self._ready = True

    def spawn(self, limits: Limits) -> tuple[int, socket.socket]:
        """Fork one sandbox; return its pid (in the server's namespace) and its call socket."""
        self.wait_ready()
        ours, theirs = socket.socketpair()
        with theirs:
            request = {
                "op": "spawn",
                "memory_mb": limits.memory_mb,
                "disk_mb": limits.disk_mb,
                "cpu_seconds": int(limits.submission_seconds) + 1,
            }
            try:
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
            except OSError as error:
                raise self.died(str(error)) from error
        return int(self._reply("spawned", REPLY_SECONDS)["pid"]), ours

    def reap(self, pid: int) -> int:
        """Kill sandbox ``pid``, wait for it and return its wait status."""
        try:
            self._control.send(json.dumps({"op": "kill", "pid": pid}).encode())
        except OSError as error:
            raise self.died(str(error)) from error
        return int(self._reply("reaped", REPLY_SECONDS)["status"])

    def _reply(self, op: str, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(65536)
        except OSError as error:
            reason = f"no answer ({type(error).__name__}); {self._last_words()}"
            raise self.died(reason) from error
        reply = json.loads(data) if data else {}
        if reply.get("op") != op:
            raise self.died(self._last_words())
        return dict(reply)

    def died(self, reason: str) -> ServerDied:
        """Close the server for ``reason`` and return the error to raise."""
        self.close()
        self.fault = self.fault or ServerDied(reason)
        return self.fault

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        if self._log.closed:
            return "it was closed"
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with status {self._process.returncode}"

    def close(self) -> None:
        """Kill the server and every sandbox of it, and remove its scratch directory."""
        self._control.close()
        if self._process.poll() is None:  # otherwise the number may be another's by now
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()
        if self._scratch is not None:
            self._scratch.remove()
            self._scratch = None
