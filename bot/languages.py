"""The languages of the bot, from its catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.words import Words
from locales.catalogue import load_catalogues

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_words() -> Mapping[str, Words]:
    """All of them, by code."""
    return {language: Words(language, found.text, found.count) for language, found in load_catalogues().items()}
