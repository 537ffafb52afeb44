"""Finds the messages in Python source: `….say("context", "message", …)` and `….count("context", "one", "many", n, …)`.

Context and messages must be literals (or one of two, chosen by a condition), or nobody could translate them. A comment
`# Translators: …` on the line above goes to the translators as a note.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Final

from locales.po import Entry, Key

NOTE: Final = "# Translators:"
SEARCHED: Final = ("bot", "conversations", "handlers")
PASSED_OVER: Final = ("bot/simulator", "bot/cli", "bot/checks", "bot/documents/read_")
"""What people in a chat never see, and a tester's phone that `says` things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All messages of the code by key, and as sentences what nobody could translate or fill."""

    messages: dict[Key, Entry]
    problems: tuple[str, ...]


def find_messages(house: Path) -> Found:
    """All messages of the house."""
    files = sorted(file for folder in SEARCHED for file in (house / folder).rglob("*.py"))
    names = ((file, file.relative_to(house).as_posix()) for file in files)
    return collect((name, file.read_text(encoding="utf-8")) for file, name in names if not name.startswith(PASSED_OVER))


def collect(sources: Iterable[tuple[str, str]]) -> Found:
    """sources: name and text of each file."""
    messages: dict[Key, Entry] = {}
    problems: list[str] = []
    for name, source in sources:
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (size := _message_arguments(node)):
                place = f"{name}:{node.lineno}"
                literals = [_literals(argument) for argument in node.args[:size]]
                if not all(literals):
                    problems.append(f"{place}: context and message must be literals")
                    continue
                for context, message, *plural in product(*literals):
                    entry = Entry(
                        context=context,
                        message=message,
                        plural=plural[0] if plural else None,
                        notes=tuple(_note(lines, node.lineno)),
                        places=(name,),
                    )
                    problems.extend(f"{place}: {problem}" for problem in _unfilled(node, entry))
                    problems.extend(_merge(messages, entry, place))
    return Found(messages=messages, problems=tuple(problems))


def placeholders(text: str) -> frozenset[str] | None:
    """The names in braces; None for a text whose braces do not fit together."""
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError:
        return None
    return frozenset(field.partition(".")[0].partition("[")[0] for field in fields)


def _message_arguments(call: ast.Call) -> int:
    """How many of its arguments are texts: 2 for say, 3 for count, 0 for any other call, such as `text.count("x")`."""
    match call.func:
        case ast.Attribute(attr="say") | ast.Name(id="say") if len(call.args) >= 2:
            return 2
        case ast.Attribute(attr="count") | ast.Name(id="count") if len(call.args) >= 4:
            return 3
        case _:
            return 0


def _literals(argument: ast.expr) -> tuple[str, ...]:
    match argument:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp(body=body, orelse=orelse):
            yes, no = _literals(body), _literals(orelse)
            return yes + no if yes and no else ()
        case _:
            return ()


def _note(lines: list[str], number: int) -> Iterator[str]:
    above = lines[number - 2].strip() if number >= 2 else ""
    if above.startswith(NOTE):
        yield above.removeprefix(NOTE).strip()


def _unfilled(call: ast.Call, entry: Entry) -> Iterator[str]:
    """A placeholder without its value would be shown to a person in braces, or stop the turn."""
    texts = [entry.message] if entry.plural is None else [entry.message, entry.plural]
    given = {keyword.arg for keyword in call.keywords} | (set() if entry.plural is None else {"n"})
    for text in texts:
        named = placeholders(text)
        if named is None or any(not name.isidentifier() for name in named):
            yield f"placeholders must be names in braces: {text}"
        elif None not in given and (missing := sorted(named - given)):
            yield f"no value is given for {', '.join(missing)}: {text}"


def _merge(messages: dict[Key, Entry], entry: Entry, place: str) -> Iterator[str]:
    known = messages.get(entry.key)
    if known is None:
        messages[entry.key] = entry
    elif known.plural != entry.plural:
        yield f"{place}: the same message stands with another plural in {known.places[0]}: {entry.message}"
    else:
        messages[entry.key] = replace(
            known,
            notes=tuple(dict.fromkeys(known.notes + entry.notes)),
            places=tuple(sorted({*known.places, *entry.places})),
        )
