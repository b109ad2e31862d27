"""Every error that the package raises on purpose, in two families.

::

    AutograderError          carries the exit code of the command that it ends
    ├── CourseError     (3)  the course is wrong: an author can repair it
    ├── UsageError      (2)  the command was given something that it cannot use
    └── MachineError         this computer is in the way
        ├── SandboxUnavailable (4)  the isolation that was asked for cannot be had
        ├── GradingFault       (5)  the grader itself failed on one submission
        └── IntakeError        (5)  a submission's file cannot be read; the message says why

What a student's code does wrong is never an exception: it is an :class:`~autograder.model.Outcome`.
Every message ends with what to do.
"""

from __future__ import annotations


class AutograderError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is what the command exits with."""

    exit_code = 5


class CourseError(AutograderError):
    """The written trees are inconsistent; the message names the file and the repair."""

    exit_code = 3


class UsageError(AutograderError):
    """The user named something that does not exist or cannot be used."""

    exit_code = 2


class MachineError(AutograderError):
    """The computer, not the course, is in the way."""


class SandboxUnavailable(MachineError):
    """The isolation level that was asked for cannot be had here."""

    exit_code = 4


class GradingFault(MachineError):
    """The grader failed while grading one submission; never a student's zero."""

    @classmethod
    def unexpected(cls, error: Exception) -> GradingFault:
        """Return the fault for an error that nobody raised on purpose."""
        return cls(
            f"The grader failed on it ({type(error).__name__}: {error}). Keep the notebook and "
            "report this."
        )


class IntakeError(MachineError):
    """A submission's notebook cannot be read safely; raised before any library parses it."""
