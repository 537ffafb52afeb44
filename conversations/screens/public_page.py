"""The public page as its manager sees it before everybody does: what it says, what it never says, and one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.public_summary import PublicState

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.public_summary import PublicCommune, PublicPage
    from conversations.programme.unit import Unit

SHOWN = 8
"""So many communes of the page."""


def preview(found: PublicPage, words: Words) -> Screen:
    """What is, what would be, and the question."""
    lines = [
        _now(found, words),
        "",
        words.say("public_page", "Người dân đọc được trên trang:"),
        *(_commune(one, words) for one in found.communes[:SHOWN]),
    ]
    if len(found.communes) > SHOWN:
        lines.append(words.say("public_page", "• và {n} xã nữa", n=len(found.communes) - SHOWN))
    lines += [
        words.say("public_page", "Từng tiêu chí ghi rõ ai đánh giá, năm theo kế hoạch, số liệu đến ngày nào."),
        words.say("public_page", "Không có tên người, minh chứng, số liệu từng chỉ tiêu."),
        "",
        _where(found, words),
    ]
    if not found.is_open:
        lines.append(words.say("public_page", "Bật trang công khai của {unit}, đúng không ạ?", unit=found.unit.title))
    return Screen(
        name="public_page",
        text="\n".join(lines),
        rows=rows_of(
            Option("close", words.say("public_page", "Tắt trang công khai"))
            if found.is_open
            else Option("open", words.say("public_page", "Bật trang công khai")),
            Option("back", words.say("public_page", "Để như cũ")),
        ),
    )


def _now(found: PublicPage, words: Words) -> str:
    if found.is_open:
        return words.say("public_page", "Trang công khai của {unit} đang bật.", unit=found.unit.title)
    if found.by_above is not None:
        return words.say(
            "public_page",
            "{unit} đã công khai cùng {above}.",
            unit=found.unit.title,
            above=found.by_above.title,
        )
    return words.say("public_page", "Trang công khai của {unit} đang tắt.", unit=found.unit.title)


def _commune(one: PublicCommune, words: Words) -> str:
    if not one.known:
        return words.say("public_page", "• {commune}: chưa có số liệu", commune=one.unit.name)
    return words.say(
        "public_page",
        "• {commune}: phòng, ngành đã đánh giá đạt {judged}/{of} tiêu chí; xã tự đánh giá đạt {said} tiêu chí",
        commune=one.unit.name,
        judged=one.count(PublicState.JUDGED),
        of=len(one.criteria),
        said=one.count(PublicState.SAID),
    )


def _where(found: PublicPage, words: Words) -> str:
    if found.address:
        return words.say("public_page", "Địa chỉ: {address}", address=found.address)
    return words.say(
        "public_page",
        "Hệ thống chưa có địa chỉ mở được từ ngoài nên chưa ai đọc được; xin hỏi quản trị hệ thống (NTM_PUBLIC_URL).",
    )


def switched(unit: Unit, *, wanted: bool, words: Words) -> str:
    """What comes of it."""
    if wanted:
        return words.say("public_page", "Đã bật trang công khai của {unit}.", unit=unit.title)
    return words.say("public_page", "Đã tắt trang công khai của {unit}.", unit=unit.title)
