"""What is told of imported money: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import change_lines, created_lines, headline, warning_lines, warning_rows
from conversations.programme.money_columns import Column
from conversations.programme.money_document import purse_of
from conversations.programme.money_names import PROGRAMMES, purse_in_words
from conversations.reading.show import show_date, show_money
from conversations.screens.casing import capital
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.import_money import Kept, MoneyImport


def as_document(done: MoneyImport) -> dict[str, Any]:
    """The JSON: a row for each amount and each work; amounts in đồng, null: not stated. part: within another row."""
    front = done.document.front
    return {
        "unit": done.unit.title,
        "lines": _kept(done.lines),
        "works": _kept(done.works),
        "new_statements": done.statements,
        "new_contracts": done.contracts,
        "source": {
            "title": front.title,
            "number": front.number,
            "dated": front.dated.isoformat() if front.dated else None,
        },
        "rows": [
            {
                "kind": "line",
                "unit": done.places[one.unit].title,
                "programme": one.programme.value,
                "source": None if one.source is None else one.source.value,
                "nature": None if one.nature is None else one.nature.value,
                "year": one.year,
                "amount": one.amount,
                "part": one.part,
                "spent": one.spent,
                "spent_on": None if one.spent_on is None else one.spent_on.isoformat(),
                "place": str(one.place),
            }
            for one in done.document.lines
        ]
        + [
            {
                "kind": "work",
                "code": one.code,
                "name": one.name,
                "unit": done.places[one.unit].title,
                "source": None if one.source is None else one.source.value,
                "year": one.year,
                "criterion": one.criterion,
                **{column.value: amount for column, amount in one.amounts.items()},
                **{
                    name: None if day is None else day.isoformat()
                    for name, day in (
                        (Column.SPENT_ON.value, one.spent_on),
                        (Column.ALLOCATED_ON.value, one.allocated_on),
                        (Column.HANDED_OVER_ON.value, one.handed_over_on),
                        (Column.SETTLED_ON.value, one.settled_on),
                        (Column.CONTRACTED_ON.value, None if one.contract is None else one.contract.signed_on),
                    )
                },
                Column.CONTRACTOR.value: "" if one.contract is None else one.contract.contractor,
                Column.CONTRACT_NUMBER.value: "" if one.contract is None else one.contract.number,
                "place": str(one.place),
            }
            for one in done.document.works
        ],
        "totals": dict(done.totals),
        "rules": [] if done.rules is None else [one.code for one in done.rules.rules],
        "warnings": warning_rows(done.warnings),
    }


def _kept(kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"outcome": kept.outcome.value, "version": kept.version, "dated": kept.dated.isoformat()}


def in_words(done: MoneyImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what has changed."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: MoneyImport, *, dry_run: bool) -> Iterator[str]:
    front, title = done.document.front, done.unit.title
    if done.lines is not None:
        yield headline(f"Vốn của {title}", done.lines.outcome, version=done.lines.version, dry_run=dry_run)
    if done.works is not None:
        yield headline(f"Công trình của {title}", done.works.outcome, version=done.works.version, dry_run=dry_run)
    if front.title:
        yield f"Văn bản: {front.title}" + (f" (số {front.number})" if front.number else "")
    kept = done.lines or done.works
    if kept is not None:
        undated = "" if front.dated else "Văn bản không ghi ngày. "
        yield f"{undated}Tính từ {show_date(kept.dated)}."
    for one in done.document.lines:
        part = ", nằm trong khoản trên" if one.part else ""
        unit = f"{done.places[one.unit].title}, " if one.unit else ""
        programme = f"chương trình {PROGRAMMES[one.programme]}, "
        amount = "" if one.amount is None else show_money(one.amount)
        spent = (
            ""
            if one.spent is None or one.spent_on is None
            else f"{'; ' if amount else ''}giải ngân đến {show_date(one.spent_on)} {show_money(one.spent)}"
        )
        yield f"- {capital(f'{unit}{programme}{purse_in_words(purse_of(one))}')}: {amount}{spent}{part}."
    if done.document.lines:
        yield f"Cộng: {show_money(done.totals['total'])}."
    if done.document.works:
        yield f"Công trình: {done.totals['works']}, tổng mức {show_money(done.totals['works.cost'])}."
    if done.statements:
        yield f"Số giải ngân {'sẽ ghi' if dry_run else 'đã ghi'}: {done.statements}."
    if done.contracts:
        yield f"Nhà thầu, hợp đồng {'sẽ ghi' if dry_run else 'đã ghi'}: {done.contracts}."
    if done.rules is not None:
        yield f"Quy định về vốn của văn bản {'sẽ áp dụng' if dry_run else 'đã áp dụng'}: {len(done.rules.rules)}."
    yield from created_lines(done.created, dry_run=dry_run)
    if done.lines is not None and done.lines.outcome is Outcome.CHANGED:
        told = [
            f"{one.unit.title}, {purse_in_words(one.purse)}: {_amount(one.before)} → {_amount(one.after)}"
            for one in done.changes
        ]
        yield from change_lines(told, counted="khoản")
    if done.works is not None and done.works.outcome is Outcome.CHANGED:
        named = [f"{name}: {'mới' if new else 'có sửa'}" for name, new in done.works_changed]
        yield from change_lines(named, counted="công trình")
    yield from warning_lines(done.warnings)


def _amount(amount: int | None) -> str:
    return "không có" if amount is None else show_money(amount)
