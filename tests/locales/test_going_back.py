"""One form for going back: a place that is gone back to is called by its name behind the arrow, everywhere alike."""

from __future__ import annotations

from pathlib import Path

from locales.po import read_po

CATALOGUE = Path(__file__).parents[2] / "locales" / "en.po"
ARROW = "◀ "
ELSEWHERE = {
    ("menu", "Phân công"),
    ("menu", "Tổng hợp"),
    ("question", "Danh sách"),
    ("group", "Thôi"),
    ("digest", "Vốn"),
    ("money", "Vốn"),
}
"""Ways on of the same name: from the menu or the digest to the place, a digest's heading, from a question to its list,
and a plain no in a group.
"""


def test_a_way_back_bears_the_arrow_wherever_it_stands() -> None:
    known = {
        (one.context, one.message)
        for one in read_po(CATALOGUE.read_text(encoding="utf-8"), CATALOGUE.name)
        if not one.obsolete
    }
    back = {message.removeprefix(ARROW) for _, message in known if message.startswith(ARROW)}
    assert len(back) > 20
    assert {(context, message) for context, message in known if message in back} <= ELSEWHERE
    assert [message for message in back if message.startswith("Về ")] == []
