"""Long texts on pages: nothing is lost, and no page holds a heading alone."""

from __future__ import annotations

from conversations.screens.text_pages import paged


def test_sections_stay_whole_where_they_fit() -> None:
    assert paged("a" * 40 + "\n\n" + "b" * 40 + "\n\n" + "c" * 40, 90) == ["a" * 40 + "\n\n" + "b" * 40, "c" * 40]


def test_a_long_section_begins_below_a_short_heading() -> None:
    lines = [f"{number} {'x' * 17}" for number in range(10, 20)]
    pages = paged("heading\n\n" + "\n".join(lines), 90)
    assert pages[0].startswith(f"heading\n\n{lines[0]}\n")
    assert [line for page in pages for line in page.split("\n") if line] == ["heading", *lines]
    assert all(len(page) <= 90 for page in pages)
