"""A unit is named with or without its kind, with right accents or none; what can be two units is asked back."""

from __future__ import annotations

import pytest

from conversations.programme.ids import UnitId
from conversations.programme.unit import (
    Unit,
    highest_named,
    is_named,
    kind_by_code,
    kind_named,
    readings,
    without_kind,
    writes_kind,
)


def unit(number: int, kind: str, name: str, *aliases: str) -> Unit:
    return Unit(id=UnitId(number), kind=kind_by_code(kind), name=name, parent=None, aliases=aliases)


PROVINCE = unit(1, "tinh", "Hà Giang")
CITY = unit(2, "thanh_pho", "Hà Giang")
COMMUNE = unit(3, "xa", "Hồng Quang")
OTHER = unit(4, "xa", "Hùng Quang")
TWIN = unit(5, "xa", "Hồng Quang")
OFFICE = unit(6, "co_quan", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN&PTNT")
UNITS = (PROVINCE, CITY, COMMUNE, OTHER, OFFICE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tỉnh Hà Giang", [1]),
        ("Hà Giang", [1]),
        ("ha giang", [1]),
        ("thành phố Hà Giang", [2]),
        ("thanh pho ha giang", [2]),
        ("TỈNH HÀ GIANG", [1]),
        ("xã Hồng Quang", [3]),
        ("Hồng Quang", [3]),
        ("hong quang", [3]),
        ("hung quang", [4]),
        ("Hừng Quang", []),
        ("Phòng NN&PTNT", [6]),
        ("huyện Hà Giang", []),
        ("Hà", []),
    ],
)
def test_a_name_means_the_highest_unit_of_exactly_that_name(text: str, found: list[int]) -> None:
    assert [one.id for one in highest_named(UNITS, text)] == found


def test_two_units_of_one_name_and_rank_are_both_given_back() -> None:
    assert [one.id for one in highest_named((*UNITS, TWIN), "Hồng Quang")] == [3, 5]


def test_the_very_accents_come_before_names_that_only_agree() -> None:
    plain = unit(7, "xa", "Hong Quang")
    assert [one.id for one in highest_named((COMMUNE, plain), "Hong Quang")] == [7]


def test_a_unit_knows_its_names() -> None:
    assert is_named(OFFICE, "phong nn&ptnt")
    assert is_named(COMMUNE, "xa hong quang")
    assert not is_named(COMMUNE, "xã Hùng Quang")


def test_a_comma_may_belong_to_the_name_or_lead_to_the_unit_above() -> None:
    assert readings("Phòng Lao động, Thương binh và Xã hội, huyện Quảng Hòa") == (
        ("Phòng Lao động, Thương binh và Xã hội, huyện Quảng Hòa", ()),
        ("Phòng Lao động, Thương binh và Xã hội", ("huyện Quảng Hòa",)),
        ("Phòng Lao động", ("Thương binh và Xã hội", "huyện Quảng Hòa")),
    )
    assert readings("Đại Sơn,") == (("Đại Sơn,", ()),)


def test_a_kind_before_the_name_is_no_part_of_it() -> None:
    assert without_kind("xã Phúc Sen", kind_by_code("xa")) == "Phúc Sen"
    assert without_kind("Thi tran Tà Lùng", kind_by_code("thi_tran")) == "Tà Lùng"
    assert without_kind("Xóm", kind_by_code("xom")) == "Xóm"
    assert without_kind("Xá Lượng", kind_by_code("xa")) == "Xá Lượng"


def test_a_kind_is_understood_as_people_write_it() -> None:
    kinds = [kind_named(text) for text in ("xã", "XA", "thi tran", "co_quan", "phủ")]
    assert [kind.code if kind else None for kind in kinds] == ["xa", "xa", "thi_tran", "co_quan", None]


def test_a_name_that_only_sounds_like_a_kind_is_a_name() -> None:
    written = {
        text: writes_kind(text, kind_by_code(code))
        for text, code in (
            ("xã Lượng", "xa"),
            ("XÃ LƯỢNG", "xa"),
            ("xa Luong", "xa"),
            ("Xá Lượng", "xa"),
            ("Xã", "xa"),
            ("quận Ba Đình", "quan"),
            ("Quản Bạ", "quan"),
            ("Quan Ba", "quan"),
            ("thanh pho Ha Giang", "thanh_pho"),
        )
    }
    assert [text for text, is_kind in written.items() if is_kind] == [
        "xã Lượng",
        "XÃ LƯỢNG",
        "xa Luong",
        "quận Ba Đình",
        "thanh pho Ha Giang",
    ]
