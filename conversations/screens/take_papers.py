"""The official files of a unit: which there are, and what stands under each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Document, Option, Screen, rows_of
from conversations.programme.paper import PaperKind
from conversations.programme.problem import Problem
from conversations.reading.show import show_date
from conversations.screens.paging import clip, clip_inside, fitted
from conversations.screens.paper_recipe import PaperRecipe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.effects import SendPaper
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.unit import Unit


PAGE = 5
"""Periods on a screen."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Which reports of a unit can be taken.

    period: of which that of criteria is; None: there is none. choice: there are other periods. has_form: there is a
    form of the office's own. others: reports that are not of criteria.
    """

    period: Period | None
    choice: bool
    has_form: bool
    others: Sequence[Period]


def papers(unit: Unit, offered: Offered, facts: Facts) -> Screen:
    """What can be taken."""
    words = facts.words
    return Screen(
        name="take_papers",
        text=f"{_of_today(unit, facts)}\n{_which_period(offered.period, facts)}",
        rows=rows_of(
            *_of_criteria(offered, words),
            *(
                Option(f"p:{one.key}", clip_inside(words.say("take_papers", "{title} (Word)", title=one.title)))
                for one in offered.others
            ),
            Option(f"k:{PaperKind.TABLE}", words.say("take_papers", "Bảng tiêu chí (Excel)")),
            Option(f"k:{PaperKind.WORKBOOK}", words.say("take_papers", "Sổ số liệu đầy đủ (Excel)")),
            Option(f"k:{PaperKind.EVIDENCE}", words.say("take_papers", "Minh chứng (ZIP)")),
            Option("home", words.say("take_papers", "Về menu")),
        ),
    )


def _of_today(unit: Unit, facts: Facts) -> str:
    return facts.words.say(
        "take_papers",
        "Tệp của {unit}, số liệu đến hết hôm nay ({day}). Trong báo cáo, số, ngày và chữ ký để trống.",
        unit=unit.title,
        day=show_date(facts.today),
    )


def _which_period(period: Period | None, facts: Facts) -> str:
    words = facts.words
    if period is None:
        return words.say("take_papers", "Chưa có kỳ báo cáo tiêu chí nào.")
    return words.say("take_papers", "Kỳ báo cáo: {title} ({when}).", title=period.title, when=_when(period, facts))


def _when(period: Period, facts: Facts) -> str:
    """How the period stands today."""
    words, day = facts.words, show_date(period.last_good_day)
    if period.overdue(facts.today):
        return words.say("take_papers", "hạn {day}, đã qua", day=day)
    return words.say("take_papers", "hạn hết ngày {day}", day=day)


def _of_criteria(offered: Offered, words: Words) -> Sequence[Option]:
    if offered.period is None:
        return ()
    form = Option(f"k:{PaperKind.FORM}", words.say("take_papers", "Báo cáo theo mẫu (Word)"))
    other = Option("page:0", words.say("take_papers", "Chọn kỳ khác"))
    return (
        Option(f"k:{PaperKind.REPORT}", words.say("take_papers", "Báo cáo kỳ (Word)")),
        *((form,) if offered.has_form else ()),
        Option(f"k:{PaperKind.PRINT}", words.say("take_papers", "Báo cáo kỳ (PDF)")),
        *((other,) if offered.choice else ()),
    )


def periods(unit: Unit, found: Sequence[Period], facts: Facts, *, page: int) -> Screen:
    """Of which period the report is to be."""
    words = facts.words
    last = (len(found) - 1) // PAGE
    shown = min(page, last)
    earlier = Option(f"page:{shown + 1}", words.say("take_papers", "Kỳ trước"))
    later = Option(f"page:{shown - 1}", words.say("take_papers", "Kỳ sau"))
    on_page = found[shown * PAGE :][:PAGE]
    lines = [
        words.say(
            "take_papers", "Anh/chị lấy báo cáo kỳ nào của {unit}? Số liệu vẫn đến hết hôm nay.", unit=unit.title
        ),
        *(f"- {one.title}: {_when(one, facts)}" for one in on_page),
    ]
    return Screen(
        name="take_papers.periods",
        text=fitted(lines),
        rows=rows_of(
            *(Option(f"q:{one.key}", clip_inside(one.title)) for one in on_page),
            earlier if shown < last else None,
            later if shown else None,
            Option("back", words.say("take_papers", "◀ Quay lại")),
        ),
    )


def coming(words: Words) -> str:
    """Above the screen: the file follows."""
    return words.say("take_papers", "Đang chuẩn bị tệp; xong là tệp đến ngay dưới đây. Anh/chị cứ làm việc khác.")


def document(unit: Unit, wish: SendPaper, period: Period | None, at: datetime, words: Words) -> Document:
    """The file as it is queued. period: of which the report is."""
    kind = wish.kind
    match kind:
        case PaperKind.REPORT | PaperKind.PRINT | PaperKind.FORM:
            caption = words.say(
                "take_papers",
                "{title} của {unit}, số liệu đến {day}.",
                title="" if period is None else period.title,
                unit=unit.title,
                day=_day(at),
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
            "take_papers",
            "Kênh này không gửi được tệp. Xin anh/chị lấy tệp trên Telegram, hoặc nhờ quản trị hệ thống xuất giúp "
            "(ntm export) hay bật đường dẫn tải tệp (NTM_PUBLIC_URL).",
        ),
    )


def no_period(unit: Unit, words: Words) -> Problem:
    """No report of criteria is owed by the unit, nor by those below it."""
    return Problem(
        code="no_such_period",
        message=words.say("take_papers", "{unit} chưa có kỳ báo cáo tiêu chí nào.", unit=unit.title),
        remedy=words.say("take_papers", "Quản trị hệ thống đặt hạn báo cáo bằng /hanbaocao."),
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
