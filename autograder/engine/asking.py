"""What can be asked of a worker, wherever it runs; an engine says how a request gets there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from autograder.engine.subject import Subject


class Asking(ABC):
    """Requests to one worker; ``profile``: whether answers say what took the time."""

    def __init__(self, isolation: str, device: str) -> None:
        """Keep what reports say of the worker."""
        self.isolation = isolation
        self.device = device
        self.profile = False

    @abstractmethod
    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the worker's answer to ``request``, see `engine/worker.py`."""

    def grade(
        self,
        part: str,
        subject: Subject,
        exercises: Sequence[str] | None = None,
        diagnose: bool = True,
        student: str = "",
    ) -> dict[str, Any]:
        """Return the worker's answer for ``subject``; a worker that dies costs a retry.

        Without ``exercises`` the whole part is graded, its quiz included.
        """
        request = {
            "part": part,
            "cells": subject.to_json(),
            "exercises": list(exercises) if exercises is not None else None,
            "diagnose": diagnose,
            "student": student,
            "profile": self.profile,
        }
        return self.ask(request)

    def floor(self, part: str) -> float:
        """Return the seconds that the suites of ``part`` take on its solutions, and no more."""
        return float(self.ask({"part": part, "floor": True})["floor"])
