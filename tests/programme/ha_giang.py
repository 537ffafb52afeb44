"""The targets of Hà Giang as the source document has them, also with pieces replaced."""

from __future__ import annotations

from pathlib import Path

from bot.documents.read_text import read_text
from conversations.programme.table import Document

SEED = Path(__file__).parent.parent / "seeds" / "ha_giang_targets_2022.txt"


def seed(*changes: tuple[str, str]) -> Document:
    """The source with these pieces replaced, each of which stands in it."""
    return changed(SEED, *changes)


def changed(source: Path, *changes: tuple[str, str]) -> Document:
    """A source document with these pieces replaced, each of which stands in it."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Document(name="seed.txt", blocks=read_text(text))
