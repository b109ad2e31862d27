"""Supervise one fork server, and ask it for sandboxes.

The engine owns killing: every sandbox is killed and reaped by an explicit request, and a server
that does not answer in time is killed as a whole, its pid namespace with it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from contextlib import ExitStack, suppress
from typing import Any

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation, Limits
from autograder.sandbox.template import Template

START_SECONDS = 90  # a cold `import torch` from a slow disk
REPLY_SECONDS = 20
END_SECONDS = 2


class ServerDied(Exception):
    """A fault of ours: the fork server has ended or does not answer; another has to be started."""


class ForkServer:
    """A running fork server: a fork of ``template``, which it keeps."""

    def __init__(self, template: Template) -> None:
        """Order the server; nobody waits for it, so that the engine can load meanwhile."""
        self.template = template
        self.fault: ServerDied | None = None  # why it is of no more use, whoever swallowed that
        self.pid: int | None = None
        self._handle: int | None = None
        self._control = template.order()
        self._ready = False

    @property
    def level(self) -> Isolation:
        """The isolation level of its sandboxes."""
        return self.template.level

    @property
    def device(self) -> str:
        """The device that its sandboxes may compute on."""
        return self.template.device

    def wait_ready(self) -> None:
        """Wait until it serves; ``SandboxUnavailable`` says why it cannot be had."""
        if self._ready:
            return
        try:
            try:
                self._meet()
            except ServerDied:  # whoever killed the one before it may have killed the template too
                self.fault = None
                self._control = self.template.order()
                self._meet()
        except ServerDied as error:
            raise SandboxUnavailable(
                f"The sandbox of level '{self.level}' could not be started: {error}\n"
                "Run `autograder doctor` to see which layers this machine gives; "
                "`--isolation restricted` asks for less."
            ) from error
        self._ready = True

    def _meet(self) -> None:
        self.pid = int(self._reply("born", START_SECONDS)["pid"])
        self._reply("ready", REPLY_SECONDS)

    def spawn(self, limits: Limits) -> tuple[int, socket.socket]:
        """Fork one sandbox; return its pid (in the server's namespace) and its call socket."""
        self.wait_ready()
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as stack:
            stack.callback(ours.close)  # unless the sandbox is there
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
            pid = int(self._reply("spawned", REPLY_SECONDS)["pid"])
            stack.pop_all()
        return pid, ours

    def reap(self, pid: int) -> int:
        """Kill sandbox ``pid``, wait for it and return its wait status."""
        try:
            self._control.send(json.dumps({"op": "kill", "pid": pid}).encode())
        except OSError as error:
            raise self.died(str(error)) from error
        return int(self._reply("reaped", REPLY_SECONDS)["status"])

    def _reply(self, op: str, seconds: float) -> dict[str, Any]:
        try:
            self._control.settimeout(seconds)
            data, handles, _, _ = socket.recv_fds(self._control, 65536, 1)
        except OSError as error:
            reason = f"no answer ({type(error).__name__}); {self.template.last_words()}"
            raise self.died(reason) from error
        if handles:
            self._handle = handles[0]
        reply = json.loads(data) if data else {}
        if reply.get("op") != op:
            raise self.died(self.template.last_words())
        return dict(reply)

    def died(self, reason: str) -> ServerDied:
        """End the server for ``reason`` and return the error to raise."""
        self._end()
        self.fault = self.fault or ServerDied(reason)
        return self.fault

    def _end(self) -> None:
        """Kill it and every sandbox of it; an ordered one that is not there yet ends at once."""
        self._control.close()
        # Taken first: another thread may be waiting for it, and find here that it has ended.
        (handle, self._handle), (pid, self.pid) = (self._handle, None), (self.pid, None)
        if handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [], END_SECONDS)
            os.close(handle)
        elif pid is not None:  # without a handle its number may be another's by now
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def another(self) -> ForkServer:
        """End this one and return one like it, in milliseconds if the template is there."""
        self._end()
        return ForkServer(self.template)

    def close(self) -> None:
        """End it and its template."""
        self._end()
        self.template.close()
