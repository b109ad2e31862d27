"""The start-up probe tells a leak from a coincidence."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from autograder.model import Isolation
from autograder.sandbox import probe
from autograder.sandbox.levels import start_server
from autograder.sandbox.sandbox import Sandbox


def test_an_engine_with_the_number_of_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container the engine may be process 2, as the first sandbox is in its own namespace."""
    numbered = SimpleNamespace(environ=os.environ, getpid=lambda: 2)
    monkeypatch.setattr(probe, "os", numbered)
    server = start_server(Isolation.FULL, None, preload=())
    try:
        with Sandbox(server, probe.LIMITS) as second:
            assert second._pid == 3
    finally:
        server.close()
