"""The menu: who the person is here, what waits for them, and what they can do, by their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import AlarmsNow, ItemsWaiting, SaidByOffices, ScheduleNow, WaitingNow
from conversations.engine.asks_of_standing import DecisionsNow
from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_date, show_near
from conversations.screens.locks import last_day_taken, never_sent
from conversations.screens.nothing_due import coming_lines, empty_in_a_list
from conversations.screens.review_words import many
from conversations.screens.roles import grant_words
from conversations.screens.schedule import stopped_line
from conversations.screens.sending import alarm_lines

if TYPE_CHECKING:
    from collections.abc import Container

    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.decisions import Decisions
    from conversations.programme.person import Person

REPORTS = 4
"""So many reports are named; more would push the buttons off a small phone."""
GRANTS = 3
LOCKED = 2


def menu(person: Person, offered: Container[str], facts: Facts) -> Screen:
    """offered: the options that lead somewhere for this person."""
    words = facts.words
    return Screen(
        name="menu",
        text="\n".join((_greeting(person, words), *_grants(person, words), *_waiting(offered, facts))),
        rows=_rows(offered, facts),
    )


def no_role(person: Person, facts: Facts) -> Screen:
    """Joined, but no unit's: how to get a role. A code can be typed here."""
    words = facts.words
    return Screen(
        name="menu.no_role",
        text=_greeting(person, words)
        + "\n"
        + words.say(
            "menu",
            "Hiện anh/chị chưa có vai trò ở đơn vị nào. Xin hỏi cán bộ xã hoặc người quản lý chương trình để nhận "
            "mã mời, rồi gõ mã vào đây.",
        ),
        rows=rows_of(
            Option("contact", words.say("menu", "Cần hỗ trợ")),
            Option("help", words.say("menu", "Hướng dẫn")),
            Option("account", words.say("menu", "Tài khoản")),
            Option("my_data", words.say("menu", "Dữ liệu của tôi")),
            across=2,
        ),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("menu", "Gõ mã mời"),
    )


def _greeting(person: Person, words: Words) -> str:
    if person.name:
        return words.say("menu", "Chào anh/chị {name}.", name=person.name)
    return words.say("menu", "Chào anh/chị.")


def _grants(person: Person, words: Words) -> list[str]:
    lines = []
    for grant in person.grants[:GRANTS]:
        held = grant_words(words, grant)
        lines.append(held[:1].upper() + held[1:])
    rest = len(person.grants) - GRANTS
    if rest > 0:
        lines.append(words.count("menu", "và {n} vai trò nữa", "và {n} vai trò nữa", rest))
    return lines


def _waiting(offered: Container[str], facts: Facts) -> list[str]:
    words = facts.words
    lines = [
        *(_for_approval(summary, facts) for summary in facts.answer(WaitingNow()) or ()),
        *(_due(summary, facts) for summary in facts.due),
        *(_to_decide(one, words) for one in facts.answer(DecisionsNow()) or ()),
    ]
    left = [_left_behind(summary, words) for summary in facts.locked[:LOCKED]]
    if alarms := facts.answer(AlarmsNow()):
        lines += [f"⚠ {line}" for line in alarm_lines(words, alarms)]
    schedule = facts.answer(ScheduleNow())
    if schedule is not None and schedule.stopped_at is not None:
        left.append(f"• {stopped_line(schedule, words)}")
    if not lines:
        return ["", _nothing_waits(offered, words), *coming_lines(facts), *left]
    named = lines[:REPORTS]
    rest = len(lines) - REPORTS
    if rest > 0:
        named.append(words.count("menu", "và {n} việc nữa", "và {n} việc nữa", rest))
    return ["", *named, *left]


def _nothing_waits(offered: Container[str], words: Words) -> str:
    if "report" in offered:
        return words.say("menu", "Hiện không có báo cáo nào đến hạn.")
    if "approve" in offered:
        return words.say("menu", "Hiện không có báo cáo nào chờ duyệt.")
    return words.say("menu", "Hiện không có việc gì chờ anh/chị.")


def _left_behind(summary: ReportSummary, words: Words) -> str:
    told = never_sent(summary, _named(summary), words)
    if summary.replaced_by:
        return f"• {told}"
    return words.say("menu", "• {report}. Cần mở lại, gõ /lienhe", report=told)


def _for_approval(summary: ReportSummary, facts: Facts) -> str:
    words = facts.words
    if summary.period.locked(facts.today):
        return _left_behind(summary, words)
    return words.say(
        "menu",
        "• Chờ anh/chị duyệt: {report}, có {given}/{of} chỉ tiêu",
        report=_named(summary),
        given=summary.given,
        of=summary.of,
    )


