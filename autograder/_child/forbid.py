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
from collections.abc import Callable
from types import ModuleType, TracebackType
from typing import Any


class ForbiddenUse(BaseException):
    """A forbidden name was called. Not an Exception: ``except Exception`` must not eat it."""


class Guard:
    """Context manager: while it is active, calling one of ``names`` raises and is remembered."""

    def __init__(self, names: tuple[str, ...], space: dict[str, Any]) -> None:
        """Resolve ``names`` (dotted); one whose library is not loaded has nothing to guard.

        ``space`` holds the notebook's names.
        """
        self.used: list[str] = []
        self._space = space
        self._renamed: dict[str, Any] = {}
        self._originals: dict[int, tuple[Any, str]] = {}
        self._patches: list[tuple[Any, str, Callable[..., Any]]] = []
        for name in names:
            self._resolve(name)
        self._saved: list[tuple[Any, str, Any, bool]] = []

    def _resolve(self, name: str) -> None:
        if name.split(".")[0] not in sys.modules:
            return
        owner_name, _, attribute = name.rpartition(".")
        target = _lookup(name)
        if isinstance(target, ModuleType):
            # The module and its public submodules, such as torch.nn and torch.nn.functional.
            depth = name.count(".") + 1
            below = [m for m in sys.modules if m.startswith(name + ".") and m.count(".") == depth]
            for module in [name, *(m for m in below if not m.rpartition(".")[2].startswith("_"))]:
                for key, value in vars(sys.modules[module]).items():
                    if callable(value) and not key.startswith("_"):
                        refuse = self._refuse(f"{module}.{key}")
                        self._patches.append((sys.modules[module], key, refuse))
                        # Not what only passes through: typing's names, or torch.no_grad, which
                        # lives below torch.autograd but is torch's own.
                        own = str(getattr(value, "__module__", "")).startswith(name)
                        if own and getattr(sys.modules[name.split(".")[0]], key, None) is not value:
                            self._originals[id(value)] = (value, f"{module}.{key}")
        elif target is not None:
            self._patches.append((_lookup(owner_name), attribute, self._refuse(name)))
            self._originals[id(target)] = (target, name)

    def _refuse(self, name: str) -> Callable[..., Any]:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            self.used.append(name)
            raise ForbiddenUse(name)

        return refuse

    def __enter__(self) -> None:
        self.used.clear()
        for owner, attribute, refuse in self._patches:
            own = attribute in vars(owner)
            self._saved.append((owner, attribute, vars(owner).get(attribute), own))
            setattr(owner, attribute, refuse)
        for key, value in list(self._space.items()):
            if id(value) in self._originals:
                self._renamed[key] = value
                self._space[key] = self._refuse(self._originals[id(value)][1])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._space.update(self._renamed)
        self._renamed.clear()
        while self._saved:
            owner, attribute, value, own = self._saved.pop()
            if own:
                setattr(owner, attribute, value)
            else:  # an inherited method, shadowed on the subclass
                delattr(owner, attribute)


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
