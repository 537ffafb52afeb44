"""A table too long for one picture: a part is asked for by its name, as people write it."""

from __future__ import annotations

import pytest

from conversations.dialogues.group import part_named

PARTS = ("Quảng Hòa", "Trùng Khánh 1/2", "Trùng Khánh 2/2", "Hạ Lang")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Quảng Hòa", 1),
        ("quang hoa", 1),
        ("hạ lang", 4),
        ("Trùng Khánh 2/2", 3),
        ("trùng khánh", None),
        ("không có", None),
        ("", None),
    ],
)
def test_a_part_is_found_by_its_name_or_asked_back(name: str, part: int | None) -> None:
    assert part_named(name, PARTS) == part


def test_a_table_that_fits_has_no_parts() -> None:
    assert part_named("Quảng Hòa", ()) == 0
