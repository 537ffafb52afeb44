"""A unit's money as sheets: by source and year, every line of every unit, and works. The last two can be read in again.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue. Amounts are
đồng; a share is cut, not rounded, to one decimal.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.money import work_code
from conversations.programme.money_cells import MoneySums
from conversations.programme.money_names import NATURES, PROGRAMMES, SOURCES
from conversations.programme.sheet import Column, Sheet, Sum, Year
from conversations.reading.show import show_date, show_money
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.money import Contract, MoneyState, Planned, Purse, Source, Work
    from conversations.programme.money_cells import Amounts
    from conversations.programme.sheet import Cell

_AMOUNT = 16
_PURSE = (
    Column(title="Chương trình", width=24),
    Column(title="Nguồn vốn", width=24),
    Column(title="Loại vốn", width=20),
    Column(title="Năm", width=8),
)
_MOVED = ("Điều chuyển đến, đi (đồng)", "Sau điều chuyển (đồng)")


def resources(money: MoneyState) -> Sheet:
    """The unit's money by programme, source and year; what is within another row stands apart and is not added up."""
    sums = MoneySums(money)
    rows: list[tuple[Cell, ...]] = []
    spent_whole = within = 0
    stated = False
    for pot in sums.pots():
        one = sums.amounts(money.unit, pot)
        part = bool(one.within) and one.within == one.planned
        spent_whole += 0 if part else one.spent or 0
        within += one.within
        stated = stated or (one.spent is not None and not part)
        rows.append(
            (
                len(rows) + 1,
                PROGRAMMES[pot.programme],
                _source(pot.source),
                None if pot.year is None else Year(pot.year),
                None if part or one.planned is None else one.planned - one.within,
                one.within or None,
                None if part else one.spent,
                _share(one.spent, one.planned),
                one.on_day,
                _note(one, part=part),
            )
        )
    planned_whole = sums.all_planned(money.unit) or 0
    spent = (Sum(spent_whole), _share(spent_whole, planned_whole)) if stated else (None, None)
    totals = (Sum(planned_whole), Sum(within), *spent)
    return Sheet(
        name="Nguồn lực",
        title=_titled(money, "Vốn được giao và giải ngân theo nguồn và năm"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Thuộc chương trình MTQG", width=24),
            Column(title="Nguồn vốn", width=24),
            Column(title="Năm", width=8),
            Column(title="Tổng được giao (đồng)", width=_AMOUNT),
            Column(title="Riêng năm ấy, nằm trong dòng cả thời kỳ (đồng)", width=_AMOUNT),
            Column(title="Tổng giải ngân (đồng)", width=_AMOUNT),
            Column(title="Tỷ lệ giải ngân (%)", width=10),
            Column(title="Số liệu đến", width=12),
            Column(title="Ghi chú", width=34),
        ),
        rows=tuple(rows),
        totals=((None, "Tổng cộng", None, None, *totals, None, None),) if rows else (),
        notes=("Giải ngân là lũy kế; ô để trống: chưa có số liệu, không phải bằng không. Tỷ lệ cắt phần lẻ.",),
        frozen=3,
    )


def _sum(column: Sequence[int | None]) -> Sum | None:
    """None where nothing is stated: an empty total is no nought either."""
    return Sum(sum(value or 0 for value in column)) if any(value is not None for value in column) else None


def money_lines(money: MoneyState) -> Sheet:
    """What each unit is assigned and has spent, line by line."""
    stated = {(one.unit, one.purse): one for one in money.spent if one.work is None}
    planned = {(one.unit, one.purse, one.part): one for one in money.lines}
    moved = any(one.moved for one in money.lines)
    assigned = {(unit, purse) for unit, purse, _ in planned}
    keys = [*planned, *((*key, False) for key in stated if key not in assigned)]
    rows: list[tuple[Cell, ...]] = []
    for unit, purse, part in keys:
        said = stated.get((unit, purse))
        line = planned.get((unit, purse, part))
        rows.append(
            (
                len(rows) + 1,
                money.units[unit].title,
                *_purse(purse),
                None if line is None or line.amount == line.moved else line.amount - line.moved,
                None if said is None else said.amount,
                None if said is None else said.on_day,
                "x" if part else "",
                *(_moved(line) if moved else ()),
            )
        )
    return Sheet(
        name="Chi tiết vốn",
        title=_titled(money, "Vốn của từng đơn vị"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Đơn vị", width=26),
            *_PURSE,
            Column(title="Kế hoạch vốn (đồng)", width=_AMOUNT),
            Column(title="Đã giải ngân (đồng)", width=_AMOUNT),
            Column(title="Đến ngày", width=12),
            Column(title="Nằm trong khoản khác", width=10),
            *(Column(title=title, width=_AMOUNT) for title in (_MOVED if moved else ())),
        ),
        rows=tuple(rows),
        notes=("Số của một đơn vị có thể gồm cả số của đơn vị trực thuộc, nên bảng này không có dòng cộng.",),
        frozen=2,
    )


def _moved(line: Planned | None) -> tuple[Cell, ...]:
    return (None, None) if line is None else (line.moved or None, line.amount)


