"""Tells what is wrong in a criteria-set file: which line, criterion, indicator and key, and what may stand there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Mapping, Sequence

    from pydantic import ValidationError

_LINE = re.compile(r"at line (\d+), column (\d+)")
_HEAD = re.compile(r"\s*\[\[?\s*([a-z_.]+)\s*\]\]?")
_REMEDY = "Hãy sửa tệp rồi nạp lại; chưa có gì được ghi."


def not_toml(wrong: tomllib.TOMLDecodeError, *, name: str) -> Problem:
    """The file is no TOML at all."""
    found = _LINE.search(str(wrong))
    where = f"{name}, dòng {found[1]}, ký tự {found[2]}" if found else f"{name}, cuối tệp"
    return Problem(
        code="criteria_file_syntax", where=where, message="Dòng này không đúng cú pháp TOML.", remedy=_REMEDY
    )


def located(message: str, keys: Sequence[str | int], *, text: str, name: str) -> Problem:
    """A problem at the place the keys lead to: ("criteria", 2, "indicators", 0, "code")."""
    line = _line(text, keys)
    key = next((part for part in reversed(keys) if isinstance(part, str)), "")
    where = ", ".join(part for part in (name, f"dòng {line}" if line else "", f"khóa “{key}”" if key else "") if part)
    return Problem(code="criteria_file_wrong", where=where, message=message, remedy=_REMEDY)


def refused(wrong: ValidationError, raw: Mapping[str, Any], *, text: str, name: str) -> Problem:
    """The first thing the file's form refuses, in Vietnamese."""
    first = wrong.errors(include_url=False)[0]
    keys = first["loc"]
    context = first.get("ctx", {})
    match first["type"]:
        case "missing":
            message = f"Thiếu “{keys[-1]}”."
        case "extra_forbidden":
            message = f"Không có khóa nào tên “{keys[-1]}”."
        case "enum":
            message = f"Chỉ nhận {str(context.get('expected', '')).replace(' or ', ', ')}."
        case "said":
            message = f"{str(context['message'])[:1].upper()}{str(context['message'])[1:]}."
        case "string_too_short" | "too_short":
            message = "Không được để trống."
        case "string_too_long":
            message = f"Dài quá {context['max_length']} ký tự."
        case kind if kind.startswith("date"):
            message = "Ở đây cần một ngày, dạng 2022-03-08."
        case kind if kind.startswith("decimal"):
            message = "Ở đây cần một số, dạng 16.5."
        case kind if kind.startswith("bool"):
            message = "Chỉ nhận true hoặc false."
        case kind if kind.startswith("int") or kind in {"greater_than_equal", "less_than_equal"}:
            message = _whole_number(str(keys[-1]))
        case "string_pattern_mismatch":
            message = f"“{first['input']}” không dùng được: mã chỉ gồm chữ không dấu, chữ số và dấu chấm, ngắn gọn."
        case _:
            message = "Giá trị ở đây không đúng dạng."
    who = _who(raw, keys)
    return located(f"{who}: {message}" if who else message, keys, text=text, name=name)


def _whole_number(key: str) -> str:
    if key.startswith("percent"):
        return "Ở đây cần số phần trăm nguyên, từ 1 đến 100."
    return "Ở đây cần một số nguyên, dạng 2." if key == "at_least" else "Ở đây cần một năm, dạng 2025."


def _who(raw: Mapping[str, Any], keys: Sequence[str | int]) -> str:
    """Whose entry it is ("tiêu chí 3, chỉ tiêu 3.1"), as far as the entry says its code."""
    said: list[str] = []
    here: Any = raw
    words = {"criteria": "tiêu chí", "indicators": "chỉ tiêu"}
    for key, following in pairwise(keys):
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(following, int) and isinstance(here, list) and key in words:
            entry = here[following]
            code = entry.get("code") if isinstance(entry, dict) else None
            said.append(f"{words[str(key)]} {code if isinstance(code, str) else f'thứ {following + 1}'}")
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def _line(text: str, keys: Sequence[str | int]) -> int | None:
    """The line of the entry's key, or of the entry where the key is missing or stands elsewhere."""
    wanted = _numbered(keys)
    counts: dict[str, int] = {}
    current: tuple[tuple[str, int], ...] = ()
    begin = None if wanted else 1
    last = str(next((part for part in reversed(keys) if isinstance(part, str)), ""))
    for number, line in enumerate(text.splitlines(), start=1):
        head = _HEAD.match(line)
        if head:
            current = _enter(head[1], counts)
            if current == wanted:
                begin = number
        if current == wanted and re.match(rf"\s*{re.escape(last)}\s*=", line):
            return number
    return begin


def _numbered(keys: Sequence[str | int]) -> tuple[tuple[str, int], ...]:
    """The tables a key stands in: (("criteria", 2), ("indicators", 0)). Deeper lists are written in one line."""
    tables: list[tuple[str, int]] = []
    for key, following in pairwise(keys):
        if isinstance(following, int) and key in {
            "criteria",
            "indicators",
            "regions",
            "floors",
            "gains",
            "revocations",
            "hard_to_hold",
        }:
            tables.append((str(key), following))
        elif key == "sources":
            tables.append(("sources", 0))
    return tuple(tables)


def _enter(head: str, counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """The tables that a heading begins, numbered from 0."""
    names = head.split(".")
    path: list[tuple[str, int]] = []
    for depth, name in enumerate(names):
        key = ".".join(names[: depth + 1])
        if depth == len(names) - 1:
            counts[key] = counts.get(key, -1) + 1
            for deeper in [other for other in counts if other.startswith(f"{key}.")]:
                del counts[deeper]
        path.append((name, counts.get(key, 0)))
    return tuple(path)
