"""Import heavy libraries in a third of their time, and never look through them again."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# A grammar that jsonschema, which nbgrader imports, builds for a second at its own import. It is
# for a format of addresses: without it jsonschema does not check that one, and nobody asks it to.
GRAMMAR = "rfc3987_syntax"


@contextmanager
def quick_import() -> Iterator[None]:
    """Import without that grammar, and without looking for garbage, where there is none."""
    collecting = gc.isenabled()
    gc.disable()
    known = len(sys.modules)
    blocked = sys.modules.setdefault(GRAMMAR, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if blocked and sys.modules.get(GRAMMAR) is None:
            sys.modules.pop(GRAMMAR, None)  # another thread may have been first
        if len(sys.modules) > known:  # they stay: looking for garbage among them takes long
            gc.freeze()
        if collecting:
            gc.enable()
