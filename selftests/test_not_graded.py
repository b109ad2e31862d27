"""Why submissions could not be graded survives the run that found it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import MachineError
from autograder.gradebook.not_graded import read_problems, write_problems

PART = "part01_mini"


def test_problems_are_kept_and_replaced(tmp_path: Path) -> None:
    """Whatever bytes a folder's name has; a later run without any empties the file."""
    assert read_problems(tmp_path, PART) == {}
    names = {"\udcff\n": "no notebook", "Éloïse": "damaged"}
    write_problems(tmp_path, PART, names)
    assert read_problems(tmp_path, PART) == names
    write_problems(tmp_path, PART, {})
    assert read_problems(tmp_path, PART) == {}
    assert [path.name for path in (tmp_path / "reports").iterdir()] == [f"{PART}.not_graded.json"]


@pytest.mark.parametrize("damage", ["{", "[]", '{"schema": 1}', '{"not_graded": 3}', "[" * 100_000])
def test_damaged_file_is_said_and_repaired_by_grading(tmp_path: Path, damage: str) -> None:
    """The message names the file and the command."""
    write_problems(tmp_path, PART, {})
    (tmp_path / "reports" / f"{PART}.not_graded.json").write_text(damage, encoding="utf-8")
    with pytest.raises(MachineError, match=rf"autograder grade {PART}` again"):
        read_problems(tmp_path, PART)