def moves(money: MoneyState) -> tuple[Sheet, ...]:
    """What was stated that cannot be spent, and what was moved; no sheet where nothing was."""
    said = [
        (
            "Không giải ngân được",
            one.on_day,
            money.title(one.unit),
            "",
            *_purse(one.purse),
            one.amount,
            one.reason,
        )
        for one in money.unspendable
    ]
    gone = [
        (
            f"Điều chuyển số {one.id}",
            one.on_day,
            money.title(one.giver),
            money.title(one.taker),
            *_purse(one.purse),
            one.amount,
            one.paper,
        )
        for one in money.moved
    ]
    if not said and not gone:
        return ()
    sheet = Sheet(
        name="Điều chuyển vốn",
        title=_titled(money, "Vốn không giải ngân được và điều chuyển"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Việc", width=22),
            Column(title="Ngày", width=12),
            Column(title="Của đơn vị", width=26),
            Column(title="Chuyển cho", width=26),
            *_PURSE,
            Column(title="Số tiền (đồng)", width=_AMOUNT),
            Column(title="Lý do, văn bản", width=34),
        ),
        rows=tuple((number, *row) for number, row in enumerate((*said, *gone), start=1)),
        notes=("Số ghi sau của cùng đơn vị, cùng nguồn thay số ghi trước. Lần điều chuyển ghi nhầm không có ở đây.",),
        frozen=2,
    )
    return (sheet,)


def works(money: MoneyState) -> Sheet:
    """The works of the unit and all below it, with what is still owed."""
    found = money.works
    columns = (
        [one.cost for one in found],
        [one.planned for one in found],
        [None if one.spent is None else one.spent.amount for one in found],
        [one.debt for one in found],
        [one.owed_on(money.day) for one in found],
        [None if one.contract is None else one.contract.amount for one in found],
    )
    cost, planned, spent, debt, owed, contracted = (_sum(column) for column in columns)
    return Sheet(
        name="Công trình",
        title=_titled(money, "Công trình và nợ xây dựng cơ bản"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Mã", width=9),
            Column(title="Tên công trình", width=30),
            Column(title="Đơn vị", width=16),
            Column(title="Chương trình", width=14),
            Column(title="Nguồn vốn", width=16),
            Column(title="Năm", width=8),
            Column(title="Tiêu chí", width=8),
            Column(title="Ngày phân bổ vốn", width=12),
            Column(title="Tổng mức (đồng)", width=_AMOUNT),
            Column(title="Kế hoạch vốn (đồng)", width=_AMOUNT),
            Column(title="Đã giải ngân (đồng)", width=_AMOUNT),
            Column(title="Đến ngày", width=12),
            Column(title="Nợ (đồng)", width=_AMOUNT),
            Column(title="Còn phải thanh toán (đồng)", width=_AMOUNT),
            Column(title="Ngày bàn giao", width=12),
            Column(title="Ngày phê duyệt quyết toán", width=12),
            Column(title="Nhà thầu", width=26),
            Column(title="Số hợp đồng", width=16),
            Column(title="Ngày ký hợp đồng", width=12),
            Column(title="Giá trị hợp đồng (đồng)", width=_AMOUNT),
        ),
        rows=tuple(_work(number, one, money) for number, one in enumerate(found, start=1)),
        totals=(
            (None, None, "Tổng cộng", *(None,) * 6, cost, planned, spent, None, debt, owed, *(None,) * 5, contracted),
        )
        if found
        else (),
        notes=("Còn phải thanh toán: số nợ đã ghi; chưa ghi thì tổng mức trừ giải ngân của công trình đã bàn giao.",),
        frozen=3,
    )


def _work(number: int, one: Work, money: MoneyState) -> tuple[Cell, ...]:
    unit = money.units[one.unit].title
    return (
        number,
        "" if one.code == work_code("", one.name, unit) else one.code,
        one.name,
        unit,
        PROGRAMMES[one.purse.programme],
        _source(one.purse.source),
        None if one.purse.year is None else Year(one.purse.year),
        one.criterion,
        one.allocated_on,
        one.cost,
        one.planned,
        None if one.spent is None else one.spent.amount,
        None if one.spent is None else one.spent.on_day,
        one.debt,
        one.owed_on(money.day),
        one.handed_over_on,
        one.settled_on,
        *_contract(one.contract),
    )


def _contract(contract: Contract | None) -> tuple[Cell, ...]:
    if contract is None:
        return "", "", None, None
    return contract.contractor, contract.number, contract.signed_on, contract.amount


def _purse(purse: Purse) -> tuple[Cell, ...]:
    """The cells of its columns."""
    return (
        PROGRAMMES[purse.programme],
        _source(purse.source),
        "" if purse.nature is None else capital(NATURES[purse.nature]),
        None if purse.year is None else Year(purse.year),
    )


def _source(source: Source | None) -> str:
    return "" if source is None else capital(SOURCES[source])


def _share(spent: int | None, planned: int | None) -> Decimal | None:
    return None if spent is None or not planned else Decimal(spent * 1_000 // planned) / 10


def _note(one: Amounts, *, part: bool) -> str:
    said = []
    if part and one.spent is not None:
        said.append(f"riêng năm ấy đã giải ngân {show_money(one.spent)}")
    if one.estimate:
        said.append("có số ước")
    if one.silent:
        said.append(f"{len(one.silent)} đơn vị chưa có số giải ngân")
    return capital("; ".join(said))


def _titled(money: MoneyState, what: str) -> tuple[str, ...]:
    return what.upper(), f"{money.units[money.unit].title}, đến ngày {show_date(money.day)}"
