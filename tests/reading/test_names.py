"""Communes by the names people type, against the 16 of one district."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.likeness import likeness
from conversations.reading.names import Exact, Likely, NameCandidate, NameMatch, Nothing, match_name, split_kind

COMMUNES = tuple(
    NameCandidate(id=name, name=name, kind_name="xã")
    for name in (
        "Đại Sơn", "Phúc Sen", "Quảng Hưng", "Độc Lập", "Mỹ Hưng", "Bế Văn Đàn", "Quốc Toàn", "Cách Linh", "Ngọc Động",
        "Chí Thảo", "Hạnh Phúc", "Hồng Quang", "Tiên Thành", "Tự Do", "Phi Hải", "Cai Bộ",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Tự Do", "Tự Do"),
        ("tu do", "Tự Do"),
        ("xã tự do", "Tự Do"),
        ("XÃ TỰ DO", "Tự Do"),
        ("x. Tự Do", "Tự Do"),
        ("em ở xã tự do ạ", "Tự Do"),
        ("dạ em ở xã Tự Do", "Tự Do"),
        ("tôi là cán bộ xã Phúc Sen", "Phúc Sen"),
        ("UBND xã Hồng Quang", "Hồng Quang"),
        ("Hông Quang", "Hồng Quang"),
        ("quang hưng", "Quảng Hưng"),
        ("ngọc đông", "Ngọc Động"),
        ("bế văn đàn", "Bế Văn Đàn"),
        ("Be Van Dan", "Bế Văn Đàn"),
        ("Mỹ Hưng", "Mỹ Hưng"),
        ("\u200fĐại  Sơn\u200e.", "Đại Sơn"),
        ("Ðại Sơn", "Đại Sơn"),
        ("quốc toàn", "Quốc Toàn"),
        ("Cai Bộ nhé", "Cai Bộ"),
    ],
)
def test_the_name_with_or_without_accents_and_kind_is_exact(typed: str, name: str) -> None:
    assert match_name(typed, COMMUNES) == Exact(id=name)
    assert match_name(unicodedata.normalize("NFD", typed), COMMUNES) == Exact(id=name)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ddoocj laapj", ("Độc Lập",)),
        ("bevandan", ("Bế Văn Đàn",)),
        ("bế vănđàn", ("Bế Văn Đàn",)),
        ("bvđ", ("Bế Văn Đàn",)),
        ("bvd", ("Bế Văn Đàn",)),
        ("phucsen", ("Phúc Sen",)),
        ("phucs sen", ("Phúc Sen",)),
        ("hoongf quang", ("Hồng Quang",)),
        ("phúc xen", ("Phúc Sen",)),
        ("nogc dong", ("Ngọc Động",)),
        ("cach ling", ("Cách Linh",)),
        ("phi hai cao bang", ("Phi Hải",)),
        ("em báo cáo cho xã Quảng Hưng trước nhé", ("Quảng Hưng",)),
        ("Quảng Hùng", ("Quảng Hưng",)),
        ("hung quang", ("Quảng Hưng", "Hồng Quang")),
        ("tien", ("Tiên Thành",)),
        ("hưng quảng", ("Quảng Hưng", "Hồng Quang")),
        ("đại", ("Đại Sơn",)),
        ("quố", ("Quốc Toàn",)),
    ],
)
def test_what_is_looser_is_to_be_confirmed(typed: str, names: tuple[str, ...]) -> None:
    assert match_name(typed, COMMUNES) == Likely(ids=names)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "👍",
        "Hà Nội",
        "xin chào",
        "không biết",
        "95,5",
        "xã",
        "an",
        "abc xyz",
        "a" * 5000,
        "đ " * 90,
        "\u202e\u200b",
    ],
)
def test_junk_and_foreign_places_are_nothing(typed: str) -> None:
    assert match_name(typed, COMMUNES) == Nothing()


TWINS = (
    NameCandidate(id="1", name="Hưng Đạo", kind_name="xã"),
    NameCandidate(id="2", name="Hùng Đạo", kind_name="xã"),
    NameCandidate(id="3", name="Quảng Uyên", kind_name="thị trấn"),
    NameCandidate(id="4", name="Quảng Uyên", kind_name="xã"),
    NameCandidate(id="5", name="Bản Khuông", kind_name="xóm", aliases=("Khuông Trên",)),
    NameCandidate(id="6", name="Phòng Y tế"),
    NameCandidate(id="7", name="Quảng Hòa", kind_name="huyện"),
)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("hưng đạo", Exact(id="1")),
        ("Hùng Đạo", Exact(id="2")),
        ("hung dao", Likely(ids=("1", "2"))),
        ("Quảng Uyên", Likely(ids=("3", "4"))),
        ("thị trấn Quảng Uyên", Exact(id="3")),
        ("tt Quảng Uyên", Exact(id="3")),
        ("xã Quảng Uyên", Exact(id="4")),
        ("Bản Khuông", Exact(id="5")),
        ("ban khuong", Exact(id="5")),
        ("thôn Bản Khuông", Exact(id="5")),
        ("khuông trên", Exact(id="5")),
        ("phong y te", Exact(id="6")),
        ("Quảng Hoà", Exact(id="7")),
        ("xã Quảng Hòa", Likely(ids=("7",))),
    ],
)
def test_accents_and_kinds_that_were_typed_decide(typed: str, match: NameMatch) -> None:
    assert match_name(typed, TWINS) == match


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("tỉnh Hà Giang", "tỉnh", "Hà Giang"),
        ("Hà Giang", None, "Hà Giang"),
        ("TP Hà Giang", "thành phố", "Hà Giang"),
        ("TP.Hà Giang", "thành phố", "Hà Giang"),
        ("thành phố Cao Bằng", "thành phố", "Cao Bằng"),
        ("thanh pho cao bang", "thành phố", "cao bang"),
        ("Huyện Quảng Hòa", "huyện", "Quảng Hòa"),
        ("xã Tự Do", "xã", "Tự Do"),
        ("xa tu do", "xã", "tu do"),
        ("tổ dân phố 3", "tổ dân phố", "3"),
        ("thị trấn Quảng Uyên", "thị trấn", "Quảng Uyên"),
        ("công an xã Tự Do", "công an", "xã Tự Do"),
        ("Lang Son", None, "Lang Son"),
        ("Quan Hóa", None, "Quan Hóa"),
        ("quận Ba Đình", "quận", "Ba Đình"),
        ("xã", None, "xã"),
        ("", None, ""),
    ],
)
def test_the_kind_is_split_from_the_name(text: str, kind: str | None, name: str) -> None:
    assert split_kind(text) == (kind, name)


def test_kinds_are_the_callers_to_name() -> None:
    assert split_kind("Buôn Ma Thuột", (("buôn", "buôn"),)) == ("buôn", "Ma Thuột")
    assert split_kind("xã Tự Do", ()) == (None, "xã Tự Do")


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [("", "", 1), ("abcd", "abcd", 1), ("abcd", "abdc", 0.75), ("abcd", "xyzw", 0), ("ab", "", 0)],
)
def test_likeness_counts_changed_and_swapped_letters(one: str, other: str, like: float) -> None:
    assert likeness(one, other) == like
    assert likeness(other, one) == like


@given(st.text(max_size=250))
def test_no_text_stops_the_search_and_only_candidates_are_found(text: str) -> None:
    match match_name(text, COMMUNES):
        case Exact(id=one):
            assert one in {commune.id for commune in COMMUNES}
        case Likely(ids=several):
            assert set(several) <= {commune.id for commune in COMMUNES}
            assert several
        case Nothing():
            pass


def test_a_thousand_villages_are_searched() -> None:
    villages = [NameCandidate(id=str(n), name=f"Lũng {chr(97 + n % 26)}{n} Rì", kind_name="xóm") for n in range(1000)]
    for text in ("em ở xóm lungx rif bên suối lớn", "đ" * 5000):
        assert not isinstance(match_name(text, villages), Exact)
