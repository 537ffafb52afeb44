"""What others are told when an office, a commune or a manager has said something of an item. A link opens the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.links import ask_back_place, reopen_place, report_place, review_place
from conversations.engine.screen import Link, Message
from conversations.engine.words import Words
from conversations.programme.review import ItemAct
from conversations.screens.casing import capital, small
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from conversations.programme.calendar import Period
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report, ReportKey
    from conversations.programme.unit import Unit

Wording = Callable[[Words], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Of which item something was said. office: its name, "" where no office judges it. silent: at night."""

    key: ReportKey
    unit: Unit
    period: Period
    indicator: Indicator
    office: str = ""
    reason: str = ""
    silent: bool = False

    @property
    def item(self) -> str:
        """The item in a sentence."""
        return f"{self.indicator.code} ({clip(self.indicator.title, 60)})"


def arrived(report: Report, count: int, words: Words) -> Message:
    """To an office's reviewers: a report with items of theirs has come."""
    return Message(
        name="review_notices.arrived",
        text=words.count(
            "review",
            "{unit} đã gửi {title}: {n} chỉ tiêu chờ phòng đánh giá.",
            "{unit} đã gửi {title}: {n} chỉ tiêu chờ phòng đánh giá.",
            count,
            unit=capital(report.unit.title),
            title=small(report.period.title),
        ),
        links=(Link(place="review", label=words.say("review", "Đánh giá"), command="danhgia"),),
        silent=True,
    )


def asked(said: Said, words: Words) -> Message:
    """To the commune: an office asks for more. Nothing else need be done again, and the report stays in time."""
    return Message(
        name="review_notices.asked",
        text=words.say(
            "review",
            "{office} đề nghị {unit} bổ sung chỉ tiêu {item}: “{reason}”. Các chỉ tiêu khác không phải làm lại, "
            "báo cáo vẫn tính là gửi đúng hạn.",
            office=capital(said.office),
            item=said.item,
            unit=said.unit.title,
            reason=said.reason,
        ),
        links=(
            _fix(said, words),
            Link(
                place=ask_back_place(said.key, said.indicator.code),
                label=words.say("review", "Hỏi lại phòng"),
                command="hoilai",
            ),
        ),
        silent=said.silent,
    )


def answered(said: Said, act: ItemAct, words: Words) -> Message:
    """To the reviewer: the commune has answered, or wishes to correct what was judged."""
    reason = words.say("review", " “{reason}”", reason=said.reason) if said.reason else ""
    if act is ItemAct.WISH:
        text = words.say(
            "review",
            "{unit} đề nghị được sửa chỉ tiêu {item} đã đánh giá:{reason}",
            unit=capital(said.unit.title),
            item=said.item,
            reason=reason,
        )
    else:
        text = words.say(
            "review",
            "{unit} đã bổ sung chỉ tiêu {item}.{reason}",
            unit=capital(said.unit.title),
            item=said.item,
            reason=reason,
        )
    return Message(name="review_notices.answered", text=text, links=(_judge(said, words),), silent=said.silent)


def not_met(said: Said, words: Words) -> Message:
    """To the commune: the office says not met where the commune said met."""
    return Message(
        name="review_notices.not_met",
        text=words.say(
            "review",
            "{office} đánh giá {unit} chưa đạt chỉ tiêu {item}: “{reason}”.",
            office=capital(said.office),
            item=said.item,
            unit=said.unit.title,
            reason=said.reason,
        ),
        links=(
            Link(
                place=ask_back_place(said.key, said.indicator.code),
                label=words.say("review", "Có ý kiến"),
                command="hoilai",
            ),
        ),
        silent=said.silent,
    )


def disputed(said: Said, words: Words) -> Message:
    """To the managers and the office: the commune does not agree; the manager decides."""
    return Message(
        name="review_notices.disputed",
        text=words.say(
            "review",
            "{unit} không thống nhất với đánh giá chưa đạt chỉ tiêu {item}: “{reason}”. "
            "Ý kiến cuối cùng là của đơn vị quản lý.",
            unit=capital(said.unit.title),
            item=said.item,
            reason=said.reason,
        ),
        links=(_judge(said, words),),
        silent=said.silent,
    )


def decided(said: Said, *, met: bool, words: Words) -> Message:
    """To the commune and the office: the manager's last word."""
    verdict = words.say("review", "đạt") if met else words.say("review", "chưa đạt")
    return Message(
        name="review_notices.decided",
        text=words.say(
            "review",
            "Kết luận cuối cùng về chỉ tiêu {item} của {unit}: {verdict}. “{reason}”",
            item=said.item,
            unit=said.unit.title,
            verdict=verdict,
            reason=said.reason,
        ),
        silent=said.silent,
    )


def assessed(key: ReportKey, unit: Unit, period: Period, *, met: int, of: int, words: Words) -> Message:
    """To the commune: every item has its verdict."""
    return Message(
        name="review_notices.assessed",
        text=words.say(
            "review",
            "{title} của {unit} đã được đánh giá xong: {met}/{of} chỉ tiêu đạt.",
            title=period.title,
            unit=unit.title,
            met=met,
            of=of,
        ),
        links=(Link(place=report_place(key), label=words.say("review", "Xem báo cáo"), command="dagui"),),
        silent=True,
    )


def reopened(key: ReportKey, unit: Unit, period: Period, *, reason: str, to_commune: bool, words: Words) -> Message:
    """To the commune, and to the manager who wished it: the report is open again."""
    fix = Link(place=report_place(key), label=words.say("review", "Sửa báo cáo"), command="baocao")
    links = (fix,) if to_commune else ()
    return Message(
        name="review_notices.reopened",
        text=words.say(
            "review",
            "{title} của {unit} được mở lại để sửa: “{reason}”. Số đã gửi vẫn giữ; sửa xong xin gửi lại.",
            title=period.title,
            unit=unit.title,
            reason=reason,
        ),
        links=links,
    )


def reopening_wished(key: ReportKey, unit: Unit, period: Period, *, who: str, reason: str, words: Words) -> Message:
    """To whoever can be the second person: a confirmed report is to be opened again."""
    return Message(
        name="review_notices.reopening_wished",
        text=words.say(
            "review",
            "{who} đề nghị mở lại {title} của {unit}, đã được các phòng đánh giá: “{reason}”. "
            "Cần người thứ hai đồng ý.",
            who=who,
            title=small(period.title),
            unit=unit.title,
            reason=reason,
        ),
        links=(Link(place=reopen_place(key), label=words.say("review", "Xem và quyết định"), command="molai"),),
    )


def kept_closed(unit: Unit, period: Period, words: Words) -> Message:
    """To whoever wished it: the second person did not agree."""
    return Message(
        name="review_notices.kept_closed",
        text=words.say(
            "review", "{title} của {unit} không được mở lại: người thứ hai không đồng ý.",
            title=period.title, unit=unit.title,
        ),
    )  # fmt: skip


def waits_for_second(words: Words) -> str:
    """To the manager: it is not open yet."""
    return words.say("review", "Báo cáo này các phòng đã đánh giá nên cần người thứ hai đồng ý; đã báo cho họ.")


def _fix(said: Said, words: Words) -> Link:
    code = said.indicator.code
    return Link(
        place=report_place(said.key, code), label=words.say("review", "Sửa {code}", code=code), command="hoilai"
    )


def _judge(said: Said, words: Words) -> Link:
    code = said.indicator.code
    label = words.say("review", "Xem {code}", code=code)
    return Link(place=review_place(said.key, code), label=label, command="danhgia")
