"""Keep what the template has loaded in large pages, so that a fork copies few page tables.

A fork copies an entry for each page of 4 KiB: sixty thousand for torch and what belongs to it, more
work than the rest of a small submission. A large page is one entry; a sandbox that writes to it
still gets a copy of the 4 KiB that it writes to. Linux 6.1 and later; elsewhere nothing happens.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator

from . import syscalls

_MADV_COLLAPSE = 25
_SHIFT = 21  # a large page is 2 MiB
_AROUND = 8  # buffers and strings, which the garbage collector does not list, lie next to objects


def collapse() -> Iterator[None]:
    """Make large pages of this process's objects, one for each step, which takes milliseconds."""
    if sys.platform != "linux":
        return
    gc.unfreeze()
    places = {id(found) >> _SHIFT for found in gc.get_objects()}
    gc.freeze()
    size = ctypes.c_size_t(1 << _SHIFT)
    for place in sorted({place + n for place in places for n in range(-_AROUND, _AROUND + 1)}):
        address = ctypes.c_void_p(place << _SHIFT)
        try:
            syscalls.library("make a large page", "madvise", address, size, _MADV_COLLAPSE)
        except OSError:  # nothing is there, or no memory in one piece, or an older kernel
            continue
        yield
