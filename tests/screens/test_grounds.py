"""The "Căn cứ" lines of a report: papers named in full, as Nghị định 30 has it; what is not known is left open."""

from __future__ import annotations

from datetime import date

import pytest

from conversations.programme.ground import Ground
from conversations.programme.ids import UnitId
from conversations.programme.unit import Unit, kind_by_code
from conversations.screens.grounds import MOST, grounds_lines

PROVINCE = Unit(id=UnitId(1), kind=kind_by_code("tinh"), name="Hà Giang", parent=None)


def ground(title: str, number: str = "", *, party: bool = False, dated: date = date(2022, 7, 5)) -> Ground:
    return Ground(issuer=PROVINCE, title=title, number=number, dated=dated, party=party)


@pytest.mark.parametrize(
    ("paper", "line"),
    [
        (
            ground("KẾ HOẠCH Thực hiện Chương trình", "123/KH-UBND"),
            "Căn cứ Kế hoạch số 123/KH-UBND ngày 05/7/2022 của Ủy ban nhân dân tỉnh Hà Giang thực hiện Chương trình.",
        ),
        (
            ground("KẾ HOẠCH Thực hiện Chương trình", "/KH-UBND"),
            "Căn cứ Kế hoạch số        /KH-UBND của Ủy ban nhân dân tỉnh Hà Giang thực hiện Chương trình.",
        ),
        (
            ground("NGHỊ QUYẾT CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH về nông thôn mới", "28-NQ/TU", dated=date(2022, 2, 25)),
            "Căn cứ Nghị quyết số 28-NQ/TU ngày 25/02/2022 của Ban Chấp hành Đảng bộ tỉnh Hà Giang về nông thôn mới.",
        ),
        (
            ground("Nghị quyết quy định mức chi", "03/2022/NQ-HĐND"),
            "Căn cứ Nghị quyết số 03/2022/NQ-HĐND ngày 05/7/2022 của Hội đồng nhân dân tỉnh Hà Giang quy định mức chi.",
        ),
        (
            ground("V/v tập trung lãnh đạo", party=True),
            "Căn cứ Công văn của Tỉnh ủy Hà Giang về việc tập trung lãnh đạo.",
        ),
        (
            ground("Phân bổ vốn năm 2024", "9/PB"),
            "Căn cứ văn bản số 9/PB ngày 05/7/2022 của Ủy ban nhân dân tỉnh Hà Giang “Phân bổ vốn năm 2024”.",
        ),
    ],
)
def test_a_paper_is_named_as_far_as_it_is_known(paper: Ground, line: str) -> None:
    assert grounds_lines(None, (paper,)) == (line,)


def test_each_line_ends_with_a_semicolon_and_the_last_with_a_full_stop() -> None:
    lines = grounds_lines(None, tuple(ground(f"KẾ HOẠCH Số {number}") for number in range(20)))
    assert len(lines) == MOST
    assert [line[-1] for line in lines] == [*(";" * (MOST - 1)), "."]
    assert grounds_lines(None, ()) == ()
