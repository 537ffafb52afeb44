"""A document about money as a whole: its head, the lines of its text and tables, its works, and what does not agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.money import Purse
from conversations.programme.money_columns import Column
from conversations.programme.money_lines import KEPT, MoneyLine, lines_of, prose_warnings
from conversations.programme.money_prose import read_prose
from conversations.programme.money_table import read_money_tables, table_warnings
from conversations.programme.money_works import AMOUNTS, WorkLine, read_work_tables, work_warnings
from conversations.programme.plan_front import Front, read_front
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.reading.fold import plain_words
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.programme.table import Document, Paragraph

_PERIOD = re.compile(r"giai đoạn\s+(20\d{2})\s*[-–]\s*(20\d{2})", re.IGNORECASE)

_STATED = frozenset({Column.SPENT, Column.CONTRACT_VALUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyDocument:
    """All that is read. A document may hold lines, works or both."""

    front: Front
    lines: tuple[MoneyLine, ...]
    works: tuple[WorkLine, ...]
    warnings: tuple[SourceWarning, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Units as the tables write them, in their order; whose document it is is not among them."""
        of_works = [one.unit for one in self.works]
        return tuple(dict.fromkeys(one for one in (*(line.unit for line in self.lines), *of_works) if one))


def read_money_document(document: Document) -> MoneyDocument:
    """Raises Problem: nothing about money, or anything wrong in it."""
    prose = tuple(document.prose())
    years = _years(prose)
    said = read_prose(prose)
    written = lines_of(said)
    tables = read_money_tables(document, years=years)
    works = read_work_tables(document, years=years)
    tabled = tuple(line for table in tables for line in table.lines)
    lines, differ = _merged(tabled, written)
    if not lines and not works:
        raise Problem(
            code="money_missing",
            where=document.name,
            message="Không tìm thấy số liệu về vốn.",
            remedy="Cần một mục về nguồn lực trong văn bản, hoặc bảng có các cột Nguồn, Năm, Kế hoạch, Đã giải ngân, "
            "hoặc bảng công trình.",
        )
    return MoneyDocument(
        front=read_front(tuple(document.head()), prose),
        lines=lines,
        works=tuple(work for table in works for work in table.works),
        warnings=(
            *prose_warnings(said, written),
            *differ,
            *(warning for table in tables for warning in table_warnings(table)),
            *(warning for table in works for warning in work_warnings(table)),
        ),
    )


def _years(prose: Sequence[Paragraph]) -> range:
    """The years that money can be of: of the periods the text names, if it names any."""
    stated = [int(year) for one in prose for found in _PERIOD.finditer(one.text) for year in found.groups()]
    return range(min(stated), max(stated) + 1) if stated else range(2000, 2100)


def _merged(
    tabled: Iterable[MoneyLine], written: Iterable[MoneyLine]
) -> tuple[tuple[MoneyLine, ...], tuple[SourceWarning, ...]]:
    """Each money once: of text and table about the same the table counts. Raises Problem: twice in one of them."""
    by_key: dict[tuple[str, Purse, bool], MoneyLine] = {}
    for line in tabled:
        _put(by_key, line)
    warnings: list[SourceWarning] = []
    of_text: dict[tuple[str, Purse, bool], MoneyLine] = {}
    for line in written:
        spent = of_text.get(_key(line)) if line.amount is None else None
        if spent is not None and spent.spent is None:
            of_text[_key(line)] = replace(spent, spent=line.spent, spent_on=line.spent_on)
            continue
        _put(of_text, line)
        same = by_key.get(_key(line))
        if same is None or same.amount == line.amount or None in {same.amount, line.amount}:
            continue
        warnings.append(
            SourceWarning(
                code="money_text_differs",
                place=line.place,
                stated=line.amount or 0,
                computed=same.amount or 0,
                message=f"Phần lời ghi {show_money(line.amount or 0)}, bảng ghi {show_money(same.amount or 0)}. {KEPT}",
            )
        )
    return tuple((of_text | by_key).values()), tuple(warnings)


def _put(lines: dict[tuple[str, Purse, bool], MoneyLine], line: MoneyLine) -> None:
    if _key(line) in lines:
        raise Problem(
            code="money_twice",
            where=str(line.place),
            message=f"Khoản vốn này đã có ở {lines[_key(line)].place}: cùng đơn vị, chương trình, nguồn, loại và năm.",
            remedy="Hãy giữ lại một dòng cho mỗi khoản.",
        )
    lines[_key(line)] = line


def purse_of(line: MoneyLine) -> Purse:
    """Which money the line is about."""
    return Purse(programme=line.programme, source=line.source, nature=line.nature, year=line.year)


def _key(line: MoneyLine) -> tuple[str, Purse, bool]:
    return plain_words(line.unit), purse_of(line), line.part


def money_totals(document: MoneyDocument) -> Mapping[str, int]:
    """Computed, in đồng: "total", each source, each year, each source and year ("central.2024"), each programme; of
    works "works" (how many), "works.cost" and so on.

    Parts are not added again, but count for their year.
    """
    totals = {"total": 0} if document.lines else {}

    def add(name: str, amount: int) -> None:
        totals[name] = totals.get(name, 0) + amount

    for line in document.lines:
        amount = line.amount or 0
        source = "" if line.source is None else line.source.value
        if not line.part:
            add("total", amount)
            add(line.programme.value, amount)
            if source:
                add(source, amount)
        if line.year is not None:
            add(str(line.year), amount)
            if source:
                add(f"{source}.{line.year}", amount)
        if line.spent is not None:
            add("spent", line.spent)
    if document.works:
        totals["works"] = len(document.works)
        for column in AMOUNTS:
            if column is Column.CONTRACT_VALUE and all(one.contract is None for one in document.works):
                continue
            totals[f"works.{column.value}"] = sum(one.amounts[column] or 0 for one in document.works)
    return totals


def canonical_lines(document: MoneyDocument, names: Mapping[str, str]) -> str:
    """The meaning of the lines as one text: equal for equal money, whatever file it came in.

    names: what each unit is called here, however the document writes it.
    """
    assigned = [one for one in document.lines if one.amount is not None]
    return "\n".join(sorted(f"{names[one.unit]}: {purse_of(one)} {one.amount} {one.part}" for one in assigned))


def canonical_works(document: MoneyDocument, names: Mapping[str, str]) -> str:
    """The same of the works; what is spent and who is contracted are statements of their own."""
    return "\n".join(
        sorted(
            f"{one.code} {one.name} {names[one.unit]} {one.programme} {one.source} {one.year} {one.criterion} "
            f"{[amount for column, amount in one.amounts.items() if column not in _STATED]} "
            f"{one.allocated_on} {one.handed_over_on} {one.settled_on}"
            for one in document.works
        )
    )
