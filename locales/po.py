"""Reads and writes .po files: entries in, entries out, the same bytes for the same entries.

Read by this small reader while the bot starts, since importing a full gettext toolkit costs ten times the reading
itself (measured: 71 ms and 10 MB); a test holds it against Babel's reader. Obsolete entries (`#~`) are read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

Key = tuple[str, str]


class BrokenCatalogue(Exception):
    """A line that no .po file can have; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message. forms: its translation, or its plural forms in the catalogue's order; empty ones are missing."""

    context: str
    message: str
    plural: str | None = None
    forms: tuple[str, ...] = ("",)
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What a translator wrote; kept as it is."""
    fuzzy: bool = False
    obsolete: bool = False

    @property
    def key(self) -> Key:
        return self.context, self.message


@dataclass(slots=True)
class _Draft:
    """The entry being read: its comments and the text of each keyword."""

    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False
    last: str = ""

    def finished(self) -> Entry:
        forms = [text for keyword, text in sorted(self.texts.items()) if keyword.startswith("msgstr")]
        return Entry(
            context=self.texts.get("msgctxt", ""),
            message=self.texts["msgid"],
            plural=self.texts.get("msgid_plural"),
            forms=tuple(forms),
            notes=tuple(self.notes),
            places=tuple(self.places),
            remarks=tuple(self.remarks),
            fuzzy=self.fuzzy,
            obsolete=self.obsolete,
        )


LINE: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-5]\])?)?\s*"((?:[^"\\]|\\.)*)"$')
ESCAPED: Final = re.compile(r"\\(.)")
MEANING: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


def read_po(text: str, name: str) -> Iterator[Entry]:
    """The entries in the file's order, its header first (the entry of the empty message). name: for the complaint."""
    draft = _Draft()
    for number, line in enumerate(text.split("\n"), start=1):
        content = line.strip()
        if not content or (content.startswith("#") and not content.startswith("#~")):
            if any(keyword.startswith("msgstr") for keyword in draft.texts):
                yield draft.finished()
                draft = _Draft()
            _note(draft, content)
            continue
        if content.startswith("#~"):
            content = content[2:].strip()
            draft.obsolete = True
        found = LINE.fullmatch(content)
        if found is None:
            raise BrokenCatalogue(f"{name}:{number}: not a line of a catalogue: {content[:60]}")
        keyword, quoted = found.groups()
        if keyword in {"msgctxt", "msgid"} and any(known.startswith("msgstr") for known in draft.texts):
            yield draft.finished()
            draft = _Draft(obsolete=draft.obsolete)
        keyword = keyword or draft.last
        if not keyword or (keyword.startswith("msgstr") and "msgid" not in draft.texts):
            raise BrokenCatalogue(f"{name}:{number}: a text without its keyword")
        value = ESCAPED.sub(lambda escape: MEANING.get(escape[1], escape[1]), quoted) if "\\" in quoted else quoted
        draft.texts[keyword] = draft.texts.get(keyword, "") + value
        draft.last = keyword
    if draft.texts:
        if not any(keyword.startswith("msgstr") for keyword in draft.texts):
            raise BrokenCatalogue(f"{name}: ends in the middle of an entry")
        yield draft.finished()


def write_po(header: str, entries: Iterable[Entry]) -> str:
    """The file: header, then the entries sorted by context and message. Nothing depends on the day or the machine."""
    blocks = ["\n".join(['msgid ""', *_quoted("msgstr", header)])]
    blocks += ["\n".join(_lines(entry)) for entry in sorted(entries, key=lambda entry: entry.key)]
    return "\n\n".join(blocks) + "\n"


def translated(entry: Entry) -> bool:
    return bool(entry.forms) and all(entry.forms)


def untouched(entry: Entry) -> Entry:
    """The entry without its texts, as it is offered to a translator."""
    return replace(entry, forms=tuple("" for _ in entry.forms))


def _note(draft: _Draft, content: str) -> None:
    if content.startswith("#."):
        draft.notes.append(content[2:].strip())
    elif content.startswith("#:"):
        draft.places.append(content[2:].strip())
    elif content.startswith("#,"):
        draft.fuzzy = draft.fuzzy or "fuzzy" in content
    elif content.startswith("#") and not content.startswith("#|"):
        draft.remarks.append(content[1:].strip())


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"# {remark}".rstrip() for remark in entry.remarks)
    yield from (f"#. {note}" for note in entry.notes)
    yield from (f"#: {place}" for place in entry.places)
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.context:
        yield from _quoted("msgctxt", entry.context)
    yield from _quoted("msgid", entry.message)
    if entry.plural is None:
        yield from _quoted("msgstr", entry.forms[0])
        return
    yield from _quoted("msgid_plural", entry.plural)
    for index, form in enumerate(entry.forms):
        yield from _quoted(f"msgstr[{index}]", form)


def _quoted(keyword: str, text: str) -> Iterator[str]:
    """A text of several lines is written line by line, so that a translator sees it as a person will."""
    parts = re.split(r"(?<=\n)(?=.)", text, flags=re.DOTALL)
    if len(parts) > 1:
        yield f'{keyword} ""'
        keyword = ""
    for part in parts:
        escaped = (
            part.replace("\\", "\\\\")
            .replace('"', '\\"')
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
        )
        yield f'{keyword} "{escaped}"'.lstrip()