def _to_decide(decisions: Decisions, words: Words) -> str:
    return words.say(
        "menu",
        "• Chờ anh/chị quyết định: {n} việc của {unit}, xem ở Tổng hợp",
        n=decisions.count,
        unit=decisions.unit.title,
    )


def _due(summary: ReportSummary, facts: Facts) -> str:
    words = facts.words
    if not summary.of:
        return words.say("menu", "• {report}", report=empty_in_a_list(summary, _named(summary), words))
    last = show_near(summary.period.last_good_day, facts.today)
    left = summary.period.days_left(facts.today)
    if summary.state is ReportState.REOPENED:
        return words.say("menu", "• {report}: được mở lại để sửa, xin gửi lại", report=_named(summary))
    if summary.state is ReportState.WAITING_FOR_LEADER:
        return words.say(
            "menu",
            "• {report}: đang chờ lãnh đạo duyệt, hạn gửi hết ngày {last}",
            report=_named(summary),
            last=last,
        )
    if left < 0:
        return words.say(
            "menu",
            "• {report}: đã có {given}/{of}, hạn {last} đã qua, vẫn gửi được đến hết ngày {until}",
            report=_named(summary),
            given=summary.given,
            of=summary.of,
            last=last,
            until=show_date(last_day_taken(summary.period)),
        )
    if left == 0:
        return words.say(
            "menu",
            "• {report}: đã có {given}/{of}, hôm nay {last} là ngày cuối",
            report=_named(summary),
            given=summary.given,
            of=summary.of,
            last=last,
        )
    return words.say(
        "menu",
        "• {report}: đã có {given}/{of}, chậm nhất hết ngày {last}",
        report=_named(summary),
        given=summary.given,
        of=summary.of,
        last=last,
    )


def _named(summary: ReportSummary) -> str:
    return f"{summary.period.title} · {summary.unit.title}"


def _rows(offered: Container[str], facts: Facts) -> tuple[tuple[Option, ...], ...]:
    words = facts.words
    approve = words.say("menu", "Duyệt báo cáo")
    deciding = sum(not summary.period.locked(facts.today) for summary in facts.answer(WaitingNow()) or ())
    if deciding:
        approve = words.say("menu", "Duyệt báo cáo ({n})", n=deciding)
    review = words.say("menu", "Đánh giá chỉ tiêu")
    if waiting := facts.answer(ItemsWaiting()):
        review = words.say("menu", "Đánh giá chỉ tiêu ({n})", n=many(waiting, words))
    said = len(facts.answer(SaidByOffices()) or ())
    first = (
        Option("report", words.say("menu", "▶ Báo cáo")),
        Option("approve", approve),
        Option("review", review),
        Option("offices", words.say("menu", "Ý kiến của các phòng ({n})", n=said)),
    )
    others = (
        Option("progress", words.say("menu", "Tiến độ")),
        Option("assign", words.say("menu", "Phân công")),
        Option("behalf", words.say("menu", "Báo thay thôn, xóm")),
        Option("receipts", words.say("menu", "Báo cáo đã gửi")),
        Option("history", words.say("menu", "Lịch sử chỉ tiêu")),
        Option("papers", words.say("menu", "Tệp Word, Excel")),
        Option("difficulties", words.say("menu", "Khó khăn, vướng mắc")),
        Option("register", words.say("menu", "Sổ ghi")),
        Option("dossiers", words.say("menu", "Hồ sơ công nhận")),
        Option("remind", words.say("menu", "Nhắc việc")),
        Option("system", words.say("menu", "Hệ thống")),
        Option("backups", words.say("menu", "Sao lưu")),
        Option("invite", words.say("menu", "Mã mời")),
        Option("users", words.say("menu", "Người dùng")),
        Option("log", words.say("menu", "Nhật ký")),
        Option("units", words.say("menu", "Đơn vị")),
        Option("import_plan", words.say("menu", "Nạp dữ liệu")),
        Option("deadlines", words.say("menu", "Hạn báo cáo")),
        Option("digest", words.say("menu", "Tổng hợp")),
        Option("criteria_table", words.say("menu", "Bảng tiêu chí")),
        Option("ad_hoc_request", words.say("menu", "Hỏi đột xuất")),
        Option("reopen", words.say("menu", "Báo cáo đã nhận")),
        Option("incidents", words.say("menu", "Tin chưa gửi được")),
        Option("contact", words.say("menu", "Cần hỗ trợ")),
        Option("account", words.say("menu", "Tài khoản")),
        Option("help", words.say("menu", "Hướng dẫn")),
    )
    return (
        *rows_of(*(option for option in first if option.id in offered)),
        *rows_of(*(option for option in others if option.id in offered), across=2),
    )
