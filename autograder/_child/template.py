"""The template of fork servers: imports the heavy libraries once, and forks a server per order.

It holds no secret: no suite, solution, path of the course or submission ever reaches it. An order
is one byte with the control socket of the new server, on a socket (``SOCK_SEQPACKET``) that all who
may order share. It is not answered: the server says on its own socket that it is there, see
`server`. End of file on the shared socket ends the template; servers end with their own sockets.
torch runs no operation here: its thread pool would not survive the fork.
"""

from __future__ import annotations

import gc
import importlib
import itertools
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import lockdown, namespaces, pages, seccomp, server, syscalls


def main(argv: list[str]) -> None:
    """Fork servers until all who may order one have closed their ends."""
    orders = socket.socket(fileno=int(argv[0]))
    config: dict[str, Any] = json.loads(argv[1])
    # The installation, and this directory for what is imported late.
    config["readable"] = [*lockdown.python_paths(), str(Path(__file__).parent)]
    if config["level"] == "full":
        namespaces.enter(config["readable"], config["tmp_mb"])
    linux = sys.platform == "linux"
    if linux:
        syscalls.die_with_parent()  # what loads would notice the end of the socket late
    try:
        _preload(config["preload"], config["forbidden"])
        config["in_use"] = lockdown.memory_in_use()
        if config["device"] == "cuda":  # it reserves more addresses than a machine has memory
            config["in_use"].pop(resource.RLIMIT_AS, None)
        seccomp.prepare()
        if linux:
            syscalls.outlive_parent()
        _fork_servers(orders, config)
    finally:
        with suppress(ChildProcessError):
            while True:  # servers end with their engines, and kill sandboxes before
                os.waitpid(-1, 0)
        # An engine that was killed cannot do it. At level full it ends with the namespaces.
        if config["level"] != "full":
            server.remove(config["tmp"])


def _preload(modules: list[str], forbidden: list[str]) -> None:
    gc.disable()  # a quarter of the imports' time goes into looking for garbage
    from . import worker  # imports IPython: after the namespaces, which want a single thread

    for name in modules:
        importlib.import_module(name)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
    worker.prepare(forbidden)
    gc.enable()
    gc.freeze()  # collections in a sandbox then leave the shared pages alone


def _fork_servers(orders: socket.socket, config: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a server
    if config["level"] == "full":  # the first process of each is to be a child of this one
        syscalls.prctl("adopt orphans", syscalls.PR_SET_CHILD_SUBREAPER, 1)
    pastime = pages.collapse()
    for number in itertools.count(1):
        for _ in pastime:
            if select.select([orders], [], [], 0)[0]:
                break
        data, handles, _, _ = socket.recv_fds(orders, 1, 1)
        if not data:
            return
        if os.fork() == 0:
            orders.close()
            config["tmp"] += f"/{number}"
            _become_server(socket.socket(fileno=handles[0]), config, pastime)
        os.close(handles[0])


def _become_server(control: socket.socket, config: dict[str, Any], pastime: Iterator[None]) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        Path(config["tmp"]).mkdir(mode=0o700)
        if config["level"] == "full":
            _enter_namespaces(control)
        else:
            server.announce(control, os.getpid())
        server.serve(control, config, pastime)
        code = 0
    except ConnectionError:
        pass  # who has ordered it is there no more
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _enter_namespaces(control: socket.socket) -> None:
    """Go on as the first process of namespaces, a child of the template that dies with it."""
    between = os.pidfd_open(os.getpid())
    first = namespaces.fork()
    if first:  # whose number in there is 1: it cannot say which one it has outside
        server.announce(control, first)
        os._exit(0)
    # Until the process between the template and this one has ended: else it would be that one's.
    select.select([between], [], [])
    os.close(between)
    syscalls.die_with_parent()
