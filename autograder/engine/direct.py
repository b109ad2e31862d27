"""Call a collected test as the function that it is, when all it needs is our own fixtures.

pytest's protocol (hooks, fixture requests, reports) costs more than most tests do, and a submission
is a hundred tests. What pytest collected is called with the values that its fixtures would have
had; whatever asks for more of pytest goes through the protocol: see docs/decisions/0012.
"""

from __future__ import annotations

import importlib.util
import inspect
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.warnings import catch_warnings_for_item

from autograder.engine.running import Running, exercise_of, part_of

OURS = "autograder.engine.plugin"
# What these say is read from the collected item, or needed by nobody while it runs.
MARKS = {"parametrize", "visible", "french", "weight"}
NOT_PLAIN = inspect.CO_COROUTINE | inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
HOOKS = ("pytest_runtest_", "pytest_pyfunc_call", "pytest_fixture_")

DIRECT: pytest.StashKey[Any] = pytest.StashKey()
FILTERS: pytest.StashKey[list[Any] | None] = pytest.StashKey()


def reference_of(item: pytest.Item) -> ModuleType:
    """Return the module of the exercise's solution; it stays on this side of the boundary."""
    course = item.path.parent.parent.parent
    return _solution(course / "solutions" / part_of(item) / f"{exercise_of(item)}.py")


@cache
def _solution(path: Path) -> ModuleType:
    """Import one solution by its path, without putting ``solutions/`` on ``sys.path``."""
    spec = importlib.util.spec_from_file_location(f"solution_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def device_of(item: pytest.Item) -> str:
    """Return where tensors live: ``"cpu"`` or ``"cuda"``."""
    return str(item.config.getoption("--device"))


# The fixtures of suites: their values, however the test is run.
FIXTURES: dict[str, Callable[[Running, pytest.Item], Any]] = {
    "student": lambda running, _: running.student(),
    "reference": lambda _, item: reference_of(item),
    "rng": lambda running, _: running.rng(),
    "device": lambda _, item: device_of(item),
}


@dataclass(frozen=True)
class Direct:
    """A test that can be called; ``values`` are its parameters, ``fixtures`` what else it needs."""

    function: FunctionType
    values: dict[str, Any]
    fixtures: tuple[str, ...]
    filters: list[Any]

    def run(self, running: Running, item: pytest.Item) -> None:
        """Call the test and leave its result in ``running``, as the protocol would."""
        with _warnings(self.filters):
            start = time.perf_counter()
            error: BaseException | None = None
            try:
                asked = {name: FIXTURES[name](running, item) for name in self.fixtures}
            except Exception as failure:
                running.conclude("setup", failure, 0.0)
                return
            try:
                if self.function(**self.values, **asked) is not None:
                    warnings.warn(pytest.PytestReturnNotNoneWarning(item.nodeid), stacklevel=1)
            except (KeyboardInterrupt, pytest.exit.Exception):
                raise
            except BaseException as raised:
                error = raised
            running.conclude("call", error, time.perf_counter() - start)


def direct(item: pytest.Item) -> Direct | None:
    """Return how to call ``item``, or None when only pytest's protocol can run it."""
    if DIRECT not in item.stash:
        item.stash[DIRECT] = _direct(item)
    found: Direct | None = item.stash[DIRECT]
    return found


def _direct(item: pytest.Item) -> Direct | None:
    filters = _filters(item.config)
    if type(item) is not pytest.Function or item.cls is not None or filters is None:
        return None
    function = item.obj
    plain = isinstance(function, FunctionType) and not function.__code__.co_flags & NOT_PLAIN
    if not plain or vars(function).keys() - {"pytestmark"}:
        return None  # a decorator of some other plugin has left its traces
    if any(mark.name not in MARKS for mark in item.iter_markers()):
        return None
    values = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    for name, found in item._fixtureinfo.name2fixturedefs.items():
        # A parameter is pytest's own kind of fixture; set-up functions are, too, but have no value.
        wanted = "_pytest.python" if name in values else OURS
        if any(definition.func.__module__ != wanted for definition in found):
            return None
    fixtures = tuple(name for name in item._fixtureinfo.argnames if name not in values)
    if not set(fixtures) <= FIXTURES.keys():
        return None
    return Direct(function, values, fixtures, filters)


def _filters(config: pytest.Config) -> list[Any] | None:
    """Return the warning filters of a test of this session; None if a conftest has test hooks."""
    if FILTERS not in config.stash:
        conftests = (
            plugin
            for plugin in config.pluginmanager.get_plugins()
            if Path(getattr(plugin, "__file__", None) or "").name == "conftest.py"
        )
        hooked = any(name.startswith(HOOKS) for plugin in conftests for name in vars(plugin))
        with catch_warnings_for_item(config, config.hook, when="config", item=None):
            config.stash[FILTERS] = None if hooked else list(warnings.filters)
    return config.stash[FILTERS]


@contextmanager
def _warnings(filters: list[Any]) -> Iterator[None]:
    with warnings.catch_warnings(record=True):
        warnings.filters[:] = filters  # type: ignore[index]
        yield
