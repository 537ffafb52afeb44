"""What the running text states of where the programme stands: a share with its percentage, communes by criteria met.

"47/175 xã đạt chuẩn NTM (đạt 26,85%)", then "Từ 15 - 18 tiêu chí là 11 xã; từ 10 - 14 tiêu chí là 115 xã; …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.source_warning import SourceWarning
from conversations.programme.stated import Stated, read_number, rounded, vietnamese
from conversations.programme.table import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.table import Paragraph

_SHARE = re.compile(
    r"(?P<count>\d{1,5})/(?P<of>\d{1,5}) xã\s(?:đã )?đạt chuẩn (?:NTM|nông thôn mới)"
    r"(?:\s*\((?:đạt|chiếm|bằng)?\s*(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s*%\))?"
)
_BRACKET = re.compile(
    r"(?:từ (?P<low>\d{1,2})\s*[-–]\s*(?P<high>\d{1,2})|dưới \d{1,2}) tiêu chí(?: trở xuống)?\s*(?:là|có|:)\s*"
    r"(?P<count>\d{1,5}) xã",
    re.IGNORECASE,
)
_FEWEST = 2
"""One bracket alone is no list of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedShare:
    """So many communes of all meet the standard. brackets: how many of the others stand in each bracket of criteria."""

    count: int
    of: int
    percent: Stated | None
    brackets: tuple[int, ...]
    place: Place = field(compare=False)


def read_shares(prose: Sequence[Paragraph]) -> tuple[StatedShare, ...]:
    """Every such share of the text; the brackets are those of the same paragraph."""
    return tuple(
        StatedShare(
            count=int(found["count"]),
            of=int(found["of"]),
            percent=read_number(found["percent"], place=one.place) if found["percent"] else None,
            brackets=tuple(int(bracket["count"]) for bracket in _BRACKET.finditer(one.text)),
            place=one.place,
        )
        for one in prose
        for found in _SHARE.finditer(one.text)
        if int(found["of"]) > 0
    )


def share_warnings(shares: Sequence[StatedShare]) -> Iterator[SourceWarning]:
    """A percentage that is not that of its two counts, and brackets that do not add up to all."""
    for one in shares:
        if one.percent is not None:
            exact = rounded(Fraction(100 * one.count, one.of), one.percent.decimals)
            if exact != one.percent.value:
                yield SourceWarning(
                    code="target_share_differs",
                    place=one.place,
                    stated=f"{one.percent.text}%",
                    computed=f"{vietnamese(exact)}%",
                    message=f"Phần lời ghi {one.count}/{one.of} xã là {one.percent.text}%, tính được "
                    f"{vietnamese(exact)}%. Chỉ dùng số xã.",
                )
        counted = one.count + sum(one.brackets)
        if len(one.brackets) >= _FEWEST and counted != one.of:
            yield SourceWarning(
                code="target_brackets_differ",
                place=one.place,
                stated=one.of,
                computed=counted,
                message=f"Phần lời ghi {one.of} xã, cộng xã đạt chuẩn và các nhóm theo số tiêu chí được {counted}. "
                "Các nhóm này chỉ để đối chiếu.",
            )
