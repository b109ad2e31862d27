"""Refuse, at run time, the library names that an exercise must be written without.

A forbidden module has its public callables replaced while student code is called, so that an alias
made earlier (``import torch.nn.functional as F``) is refused too; a forbidden function or method is
replaced where it lives, and under the names that the notebook gave it (``relu = torch.relu``).
Replaced, not removed: the error names what was used.

This runs beside student code, which could undo it: the engine reads the syntax tree as well.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Refusal = Callable[..., Any]


class ForbiddenUse(BaseException):
    """A forbidden name was called. Not an Exception: ``except Exception`` must not eat it."""


@dataclass(frozen=True)
class _Patch:
    """One attribute to replace; ``own`` is false for a method that a class inherits."""

    owner: Any
    attribute: str
    refuse: Refusal
    value: Any
    own: bool


class Guard:
    """Refuses calls of one set of names at a time, until :meth:`forbid` gives it another.

    What is forbidden stays replaced between calls: putting a thousand functions back after each
    costs more than most exercises do.
    """

    def __init__(self, space: dict[str, Any]) -> None:
        """Forbid nothing yet; ``space`` holds the notebook's names."""
        self.used: list[str] = []
        self._space = space
        self._renamed: dict[str, Any] = {}
        self._active: list[_Patch] = []
        self._known: dict[str, tuple[list[_Patch], dict[int, tuple[Any, str]]]] = {}

    def forbid(self, names: tuple[str, ...]) -> None:
        """Refuse ``names`` (dotted) from now on, and nothing else.

        A name whose library is not loaded has nothing to guard.
        """
        self._space.update(self._renamed)
        self._renamed.clear()
        while self._active:
            patch = self._active.pop()
            if patch.own:
                setattr(patch.owner, patch.attribute, patch.value)
            else:  # an inherited method, shadowed on the subclass
                delattr(patch.owner, patch.attribute)
        originals: dict[int, tuple[Any, str]] = {}
        for name in names:
            # Resolved while nothing is replaced, once: exercises of a part share most names.
            if name not in self._known:
                self._known[name] = self._resolve(name)
            originals |= self._known[name][1]
        for name in names:
            for patch in self._known[name][0]:
                setattr(patch.owner, patch.attribute, patch.refuse)
                self._active.append(patch)
        for key, value in list(self._space.items()):
            if id(value) in originals:
                self._renamed[key] = value
                self._space[key] = self._refuse(originals[id(value)][1])

    def _resolve(self, name: str) -> tuple[list[_Patch], dict[int, tuple[Any, str]]]:
        """Return what to replace for ``name``, and the functions that notebooks may rename."""
        patches: list[_Patch] = []
        originals: dict[int, tuple[Any, str]] = {}
        if name.split(".")[0] not in sys.modules:
            return patches, originals
        target = _lookup(name)
        if isinstance(target, ModuleType):
            root = sys.modules[name.split(".")[0]]
            for module, key, value in _callables(name):
                dotted = f"{module}.{key}"
                patches.append(self._patch(sys.modules[module], key, dotted))
                # Not what only passes through: typing's names, or torch.no_grad, which lives below
                # torch.autograd but is torch's own.
                own = str(getattr(value, "__module__", "")).startswith(name)
                if own and getattr(root, key, None) is not value:
                    originals[id(value)] = (value, dotted)
        elif target is not None:
            owner, _, attribute = name.rpartition(".")
            patches.append(self._patch(_lookup(owner), attribute, name))
            originals[id(target)] = (target, name)
        return patches, originals

    def _patch(self, owner: Any, attribute: str, name: str) -> _Patch:
        own = attribute in vars(owner)
        return _Patch(owner, attribute, self._refuse(name), vars(owner).get(attribute), own)

    def _refuse(self, name: str) -> Refusal:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            self.used.append(name)
            raise ForbiddenUse(name)

        return refuse


def _callables(name: str) -> Iterator[tuple[str, str, Any]]:
    """Yield the public callables of a module and of its public submodules, one level down."""
    depth = name.count(".") + 1
    below = [m for m in sys.modules if m.startswith(name + ".") and m.count(".") == depth]
    for module in [name, *(m for m in below if not m.rpartition(".")[2].startswith("_"))]:
        for key, value in list(vars(sys.modules[module]).items()):
            if callable(value) and not key.startswith("_"):
                yield module, key, value


def _lookup(name: str) -> Any:
    """Return the module, class or function called ``name``, or None."""
    parts = name.split(".")
    found: Any = sys.modules.get(parts[0])
    for depth, part in enumerate(parts[1:], start=2):
        missing = object()
        following = getattr(found, part, missing)
        if following is missing:
            try:
                following = importlib.import_module(".".join(parts[:depth]))
            except ImportError:
                return None
        found = following
    return found
