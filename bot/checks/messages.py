"""Every text a person sees is in every catalogue, translated, with the same placeholders, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from locales.catalogue import LANGUAGES
from locales.extraction import find_messages
from locales.po import BrokenCatalogue, read_po
from locales.upkeep import findings


def catalogue_flaws(house: Path) -> Sequence[str]:
    found = find_messages(house)
    flaws = list(found.problems)
    for language in LANGUAGES:
        file = house / "locales" / f"{language}.po"
        try:
            entries = tuple(read_po(file.read_text(encoding="utf-8"), file.name))
        except (OSError, BrokenCatalogue) as broken:
            flaws.append(str(broken))
        else:
            flaws += findings(found.messages, entries, language)
    return flaws
