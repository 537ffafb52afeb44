"""Several units typed in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.names import NameCandidate
from conversations.reading.unit_list import UnitList, likely_units, read_unit_list

UNITS = (
    *(
        NameCandidate(id=name, name=name, kind_name="xã")
        for name in ("Phúc Sen", "Tự Do", "Độc Lập", "Hồng Quang", "Hồng Định", "Bế Văn Đàn")
    ),
    *(
        NameCandidate(id=name, name=name)
        for name in ("Phòng Y tế", "Phòng Lao động, Thương binh và Xã hội", "Phòng Văn hóa và Thông tin")
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phúc Sen", ["Phúc Sen"]),
        ("Phúc Sen, Tự Do", ["Phúc Sen", "Tự Do"]),
        ("phuc sen,tu do", ["Phúc Sen", "Tự Do"]),
        ("xã Phúc Sen; xã Tự Do\nĐộc Lập", ["Phúc Sen", "Tự Do", "Độc Lập"]),
        ("Phúc Sen, Tự Do và Độc Lập", ["Phúc Sen", "Tự Do", "Độc Lập"]),
        ("Tự Do, Tự Do", ["Tự Do"]),
        ("Phòng Văn hóa và Thông tin", ["Phòng Văn hóa và Thông tin"]),
        (
            "Phòng Y tế, Phòng Lao động, Thương binh và Xã hội",
            ["Phòng Y tế", "Phòng Lao động, Thương binh và Xã hội"],
        ),
        (", ,", []),
        ("", []),
    ],
)
def test_very_names_are_taken_each_once_in_their_order(text: str, found: list[str]) -> None:
    assert read_unit_list(text, UNITS) == UnitList(found=tuple(found))


def test_what_may_be_several_is_asked_and_what_is_nobody_s_is_told() -> None:
    read = read_unit_list("Hồng, Phúc Sen và Xyz Abc, Tự Đo", UNITS)
    assert read.found == ("Phúc Sen",)
    assert read.unclear == ("Hồng", "Tự Đo")
    assert read.unknown == ("Xyz Abc",)
    assert likely_units("Hồng", UNITS) == ("Hồng Quang", "Hồng Định")


@given(st.text(max_size=120))
def test_no_text_is_taken_for_a_unit_whose_name_it_has_not(text: str) -> None:
    read = read_unit_list(text, UNITS)
    assert set(read.found) <= {unit.id for unit in UNITS}
    assert not set(read.unclear) & set(read.unknown)
