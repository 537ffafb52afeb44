"""What others are told because of what somebody did. It takes no conversation away; its link opens the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import approve_place, report_place
from conversations.engine.screen import Link, Message
from conversations.reading.show import show_date
from conversations.screens.casing import capital, small
from conversations.screens.fill_report.heading import given_line

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.report import Receipt, Report, ReportKey
    from conversations.programme.unit import Unit


def waits_for_leader(report: Report, words: Words) -> Message:
    """To the leaders: a report waits for their approval."""
    how_full = given_line(report, words)
    return Message(
        name="notices.waits_for_leader",
        text=words.say(
            "notices",
            "{title} của {unit} đang chờ anh/chị duyệt: {how_full}. Hạn gửi: hết ngày {day}.",
            title=report.period.title,
            unit=report.unit.title,
            how_full=small(how_full),
            day=show_date(report.period.last_good_day),
        ),
        links=(Link(place=approve_place(report.key), label=words.say("notices", "Xem và duyệt"), command="duyet"),),
    )


def sent(report: Report, receipt: Receipt, words: Words) -> Message:
    """To those who worked on it: the report has left, with its receipt."""
    return Message(
        name="notices.sent",
        text=words.say(
            "notices",
            "{title} của {unit} đã gửi, biên nhận số {number}. Nơi nhận theo quy định: {reader}.",
            title=report.period.title,
            unit=report.unit.title,
            number=receipt.number,
            reader=receipt.next_reader,
        ),
        links=(_open(report, words.say("notices", "Xem báo cáo"), command="dagui"),),
    )


def sent_on_paper(report: Report, receipt: Receipt, words: Words) -> Message:
    """To the leaders: an officer sent the report on the strength of a signed paper."""
    return Message(
        name="notices.sent_on_paper",
        text=words.say(
            "notices",
            "{title} của {unit} đã gửi theo văn bản lãnh đạo đã ký ({paper}), biên nhận số {number}.",
            title=report.period.title,
            unit=report.unit.title,
            paper=receipt.approved_on_paper,
            number=receipt.number,
        ),
    )


def sent_back(report: Report, reason: str, words: Words) -> Message:
    """To those who worked on it: the leader wants something changed."""
    return Message(
        name="notices.sent_back",
        text=words.say(
            "notices",
            "Lãnh đạo đề nghị sửa {title} của {unit}: “{reason}”. Các câu đã trả lời vẫn giữ nguyên.",
            title=small(report.period.title),
            unit=report.unit.title,
            reason=reason,
        ),
        links=(_open(report, words.say("notices", "Sửa báo cáo"), command="baocao"),),
    )


def withdrawn(report: Report, words: Words) -> Message:
    """To the leaders: the officers took the report back."""
    text = words.say(
        "notices",
        "{title} của {unit} đã được rút lại để sửa, sẽ trình duyệt lại sau.",
        title=report.period.title,
        unit=report.unit.title,
    )
    return Message(name="notices.withdrawn", text=text, silent=True)


def changed_after_submission(report: Report, code: str, words: Words) -> Message:
    """To the leaders: a figure of a report they are reading or have approved is another one now."""
    if report.state.handed_up:
        text = words.say(
            "notices",
            "{title} của {unit} đã gửi, nay có sửa chỉ tiêu {code}. Bản cũ vẫn được lưu.",
            title=report.period.title,
            unit=report.unit.title,
            code=code,
        )
        link = _open(report, words.say("notices", "Xem báo cáo"), command="dagui")
    else:
        text = words.say(
            "notices",
            "{title} của {unit} đang chờ duyệt, vừa có sửa chỉ tiêu {code}.",
            title=report.period.title,
            unit=report.unit.title,
            code=code,
        )
        link = Link(place=approve_place(report.key), label=words.say("notices", "Xem báo cáo"), command="duyet")
    return Message(name="notices.changed_after_submission", text=text, links=(link,), silent=True)


def asked(words: Words, *, asker: Unit, period: Period, questions: int, key: ReportKey | None, silent: bool) -> Message:
    """To whoever answers: a manager asks a few questions by a day. key None: they answer for several units."""
    who = capital(asker.title)
    place = "reports" if key is None else report_place(key)
    return Message(
        name="notices.asked",
        text=words.count(
            "notices",
            "{who} hỏi đột xuất: “{title}”, {n} câu. Xin trả lời chậm nhất hết ngày {day}.",
            "{who} hỏi đột xuất: “{title}”, {n} câu. Xin trả lời chậm nhất hết ngày {day}.",
            questions,
            who=who,
            title=period.title,
            day=show_date(period.last_good_day),
        ),
        links=(Link(place=place, label=words.say("notices", "Trả lời"), command="baocao"),),
        silent=silent,
    )


def right_requested(*, name: str, roles: str, what: str, words: Words) -> Message:
    """To the people above: somebody asks for a right. roles: theirs now, "" where there is none."""
    who = words.say("notices", "{name} ({roles})", name=name, roles=roles) if roles else name
    return Message(
        name="notices.right_requested",
        text=words.say(
            "notices",
            "{who} đề nghị được dùng lệnh /{what}. Nếu đồng ý, xin anh/chị gửi mã mời có vai trò phù hợp.",
            who=who,
            what=what,
        ),
    )


def _open(report: Report, label: str, *, command: str) -> Link:
    return Link(place=report_place(report.key), label=label, command=command)
