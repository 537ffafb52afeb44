"""What `ntm show money` says: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.engine.words import SOURCE
from conversations.programme.money_cells import MoneySums
from conversations.programme.money_moves import newest, purse_code
from conversations.reading.show import show_date, show_money
from conversations.screens.casing import capital
from conversations.screens.money_findings import finding_head, place_lines
from conversations.screens.money_moves import moved_line, unspendable_line
from conversations.screens.money_words import pot_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.ids import UnitId
    from conversations.programme.money import Contract
    from conversations.programme.money_finding import MoneyFinding, MoneyPlace, MoneyShown

PLACES = 20


def as_document(found: MoneyShown) -> dict[str, Any]:
    """The JSON; amounts in đồng, null: not known."""
    state = found.state
    sums = MoneySums(state)
    return {
        "unit": state.units[state.unit].title,
        "as_of": state.day.isoformat(),
        "planned": sums.all_planned(state.unit),
        "money": [
            {
                "programme": pot.programme.value,
                "source": None if pot.source is None else pot.source.value,
                "year": pot.year,
                "planned": amounts.planned,
                "within": amounts.within,
                "spent": amounts.spent,
                "spent_on": None if amounts.on_day is None else amounts.on_day.isoformat(),
                "estimate": amounts.estimate,
                "silent": [state.units[one].title for one in amounts.silent],
            }
            for pot in sums.pots()
            for amounts in (sums.amounts(state.unit, pot),)
        ],
        "works": [
            {
                "name": one.name,
                "unit": state.units[one.unit].title,
                "cost": one.cost,
                "planned": one.planned,
                "spent": None if one.spent is None else one.spent.amount,
                "owed": one.owed_on(state.day),
                "settled": one.settled_by(state.day),
                "contract": None if one.contract is None else _contract(one.contract),
            }
            for one in state.works
        ],
        "unspendable": [
            {
                "unit": state.title(one.unit),
                "purse": purse_code(one.purse),
                "amount": one.amount,
                "reason": one.reason,
                "on_day": one.on_day.isoformat(),
            }
            for one in state.unspendable
        ],
        "moved": [
            {
                "number": one.id,
                "giver": state.title(one.giver),
                "taker": state.title(one.taker),
                "purse": purse_code(one.purse),
                "amount": one.amount,
                "on_day": one.on_day.isoformat(),
                "paper": one.paper,
            }
            for one in state.moved
        ],
        "findings": [_finding(one, found) for one in found.findings],
    }


def _contract(contract: Contract) -> dict[str, Any]:
    return {
        "contractor": contract.contractor,
        "number": contract.number,
        "signed_on": None if contract.signed_on is None else contract.signed_on.isoformat(),
        "amount": contract.amount,
    }


def _finding(one: MoneyFinding, found: MoneyShown) -> dict[str, Any]:
    return {
        "rule": one.rule.code,
        "kind": one.rule.kind,
        "title": one.rule.title,
        "source": one.rule.source,
        "standing": one.standing.value,
        "due": None if one.due is None else one.due.isoformat(),
        "days": one.days,
        "planned": one.planned,
        "spent": one.spent,
        "needed": one.needed,
        "missing": one.missing,
        "local": None if one.local is None else {"planned": one.local.planned, "spent": one.local.spent},
        "places": [_place(place, found) for place in one.places],
        "silent": _titles(one.silent, found),
        "unspendable": one.unspendable,
        "moved": one.moved,
        "done_on": None if one.done_on is None else one.done_on.isoformat(),
    }


def _place(place: MoneyPlace, found: MoneyShown) -> dict[str, Any]:
    return {
        "unit": found.state.units[place.unit].title,
        "work": place.work,
        "contractor": place.contractor,
        "planned": place.planned,
        "spent": place.spent,
        "missing": place.missing,
        "days": place.days,
    }


def _titles(units: tuple[UnitId, ...], found: MoneyShown) -> list[str]:
    return [found.state.units[one].title for one in units]


def in_words(found: MoneyShown) -> str:
    """The same for a person."""
    return "\n".join(_lines(found))


def _lines(found: MoneyShown) -> Iterator[str]:
    state = found.state
    yield f"Vốn của {state.units[state.unit].title}, đến ngày {show_date(state.day)}"
    lines = pot_lines(found, SOURCE)
    yield from [f"- {line}." for line in lines] or ["Chưa có số liệu về vốn."]
    planned = MoneySums(state).all_planned(state.unit)
    if planned is not None:
        yield f"Cộng kế hoạch: {show_money(planned)}."
    owed = [one.owed_on(state.day) for one in state.works]
    if state.works:
        known = show_money(sum(one or 0 for one in owed))
        unclear = sum(one is None for one in owed)
        yield f"Công trình: {len(state.works)}, còn nợ {known}" + (f", {unclear} chưa rõ." if unclear else ".")
    yield from (f"- {capital(unspendable_line(one, state, SOURCE))}." for one in newest(state.unspendable))
    yield from (f"- {capital(moved_line(one, state, SOURCE))}." for one in state.moved)
    if found.rules is None:
        yield "Chưa có quy định nào về vốn: nạp bằng ntm money rules."
        return
    yield ""
    yield f"Quy định: {found.rules.document}"
    if not found.findings:
        yield "Đến ngày này chưa có quy định nào áp dụng."
    for one in found.findings:
        yield ""
        yield finding_head(one, SOURCE)
        yield f"Nguồn ({one.rule.place}): “{one.rule.source}”."
        yield from place_lines(one, found, SOURCE, most=PLACES)
