"""Lines of money out of what a running text says, and where the text's sums do not agree with its parts.

The smallest stated amounts are kept; what they are summed up to is only checked. An amount of some years of a greater
one is kept as a part of it and not added again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conversations.programme.money import Nature, Programme, Source
from conversations.programme.money_names import name_of
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from conversations.programme.money_prose import Said

KEPT = "Đã dùng các số chi tiết."


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One amount as it is assigned. unit: as the table writes it, "" for whose document it is; amounts in đồng.

    amount None: only what is spent is stated. part: within another line, not added again.
    """

    unit: str = ""
    programme: Programme = Programme.NTM
    source: Source | None
    nature: Nature | None = None
    year: int | None
    amount: int | None
    part: bool = False
    spent: int | None = None
    spent_on: date | None = None
    place: Place = field(compare=False)
    unit_place: Place = field(compare=False, default=Place())


def lines_of(said: Iterable[Said]) -> tuple[MoneyLine, ...]:
    """The lines of a text in its order; then what it says is spent, where it says until when."""
    assigned = [line for one in said if not one.spent for line in _lines(one)]
    return (*assigned, *(_spent(one) for top in said for one in top.spendings if one.spent_on is not None))


def _spent(said: Said) -> MoneyLine:
    return MoneyLine(
        programme=said.programme or Programme.NTM,
        source=said.sources[0] if len(said.sources) == 1 else None,
        nature=said.nature,
        year=said.year,
        amount=None,
        spent=said.amount,
        spent_on=said.spent_on,
        place=said.place,
    )


def _lines(said: Said) -> Iterator[MoneyLine]:
    if len(said.sources) > 1:
        return
    parts = tuple(line for one in said.counted for line in _lines(one))
    if said.amount is None or said.divided:
        yield from parts
        return
    yield MoneyLine(
        programme=said.programme or Programme.NTM,
        source=said.sources[0] if said.sources else None,
        nature=said.nature,
        year=said.year,
        amount=said.amount,
        place=said.place,
    )
    yield from (replace(one, part=True) for one in parts)


def prose_warnings(said: Sequence[Said], lines: Sequence[MoneyLine]) -> tuple[SourceWarning, ...]:
    """Every sum that its parts do not give, in the order of the text; then what is left out or not told apart."""
    return (
        *(warning for one in said if not one.spent for warning in _warnings(one, lines)),
        *(_undated(one) for top in said for one in top.spendings if one.spent_on is None),
    )


def _undated(said: Said) -> SourceWarning:
    return SourceWarning(
        code="money_spent_undated",
        place=said.place,
        stated=said.amount or 0,
        computed="",
        message=f"Số giải ngân {show_money(said.amount or 0)} không ghi đến ngày nào. Không ghi nhận số này.",
    )


def _warnings(said: Said, lines: Sequence[MoneyLine]) -> Iterator[SourceWarning]:
    parts = said.counted
    if said.amount is not None and said.divided:
        yield from sum_differs(said.amount, sum(one.amount or 0 for one in parts), said.place, "cộng các phần")
    if said.amount is not None:
        yield from _other_source(said, parts)
        for one in parts if not said.divided else ():
            if (one.amount or 0) > said.amount:
                yield _warning(
                    "money_part_exceeds",
                    one.place,
                    one.amount or 0,
                    said.amount,
                    f"Phần {show_money(one.amount or 0)} lớn hơn toàn bộ {show_money(said.amount)}.",
                )
    if said.amount is not None and len(said.sources) > 1:
        yield from sum_differs(said.amount, _together(said, lines), said.place, "cộng các nguồn")
    if said.amount is not None and not said.sources and not parts:
        yield SourceWarning(
            code="money_source_unclear",
            place=said.place,
            stated=said.amount,
            computed="",
            message=f"Không rõ {show_money(said.amount)} (“{said.words.strip(' :-,;')}”) là của nguồn nào. Đã ghi là "
            "nguồn chưa nêu rõ.",
        )
    for one in parts:
        yield from _warnings(one, lines)


def sum_differs(stated: int, computed: int, place: Place, how: str, *, said: str = "Ghi") -> Iterator[SourceWarning]:
    """What a sum states beside what it comes to; nothing where they are the same. how: what was added up."""
    if stated != computed:
        yield _warning(
            "money_sum_differs",
            place,
            stated,
            computed,
            f"{said} {show_money(stated)}, {how} được {show_money(computed)}.",
        )


def _other_source(said: Said, parts: Sequence[Said]) -> Iterator[SourceWarning]:
    """One source's money cannot hold another's."""
    foreign = [one for one in parts if len(said.sources) == 1 and not _within(one.sources, said.sources[0])]
    if foreign:
        own = sum(one.amount or 0 for one in parts if one not in foreign)
        yield _warning(
            "money_source_within_other",
            foreign[0].place,
            said.amount or 0,
            own,
            f"Trong {show_money(said.amount or 0)} của {name_of(said.sources[0])} lại kể "
            f"{', '.join(f'{show_money(one.amount or 0)} của {name_of(one.sources[0])}' for one in foreign)}.",
        )


def _within(sources: Sequence[Source], whole: Source) -> bool:
    """Whether these can be part of that one: a province's, district's or commune's budget is a local one."""
    local = {Source.PROVINCE, Source.DISTRICT, Source.COMMUNE, Source.LOCAL}
    return set(sources) <= (local if whole is Source.LOCAL else {whole})


def _together(said: Said, lines: Sequence[MoneyLine]) -> int:
    """What the lines of these sources come to, of the same years."""
    first, last = said.years or (0, 9999)
    return sum(
        one.amount or 0
        for one in lines
        if one.source in said.sources
        and not one.part
        and (said.programme is None or one.programme is said.programme)
        and ((one.year is None and first != last) or (one.year is not None and first <= one.year <= last))
    )


def _warning(code: str, place: Place, stated: int, computed: int, said: str) -> SourceWarning:
    return SourceWarning(code=code, place=place, stated=stated, computed=computed, message=f"{said} {KEPT}")
