"""What runs keep of one submission: its notebook, its report, and the key of both.

The key is written last, with the digests of the other two: what a killed run left half done, or
somebody edited, has none that holds, and is made again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.engine.results import questions_from_json, results_from_json
from autograder.gradebook.keys import Key
from autograder.model import Report
from autograder.whole_file import write_whole

# What reading a file that is missing or damaged raises.
NOT_READ = (OSError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True)
class Stored:
    """The three files of one submission."""

    notebook: Path
    report: Path
    key: Path

    def write(self, key: Key, notebook: dict[str, Any], report: Report) -> None:
        """Write all three, each whole."""
        written = [_bytes(notebook), _bytes(report.to_json())]
        write_whole(self.notebook, written[0])
        write_whole(self.report, written[1])
        write_whole(self.key, _bytes(asdict(key) | {"written": _digests(written)}))

    def read_key(self) -> Key | None:
        """Return the key under which the two were written, if they are still as they were."""
        try:
            known = json.loads(self.key.read_bytes())
            written = [self.notebook.read_bytes(), self.report.read_bytes()]
            if known.pop("written") != _digests(written):
                return None
            return Key(dict(known["digests"]), dict(known["versions"]), str(known["marks"]))
        except NOT_READ:
            return None

    def read_report(self) -> Report | None:
        """Return the report, whatever it depends on; None where there is none that can be read."""
        try:
            data = json.loads(self.report.read_bytes())
            return Report(
                part=data["part"],
                notebook=data["notebook"],
                device=data["device"],
                isolation=data["isolation"],
                exercises=results_from_json(data["exercises"]),
                errors=tuple(data["errors"]),
                questions=questions_from_json(data["questions"]),
            )
        except NOT_READ:
            return None

    def read_notebook(self) -> dict[str, Any]:
        """Return the notebook, of which :meth:`read_key` said that it is whole."""
        return dict(json.loads(self.notebook.read_bytes()))


def _bytes(data: dict[str, Any]) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False)}\n".encode()


def _digests(written: list[bytes]) -> list[str]:
    return [hashlib.sha256(data).hexdigest() for data in written]
