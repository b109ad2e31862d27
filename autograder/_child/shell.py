"""An IPython shell that keeps the outputs of a cell as nbformat dictionaries.

Magics, ``display`` and the value of the last expression behave as in a notebook. Text is capped
at ``output_kb`` per stream and cell; what is beyond is counted, not kept.
"""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets.config import Config

from . import plain

MAX_OUTPUTS = 200
MAX_RICH_BYTES = 4 * 1024 * 1024


class Recorder:
    """The outputs of the cell that is running, in the order in which they came."""

    def __init__(self) -> None:
        """Start with an empty cell."""
        self.output_kb = 64
        self.reset()

    def reset(self) -> None:
        """Forget the outputs of the previous cell."""
        self.outputs: list[dict[str, Any]] = []
        self.used = {"stdout": 0, "stderr": 0, "rich": 0}

    def text(self, name: str, text: str) -> None:
        """Append ``text`` to stream ``name``, joining it to what came just before."""
        if not text:
            return
        room = self.output_kb * 1024 - self.used[name]
        self.used[name] += len(text)
        if room <= 0:
            return
        if len(text) > room:
            text = text[:room] + f"\n[... output over {self.output_kb} KiB is not kept ...]\n"
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any]) -> None:
        """Append one output unless the cell already has too many."""
        if len(self.outputs) < MAX_OUTPUTS:
            self.outputs.append(output)

    def rich(self, kind: str, data: Any, metadata: Any, **more: Any) -> None:
        """Append a mime bundle; one that is too large leaves a note in its place."""
        bundle = _plain_bundle(data)
        self.used["rich"] += sum(len(value) for value in bundle.values())
        if self.used["rich"] > MAX_RICH_BYTES:
            bundle = {"text/plain": "[... an output too large is not kept ...]"}
        self.add({"output_type": kind, "data": bundle, "metadata": {}, **more})


def _plain_bundle(data: Any) -> dict[str, str]:
    """Keep the mime types that are text, or images in base64; JSON types stay out."""
    import base64

    bundle = {}
    for mime, value in dict(data).items():
        if isinstance(value, bytes):
            bundle[str(mime)] = base64.b64encode(value).decode()
        elif isinstance(value, str):
            bundle[str(mime)] = str(value)
    return bundle


class Stream(io.TextIOBase):
    """What ``sys.stdout`` and ``sys.stderr`` are inside the sandbox."""

    encoding = "utf-8"

    def __init__(self, recorder: Recorder, name: str) -> None:
        """Write to stream ``name`` of ``recorder``."""
        self._recorder = recorder
        self._name = name

    def write(self, text: str) -> int:
        """Keep ``text``; return its length."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.text(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Return True."""
        return True


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:
        self.shell.recorder.rich("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.reset()


class _Hook(DisplayHook):  # type: ignore[misc]
    def write_output_prompt(self) -> None:
        """Print no ``Out[n]:``."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.recorder.rich(
            "execute_result",
            format_dict,
            md_dict or {},
            execution_count=self.shell.execution_count,
        )


class _Transformer(TransformerManager):  # type: ignore[misc]
    """IPython's own, which spares a cell without its syntax a good part of what running it costs.

    The tokens of every cell are looked at in Python code otherwise.
    """

    def __init__(self) -> None:
        super().__init__()
        self._usual = self._all()

    def do_token_transforms(self, lines: list[str]) -> Any:
        if self.is_usual() and not plain.has_syntax(lines):
            return lines
        return super().do_token_transforms(lines)

    def is_usual(self) -> bool:
        """Return whether nobody has added a transformation."""
        return self._all() == self._usual

    def _all(self) -> list[Any]:
        return [*self.cleanup_transforms, *self.line_transforms, *self.token_transformers]


class Shell(InteractiveShell):  # type: ignore[misc]
    """The notebook's shell: one per sandbox, made once in the template."""

    def __init__(self, **kwargs: Any) -> None:
        """Make a shell without history file, colours or terminal."""
        self.recorder = Recorder()
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        # With its context, a traceback of a long cell takes longer than all the other cells.
        config.InteractiveShell.xmode = "Plain"
        super().__init__(
            config=config, display_pub_class=_Publisher, displayhook_class=_Hook, **kwargs
        )
        self.input_transformer_manager = _Transformer()
        self.cells: dict[str, str] = {}  # code name -> id of the notebook cell it came from
        self.current_cell = ""
        name_of = self.compile.get_code_name

        def remember(*args: Any) -> str:
            name = str(name_of(*args))
            self.cells[name] = self.current_cell
            return name

        self.compile.get_code_name = remember

    def should_run_async(self, raw_cell: str, **about: Any) -> bool:
        """Return whether a cell awaits something; without the words it need not be compiled."""
        cell = about.get("transformed_cell") or raw_cell
        return bool(plain.AWAITS.search(cell)) and bool(super().should_run_async(raw_cell, **about))

    def enable_gui(self, gui: Any = None) -> None:
        """Accept ``%matplotlib inline`` and friends; there is no event loop to start."""

    def ask_exit(self) -> None:
        """Stay: the cells after an ``exit()`` are run and graded like any other."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.recorder.add(
            {
                "output_type": "error",
                "ename": str(etype.__name__)[:200],
                "evalue": _text_of(evalue)[:2000],
                "traceback": [line[:4000] for line in stb[:60]],
            }
        )

    def run(self, source: str, cell: str) -> list[dict[str, Any]]:
        """Run one cell as a notebook does and return its outputs; errors are outputs too."""
        self.recorder.reset()
        self.current_cell = cell
        sys.stdout, sys.stderr = Stream(self.recorder, "stdout"), Stream(self.recorder, "stderr")
        result = self._run_plain(source) or self.run_cell(source, store_history=True)
        failed = result.error_before_exec or result.error_in_exec
        if failed is not None:
            shown = any(
                o["output_type"] == "error" and o["ename"] == type(failed).__name__
                for o in self.recorder.outputs
            )
            if not shown:  # student code can switch traceback rendering off; the error counts
                self._showtraceback(type(failed), failed, ["ERROR: showtraceback was disabled"])
        return self.recorder.outputs

    def _run_plain(self, source: str) -> ExecutionResult | None:
        """Run a cell as `run_cell` does, where Python alone can; None where it must be that."""
        watched = self.events.callbacks["pre_run_cell"] or self.events.callbacks["post_run_cell"]
        if watched or self.ast_transformers:
            return None
        if not self.input_transformer_manager.is_usual() or not plain.is_plain(source):
            return None
        count, cell = self.execution_count, source.rstrip("\n") + "\n"
        name = self.compile.cache(cell, count, raw_code=source)
        try:
            code = self.compile(cell, name, "exec")
        except Exception:  # IPython knows how to show it
            return None
        if not plain.ends_in_binding(code):
            return None
        self.execution_count += 1
        self.events.trigger("pre_execute")
        self.history_manager.store_inputs(count, cell, source)
        result = ExecutionResult(None)
        try:
            with self.builtin_trap, self.display_trap, contextlib.suppress(StopIteration):
                self.run_code(code, result).send(None)  # it awaits nothing
        finally:
            self.events.trigger("post_execute")
        return result


def _text_of(value: Any) -> str:
    try:
        return str(value)
    except Exception:  # an exception whose __str__ fails still ends its cell
        return "<unprintable>"
