"""The course as bytes: what an engine reads of a part, packed here and written down on a worker.

Workers share no file system with the client. What misconceptions answer, if it is known, travels
along and spares each worker computing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.course.part import READ_BY_ENGINE, content_digest
from autograder.errors import GradingFault

KEPT = ".autograder/behaviours"
CONFTESTS = ("conftest.py", "tests/conftest.py")


@dataclass(frozen=True)
class Parcel:
    """The files of one part by their path in the course, and the digest of its trees."""

    part: str
    digest: str
    files: dict[str, bytes]


def pack(course: Path, part: str) -> Parcel:
    """Return what an engine reads of ``part``."""
    found = [path for tree in READ_BY_ENGINE for path in (course / tree / part).glob("*.*")]
    found += [*(course / KEPT / part).glob("*"), *(course / name for name in CONFTESTS)]
    files = {str(path.relative_to(course)): path.read_bytes() for path in found if path.is_file()}
    return Parcel(part, content_digest(course, part, READ_BY_ENGINE), files)


def unpack(parcel: Parcel, course: Path) -> None:
    """Write ``parcel`` into the empty directory ``course``, and check that it is what was sent."""
    for name, data in parcel.files.items():
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (course / "nbgrader_config.py").touch()  # by it and lessons/ a course is known
    if content_digest(course, parcel.part, READ_BY_ENGINE) != parcel.digest:
        raise GradingFault(
            f"The course did not arrive whole in {course}. Make room there and run the command "
            "again."
        )
