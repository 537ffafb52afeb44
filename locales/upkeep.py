"""Keeps the catalogues in step with the code: what they lack, what they hold too much, and their next version.

Vietnamese is the source: its file holds only the texts that are to differ from the code. Every other language holds
them all.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from locales.catalogue import LANGUAGES, PLURALS
from locales.extraction import placeholders
from locales.po import Entry, Key, translated, write_po

SOURCE: Final = LANGUAGES[0]
ALIKE: Final = 0.75
"""From here on a changed message is taken for the old one reworded, and its translation is offered to be looked at."""


def findings(messages: Mapping[Key, Entry], entries: Sequence[Entry], language: str) -> Iterator[str]:
    """As sentences, all that keeps the catalogue from being complete and right."""
    held: dict[Key, Entry] = {}
    for entry in entries:
        if not entry.message:
            continue
        named = f"{language}.po: [{entry.context}] {entry.message}"
        if entry.obsolete or entry.key not in messages:
            yield f"{named}: no longer in the code"
            continue
        if entry.key in held:
            yield f"{named}: stands twice"
        held[entry.key] = entry
        if entry.fuzzy:
            yield f"{named}: marked fuzzy; look at the text and take the mark away"
        if entry.plural != messages[entry.key].plural or (
            entry.plural is not None and len(entry.forms) != forms_of(language)
        ):
            yield f"{named}: other plural forms than the code and the language ask for"
        elif not translated(entry):
            yield f"{named}: no translation"
        else:
            yield from (f"{named}: {problem}" for problem in _placeholders_differ(entry))
    if language != SOURCE:
        for context, message in sorted(messages.keys() - held.keys()):
            yield f"{language}.po: [{context}] {message}: missing"


def update(messages: Mapping[Key, Entry], entries: Sequence[Entry], language: str) -> str:
    """The catalogue's next version. Translations are kept; a reworded message keeps its old text, marked fuzzy."""
    old = {entry.key: entry for entry in entries if entry.message and any(entry.forms)}
    gone = [entry for key, entry in old.items() if key not in messages]
    new = []
    for key, message in sorted(messages.items()):
        known = old.get(key)
        if known is None and language == SOURCE:
            continue
        known = known or _reworded(message, gone)
        forms = known.forms if known else ()
        wanted = 1 if message.plural is None else forms_of(language)
        new.append(
            replace(
                message,
                forms=(*forms, *[""] * wanted)[:wanted],
                remarks=known.remarks if known else (),
                fuzzy=known is not None and (known.fuzzy or known.key != key),
            )
        )
    return write_po(header_of(language), new)


def forms_of(language: str) -> int:
    return int(PLURALS[language].removeprefix("nplurals=")[0])


def header_of(language: str) -> str:
    return (
        "Project-Id-Version: ntm-reporting-bot\n"
        f"Language: {language}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {PLURALS[language]}\n"
    )


def _reworded(message: Entry, gone: Sequence[Entry]) -> Entry | None:
    candidates = {
        entry.message: entry
        for entry in gone
        if entry.context == message.context and (entry.plural is None) == (message.plural is None)
    }
    near = difflib.get_close_matches(message.message, candidates, n=1, cutoff=ALIKE)
    return candidates[near[0]] if near else None


def _placeholders_differ(entry: Entry) -> Iterator[str]:
    """A plural form may leave out {n} ("one commune"); nothing else may come or go."""
    source = (placeholders(entry.message) or frozenset()) | (placeholders(entry.plural or "") or frozenset())
    for form in entry.forms:
        named = placeholders(form)
        free = frozenset() if entry.plural is None else frozenset({"n"})
        if named is None:
            yield f"braces do not fit together in: {form}"
        elif named - source or source - named - free:
            yield f"placeholders differ in: {form}"
