"""The official files of a unit: which there are, and what stands under each."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Document, Option, Screen, rows_of
from conversations.programme.paper import PaperKind
from conversations.programme.problem import Problem
from conversations.reading.show import show_date
from conversations.screens.paging import clip, clip_inside
from conversations.screens.paper_recipe import PaperRecipe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.effects import SendPaper
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.unit import Unit


def which(units: Sequence[Unit], facts: Facts) -> Screen:
    """Somebody with several units: whose files."""
    words = facts.words
    return Screen(
        name="take_papers.which",
        text=words.say("take_papers", "Anh/chị lấy tệp của đơn vị nào?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title)) for unit in units),
            Option("home", words.say("take_papers", "Về menu")),
        ),
    )


def papers(unit: Unit, others: Sequence[Period], facts: Facts, *, has_form: bool = False) -> Screen:
    """What can be taken. others: reports that are not of criteria. has_form: there is a form of the office's own."""
    words = facts.words
    return Screen(
        name="take_papers",
        text=words.say(
            "take_papers",
            "Tệp của {unit}, số liệu đến hết hôm nay ({day}). Trong báo cáo, số, ngày và chữ ký để trống.",
            unit=unit.title,
            day=show_date(facts.today),
        ),
        rows=rows_of(
            Option(f"k:{PaperKind.REPORT}", words.say("take_papers", "Báo cáo kỳ (Word)")),
            Option(f"k:{PaperKind.FORM}", words.say("take_papers", "Báo cáo theo mẫu (Word)")) if has_form else None,
            Option(f"k:{PaperKind.PRINT}", words.say("take_papers", "Báo cáo kỳ (PDF)")),
            *(
                Option(f"p:{one.key}", clip_inside(words.say("take_papers", "{title} (Word)", title=one.title)))
                for one in others
            ),
            Option(f"k:{PaperKind.TABLE}", words.say("take_papers", "Bảng tiêu chí (Excel)")),
            Option(f"k:{PaperKind.WORKBOOK}", words.say("take_papers", "Sổ số liệu đầy đủ (Excel)")),
            Option(f"k:{PaperKind.EVIDENCE}", words.say("take_papers", "Minh chứng (ZIP)")),
            Option("home", words.say("take_papers", "Về menu")),
        ),
    )


def coming(words: Words) -> str:
    """Above the screen: the file follows."""
    return words.say("take_papers", "Đang chuẩn bị tệp; xong là tệp đến ngay dưới đây. Anh/chị cứ làm việc khác.")


def document(unit: Unit, wish: SendPaper, at: datetime, words: Words) -> Document:
    """The file as it is queued."""
    kind = wish.kind
    match kind:
        case PaperKind.REPORT | PaperKind.PRINT | PaperKind.FORM:
            caption = words.say(
                "take_papers", "Báo cáo kỳ của {unit}, số liệu đến {day}.", unit=unit.title, day=_day(at)
            )
        case PaperKind.TABLE:
            caption = words.say("take_papers", "Bảng tiêu chí của {unit}, đến {day}.", unit=unit.title, day=_day(at))
        case PaperKind.WORKBOOK:
            caption = words.say("take_papers", "Sổ số liệu của {unit}, đến {day}.", unit=unit.title, day=_day(at))
        case PaperKind.EVIDENCE:
            caption = words.say(
                "take_papers", "Minh chứng của {unit} đã lưu đến {day}, kèm danh sách.", unit=unit.title, day=_day(at)
            )
        case _:
            assert_never(kind)
    return Document(
        name=f"take_papers.{kind}",
        recipe=str(PaperRecipe(unit=unit.id, kind=kind, as_of=at.date(), known_at=at, period=wish.period)),
        caption=caption,
        text=words.say(
            "take_papers", "Kênh này không gửi được tệp. Xin anh/chị lấy tệp trên Telegram, hoặc hỏi quản trị hệ thống."
        ),
    )


def no_evidence(unit: Unit, words: Words) -> Problem:
    """There is nothing to be sent."""
    return Problem(
        code="no_evidence",
        message=words.say("take_papers", "Kỳ này {unit} chưa có minh chứng nào của báo cáo đã gửi.", unit=unit.title),
    )


def too_much_evidence(unit: Unit, words: Words) -> Problem:
    """More than the channel carries."""
    return Problem(
        code="too_much_evidence",
        message=words.say("take_papers", "Minh chứng của {unit} quá lớn để gửi qua đây.", unit=unit.title),
        remedy=words.say("take_papers", "Xin lấy theo từng xã, hoặc hỏi quản trị hệ thống (lệnh ntm export evidence)."),
    )


def _day(at: datetime) -> str:
    return show_date(at.date())
