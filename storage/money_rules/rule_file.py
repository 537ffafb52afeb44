"""Reads a file of rules about money (TOML), or says which line and key to repair.

Every rule names the sentence it rests on. Days are ISO days, days of a year "06-30", amounts đồng, shares percent.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, Final

from conversations.programme.money import Programme
from conversations.programme.money_rules import KINDS, MoneyRule, MoneyRules, StepDone, YearDay
from conversations.programme.plan_targets import Standard
from storage.criteria_sets.set_problem import located, not_toml


def read_money_rules(text: str, *, name: str) -> MoneyRules:
    """The rules. Raises Problem with the line and the key: anything that is missing, unknown or of the wrong form."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise not_toml(wrong, name=name) from None

    def refuse(message: str, *keys: str | int) -> Exception:
        return located(message, keys, text=text, name=name)

    for key in raw.keys() - {"title", "document", "rules"}:
        raise refuse(f"Không có khóa nào tên “{key}”.", key)
    for key in ("title", "document"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            raise refuse(f"Thiếu “{key}”.", key)
    entries = raw.get("rules")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        raise refuse("Cần ít nhất một mục [[rules]].", "rules")
    rules: list[MoneyRule] = []
    for number, entry in enumerate(entries):
        rule = _rule(entry, partial(_refused, refuse, number))
        if rule.code in {one.code for one in rules}:
            raise refuse(f"Mã “{rule.code}” có hai lần.", "rules", number, "code")
        rules.append(rule)
    return MoneyRules(title=raw["title"], document=raw["document"], rules=tuple(rules))


def _refused(refuse: Callable[..., Exception], number: int, message: str, key: str) -> Exception:
    return refuse(message, "rules", number, key)


def _rule(entry: Mapping[str, Any], refuse: Callable[[str, str], Exception]) -> MoneyRule:
    kind = KINDS.get(str(entry.get("kind")))
    if kind is None:
        raise refuse(f"“kind” chỉ nhận {', '.join(KINDS)}.", "kind")
    known = {one.name: one for one in fields(kind)}
    for key in entry:
        if key != "kind" and key not in known:
            raise refuse(f"Loại “{kind.kind}” không có khóa nào tên “{key}”.", key)
    values: dict[str, Any] = {}
    for key, one in known.items():
        if key in entry:
            form, said = _FORMS[key]
            try:
                values[key] = form(entry[key])
            except (ValueError, TypeError, KeyError):
                raise refuse(f"Ở đây cần {said}.", key) from None
        elif one.default is MISSING:
            raise refuse(f"Thiếu “{key}”.", key)
    return kind(**values)


def only(text: str, codes: frozenset[str], *, name: str) -> str:
    """The same file with the rules of these codes only."""
    head, *entries = text.split("[[rules]]")
    rules = read_money_rules(text, name=name).rules
    kept = [entry for entry, rule in zip(entries, rules, strict=True) if rule.code in codes]
    return "[[rules]]".join((head, *kept))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _year_day(value: object) -> YearDay:
    month, day = (int(part) for part in _text(value).split("-"))
    date(2024, month, day)
    return YearDay(month=month, day=day)


def _number(least: int, most: int) -> Callable[[object], int]:
    def form(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError
        return value

    return form


def _years(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    year = _number(2000, 2100)
    return tuple(sorted({year(one) for one in value}))


def _percent(value: object) -> Fraction:
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or not 0 < value <= 100:
        raise ValueError
    return Fraction(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_DONG: Final = (_number(1, 10**15), "một số tiền nguyên, tính bằng đồng")
_DAY: Final = (_day, "một ngày, dạng 2024-06-30")
_YEAR_DAY: Final = (_year_day, "một ngày trong năm, dạng “06-30”")
_TEXT: Final = (_text, "một câu, không để trống")
_FORMS: Final[Mapping[str, tuple[Callable[[object], Any], str]]] = {
    "code": _TEXT,
    "title": _TEXT,
    "source": _TEXT,
    "place": _TEXT,
    "per": _TEXT,
    "programme": (lambda value: Programme(_text(value)), "ntm, poverty hoặc minorities"),
    "standard": (lambda value: Standard(_text(value)), "ntm, nang_cao, kieu_mau hoặc hien_dai"),
    "valid_from": _DAY,
    "valid_to": _DAY,
    "before": _DAY,
    "by": _YEAR_DAY,
    "warn_from": _YEAR_DAY,
    "until": (_flag, "true hoặc false"),
    "done": (lambda value: StepDone(_text(value)), "stated hoặc moved"),
    "year": (_number(2000, 2100), "một năm, dạng 2024"),
    "years": (_years, "các năm, dạng [2024, 2025]"),
    "percent": (_percent, "số phần trăm, từ trên 0 đến 100"),
    "warn_days": (_number(0, 366), "số ngày, từ 0 đến 366"),
    "after_years": (_number(1, 30), "số năm, từ 1 đến 30"),
    "amount": _DONG,
    "at_least": _DONG,
    "of": _DONG,
}
