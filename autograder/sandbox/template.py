"""The process that has loaded the libraries, and of which fork servers are forks.

It is a fresh interpreter with an empty environment, started from ``autograder/_child`` as a
program. A worker shares it with workers that are forked after it was started; when it is lost, the
next fork server brings another.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.model import Isolation
from autograder.scratch import Scratch

CHILD = Path(__file__).resolve().parent.parent / "_child"
LAST_WORDS = 65536
# Which GPUs there are, and where the driver's libraries lie.
CUDA_NEEDS = ("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "LD_LIBRARY_PATH")


class Template:
    """What the fork servers of one isolation level and device are made of."""

    def __init__(
        self,
        level: Isolation,
        preload: Sequence[str],
        forbidden: Sequence[str] = (),
        device: str = "cpu",
    ) -> None:
        """Start loading ``preload``; sandboxes forbid the names ``forbidden`` in less time."""
        self.level, self.device = level, device
        self._preload, self._forbidden = list(preload), list(forbidden)
        self._start()

    def _start(self) -> None:
        # At level full the template has a /tmp of its own, which ends with it.
        own_tmp = self.level is Isolation.FULL
        self._scratch = None if own_tmp else Scratch()
        tmp = str(self._scratch.path) if self._scratch else "/tmp"
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        config = {
            "level": self.level.value,
            "preload": self._preload,
            "forbidden": self._forbidden,
            "tmp": tmp,
            "tmp_mb": 256,
            "device": self.device,
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
        if self.device == "cuda":
            environment |= {name: os.environ[name] for name in CUDA_NEEDS if name in os.environ}
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the template
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
        self._owner = os.getpid()

    @property
    def shared(self) -> bool:
        """Whether forks of this process may order servers too: nobody has files to remove."""
        return self.level is Isolation.FULL

    def descriptors(self) -> set[int]:
        """Return what a fork of this process has to keep open to order servers."""
        return {self._orders.fileno(), self._log.fileno()}

    def order(self) -> socket.socket:
        """Return the control socket of a new fork server, which nobody has waited for."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                socket.send_fds(self._orders, [b"!"], [theirs.fileno()])
            except OSError:
                self.close()
                self._start()
                socket.send_fds(self._orders, [b"!"], [theirs.fileno()])
        return ours

    def last_words(self) -> str:
        """Return the last line that the template or one of its servers has printed."""
        if self._log.closed:
            return "it was closed"
        lines = os.pread(self._log.fileno(), LAST_WORDS, 0).decode(errors="replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "it ended without a word")

    def close(self) -> None:
        """End it, if this process has started it, and remove what its servers have written."""
        self._orders.close()
        if self._owner == os.getpid():
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            if self._scratch is not None:
                self._scratch.remove()
                self._scratch = None
        self._log.close()
