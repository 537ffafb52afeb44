"""Who must do what a document orders, told from its words alone."""

from __future__ import annotations

import pytest

from conversations.programme.duties import Owing, who_owes
from conversations.programme.unit import Level

OFFICE, DISTRICT, COMMUNE = Level.OFFICE, Level.DISTRICT, Level.COMMUNE


@pytest.mark.parametrize(
    ("who", "owing"),
    [
        ("Sở, ban, ngành; UBND huyện, thị xã, thành phố; UBND các xã", Owing(levels=(OFFICE, DISTRICT, COMMUNE))),
        ("UBND cấp huyện", Owing(levels=(DISTRICT,))),
        ("UBND cấp huyện, xã", Owing(levels=(DISTRICT, COMMUNE))),
        ("Các xã, huyện", Owing(levels=(DISTRICT, COMMUNE))),
        ("UBND huyện Núi Thành, UBND huyện Đại Lộc", Owing(names=("huyện Núi Thành", "huyện Đại Lộc"))),
        ("UBND thành phố Hội An", Owing(names=("thành phố Hội An",))),
        (
            "xã Điện Quang (và UBND cấp huyện)",
            Owing(names=("xã Điện Quang",), left="phần “và …” trong ngoặc không nói đơn vị nào"),
        ),
        ("Các Sở, ngành và địa phương", Owing(levels=(OFFICE,), left="“địa phương” không nói rõ cấp nào")),
        ("UBND xã (8 xã NTM năm 2024)", Owing(left="chỉ một số đơn vị, không kể tên ở đây")),
        ("6 xã còn hồ sơ NTM năm 2023 (và UBND cấp huyện)", Owing(left="chỉ một số đơn vị, không kể tên ở đây")),
        ("UBND xã dưới 15 tiêu chí", Owing(left="chỉ một số đơn vị, không kể tên ở đây")),
        ("UBND tỉnh", Owing(left="việc của chính cấp tỉnh, không phải của đơn vị ở dưới")),
        ("(không nêu; xã Đại Hiệp, huyện Đại Lộc)", Owing(left="văn bản không nêu ai phải làm")),
        ("Các đơn vị", Owing(left="không nêu loại đơn vị nào")),
        ("", Owing(left="văn bản không nêu ai phải làm")),
    ],
)
def test_who_owes_is_told_or_why_not(who: str, owing: Owing) -> None:
    assert who_owes(who) == owing
