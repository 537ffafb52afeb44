"""The messages of one language, read once at start and never changed. Vietnamese is what stands in the code.

A message that a catalogue does not hold comes back as it is: a Vietnamese sentence is better than none, and `ntm check`
sees to it that none is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from locales.po import BrokenCatalogue, Entry, Key, read_po, translated

LANGUAGES: Final = ("vi", "en")
"""The source language first."""
PLURALS: Final = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """text and count look a message up; placeholders are filled by whoever asked."""

    language: str
    messages: Mapping[Key, tuple[str, ...]]

    def text(self, context: str, message: str) -> str:
        found = self.messages.get((context, message))
        return message if found is None else found[0]

    def count(self, context: str, one: str, many: str, n: int) -> str:
        """The form for n: of the translation by the language's rule, else of the source texts."""
        found = self.messages.get((context, one))
        if found is None:
            return one if n == 1 else many
        return found[0] if n == 1 else found[-1]


def load_catalogue(language: str) -> Catalogue:
    """The catalogue that lies beside this file. Raises BrokenCatalogue or FileNotFoundError."""
    return Catalogue(language=language, messages=_by_key(read_entries(language), language))


def load_catalogues() -> Mapping[str, Catalogue]:
    """All languages, by code."""
    return MappingProxyType({language: load_catalogue(language) for language in LANGUAGES})


def read_entries(language: str) -> tuple[Entry, ...]:
    """The file's entries with its header."""
    return tuple(read_po(files(__package__).joinpath(f"{language}.po").read_text(encoding="utf-8"), f"{language}.po"))


def _by_key(entries: tuple[Entry, ...], language: str) -> Mapping[Key, tuple[str, ...]]:
    header = next((entry for entry in entries if entry.message == ""), None)
    if header is None or f"Plural-Forms: {PLURALS[language]}" not in header.forms[0]:
        raise BrokenCatalogue(f"{language}.po: the header must hold Plural-Forms: {PLURALS[language]}")
    return MappingProxyType(
        {
            entry.key: entry.forms
            for entry in entries
            if entry is not header and translated(entry) and not entry.fuzzy and not entry.obsolete
        }
    )
