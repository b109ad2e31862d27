"""Render the Markdown of a quiz as HTML in which Moodle finds TeX, code and images."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.errors import CourseError

DATA = re.compile(r"data:image/(?P<kind>png|gif|jpeg|webp);base64,(?P<data>.+)", re.DOTALL)
LINKED = ("https://", "http://")


@dataclass
class Prose:
    """HTML, with the images that it shows by name."""

    html: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


class Renderer:
    """Renders the texts of one part; images are looked for beside its ``quiz.toml``."""

    def __init__(self, directory: Path) -> None:
        """Name the directory of the part in ``lessons/``."""
        self._directory = directory
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._markdown.use(dollarmath_plugin)
        # MathJax as Moodle configures it knows \(...\) and \[...\], not the single dollar.
        self._markdown.add_render_rule("math_inline", _inline)
        self._markdown.add_render_rule("math_block", _block)

    def render(self, text: str, inline: bool = False) -> Prose:
        """Return ``text`` as HTML, without the paragraph around it when ``inline``."""
        prose = Prose()
        one_line = inline and "\n\n" not in text.strip()
        parse = self._markdown.parseInline if one_line else self._markdown.parse
        tokens = parse(text.strip())
        for token in tokens:
            for child in token.children or ():
                if child.type == "image":
                    self._embed(child, prose)
        prose.html = self._markdown.renderer.render(tokens, self._markdown.options, {}).strip()
        return prose

    def _embed(self, image: Token, prose: Prose) -> None:
        source = str(image.attrs["src"])
        if source.startswith(LINKED):
            return
        inside = DATA.fullmatch(source)
        if inside:
            name = f"image-{len(prose.files) + 1}.{inside['kind']}"
            data = base64.b64decode(inside["data"])
        else:
            name, data = self._read(unquote(source))
        if prose.files.setdefault(name, data) != data:
            raise CourseError(
                f"{self._directory / 'quiz.toml'} shows two images called {name} in one text: "
                "rename one of them."
            )
        image.attrs["src"] = f"@@PLUGINFILE@@/{quote(name)}"

    def _read(self, source: str) -> tuple[str, bytes]:
        path = (self._directory / source).resolve()
        if not path.is_relative_to(self._directory.resolve()) or not path.is_file():
            raise CourseError(
                f"{self._directory / 'quiz.toml'} shows the image `{source}`, which is not beside "
                "it: put it there, or correct its name."
            )
        return path.name, path.read_bytes()


def _inline(
    renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:  # the signature of markdown-it's rules
    return rf"\({html.escape(tokens[index].content.strip(), quote=False)}\)"


def _block(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return rf"<p>\[{html.escape(tokens[index].content.strip(), quote=False)}\]</p>"
