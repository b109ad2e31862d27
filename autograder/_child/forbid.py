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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from types import ModuleType
from typing import Any

Refusal = Callable[..., Any]


class ForbiddenUse(BaseException):
    """A forbidden name was called. Not an Exception: ``except Exception`` must not eat it."""


@dataclass(frozen=True)
class _Patch:
    """One attribute to replace, and what by."""

    owner: Any
    attribute: str
    refuse: Refusal


@dataclass(frozen=True)
class _Replaced:
    """What stood in the place of a patch; ``own`` is false for a method that a class inherits."""

    patch: _Patch
    value: Any
    own: bool


class Guard:
    """Refuses calls of one set of names at a time, until :meth:`forbid` gives it another.

    What is forbidden stays replaced between calls, and what two exercises in a row both forbid
    stays replaced from one to the next: putting a thousand functions back after each costs more
    than most exercises do.
    """

    def __init__(self, space: dict[str, Any]) -> None:
        """Forbid nothing yet; ``space`` holds the notebook's names."""
        self.used: list[str] = []
        self._space = space
        self._renamed: dict[str, Any] = {}
        self._active: list[tuple[str, list[_Replaced]]] = []
        self._known: dict[str, tuple[list[_Patch], dict[int, tuple[Any, str]]]] = {}
        self._modules: set[str] = set()

    def learn(self, names: Iterable[str]) -> None:
        """Find what ``names`` (dotted) stand for; only while nothing is replaced.

        The template does so for a whole course, before there is a sandbox.
        """
        for name in names:
            if name not in self._known:
                self._known[name] = self._resolve(name)
        self._modules.update(self._new_modules())

    def forbid(self, names: tuple[str, ...]) -> None:
        """Refuse ``names`` (dotted) from now on, and nothing else.

        A name whose library is not loaded has nothing to guard.
        """
        self._space.update(self._renamed)
        self._renamed.clear()
        self._forget_stale()
        kept = 0
        if all(name in self._known for name in names):
            both = zip([name for name, _ in self._active], names, strict=False)
            kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
        while len(self._active) > kept:
            for replaced in reversed(self._active.pop()[1]):
                owner, attribute = replaced.patch.owner, replaced.patch.attribute
                if replaced.own:
                    setattr(owner, attribute, replaced.value)
                else:  # an inherited method, shadowed on the subclass
                    delattr(owner, attribute)
        if kept == 0:
            self.learn(names)
        for name in names[kept:]:
            self._active.append((name, [_replace(patch) for patch in self._known[name][0]]))
        originals: dict[int, tuple[Any, str]] = {}
        for name in names:
            originals |= self._known[name][1]
        for key, value in list(self._space.items()):
            if id(value) in originals:
                self._renamed[key] = value
                self._space[key] = self._refuse(originals[id(value)][1])

    def _new_modules(self) -> list[str]:
        # They are the last ones. To look at each of three thousand would be to copy its page.
        return list(takewhile(lambda name: name not in self._modules, reversed(sys.modules)))

    def _forget_stale(self) -> None:
        """Forget what a name stood for before the notebook imported more of its library."""
        for module in self._new_modules():
            for name in list(self._known):
                if f"{module}.".startswith(f"{name}.") or name.startswith(f"{module}."):
                    del self._known[name]

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
                patches.append(_Patch(sys.modules[module], key, self._refuse(dotted)))
                # Not what only passes through: typing's names, or torch.no_grad, which lives below
                # torch.autograd but is torch's own.
                own = str(getattr(value, "__module__", "")).startswith(name)
                if own and getattr(root, key, None) is not value:
                    originals[id(value)] = (value, dotted)
        elif target is not None:
            owner, _, attribute = name.rpartition(".")
            patches.append(_Patch(_lookup(owner), attribute, self._refuse(name)))
            originals[id(target)] = (target, name)
        return patches, originals

    def _refuse(self, name: str) -> Refusal:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            self.used.append(name)
            raise ForbiddenUse(name)

        return refuse


def _replace(patch: _Patch) -> _Replaced:
    own = patch.attribute in vars(patch.owner)
    replaced = _Replaced(patch, vars(patch.owner).get(patch.attribute), own)
    setattr(patch.owner, patch.attribute, patch.refuse)
    return replaced


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
