"""The sentences of ``messages.toml``, filled in: what a student reads about a test."""

from __future__ import annotations

from pathlib import Path

from autograder.sentences import Sentences

SENTENCES = Sentences(Path(__file__).with_name("messages.toml"))
text = SENTENCES.text
