"""What a command imports quickly is all there, and nothing else is changed by it."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from autograder.quick_import import GRAMMAR, quick_import

IMPORTS = f"""
import sys
from autograder.gradebook import fastpath
assert fastpath._gradebook().OpenedGradebook
assert "jsonschema" in sys.modules
assert {GRAMMAR!r} not in sys.modules
import {GRAMMAR}
"""


def test_the_gradebook_is_imported_without_the_grammar() -> None:
    """jsonschema still goes on without it, and who wants it afterwards has it."""
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)


@pytest.mark.parametrize("known", [True, False])
def test_nothing_else_is_changed(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    """Neither a grammar that is there, nor the collection of garbage."""
    monkeypatch.delitem(sys.modules, GRAMMAR, raising=False)
    if known:
        monkeypatch.setitem(sys.modules, GRAMMAR, gc)
    with quick_import():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert sys.modules.get(GRAMMAR) is (gc if known else None)
    assert (GRAMMAR in sys.modules) is known


def test_what_was_imported_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is frozen once; where nothing was imported, nothing is kept from being collected."""
    gc.unfreeze()
    with quick_import():
        pass
    assert gc.get_freeze_count() == 0
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with quick_import():
        import this  # noqa: F401
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
