"""The untrusted side's code, loaded as the fork server loads it: as a package of its own."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

from autograder.sandbox.template import CHILD


def load_child(name: str) -> ModuleType:
    """Return module ``name`` of the sandbox; the trusted package never imports it."""
    if "autograder_child" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "autograder_child", CHILD / "__init__.py", submodule_search_locations=[str(CHILD)]
        )
        assert spec is not None
        assert spec.loader is not None
        package = importlib.util.module_from_spec(spec)
        sys.modules["autograder_child"] = package
        spec.loader.exec_module(package)
    return importlib.import_module(f"autograder_child.{name}")
