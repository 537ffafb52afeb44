"""The parts of a digest: whom to ring, offices, changes, decisions, who finishes, promises; each in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.forecast import Verdict
from conversations.programme.reporting_rate import Outlook
from conversations.reading.fold import name_order
from conversations.reading.show import show_average, show_day
from conversations.screens.difficulty_words import about_words, owner_words
from conversations.screens.paging import and_more, clip, name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from conversations.engine.words import Words
    from conversations.programme.decisions import Decisions
    from conversations.programme.digest import Change, Compared, Digest
    from conversations.programme.reporting_rate import Standing, UnitReport
    from conversations.programme.unit import Unit

NAMED = 5
"""So many units, offices or changes are told one by one; more are counted."""
CODES = 4
"""So many codes of what is missing."""
NAMES = 10
"""So many bare names in a row."""


def bullet(text: str) -> str:
    """A line of a section."""
    return f"• {text}"


def kinds(standing: Standing) -> str:
    """What the units that owe are called: "xã", "xã, thị trấn"."""
    return ", ".join(dict.fromkeys(report.unit.kind.name for report in standing.reports))


def ring_lines(digest: Digest, standing: Standing, words: Words) -> list[str]:
    """Those who have begun one by one, those who have not in one line; where nobody is there to begin is told apart."""
    begun = [one for one in standing.unsent if one.given]
    lines = [bullet(_begun(digest, one, standing, words)) for one in begun[:NAMED]]
    if len(begun) > NAMED:
        rest = names_of([one.unit for one in begun[NAMED:]], words, most=NAMES)
        lines.append(bullet(words.say("digest", "Đang làm dở: {units}", units=rest)))
    nobody = {unit.id for unit in nobody_there(digest, [standing])}
    idle = [one.unit for one in standing.unsent if not one.given and one.unit.id not in nobody]
    if idle:
        named = and_more(", ".join(_with_person(digest, unit) for unit in idle[:NAMES]), len(idle) - NAMES, words)
        lines.append(bullet(words.say("digest", "Chưa bắt đầu: {units}", units=named)))
    return lines


def nobody_there(digest: Digest, standings: Iterable[Standing]) -> list[Unit]:
    """Units that have not begun and where nobody is in the system, each once; none where people were not read."""
    if digest.people is None:
        return []
    idle = {one.unit for standing in standings for one in standing.unsent if not one.given}
    return sorted((one for one in idle if not digest.people.get(one.id)), key=lambda one: name_order(one.name))


def nobody_lines(digest: Digest, standings: Iterable[Standing], words: Words) -> list[str]:
    """The same once for all reports together, a line for each kind of units."""
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(nobody_there(digest, standings), key=lambda one: one.kind.rank):
        groups.setdefault(unit.kind.name, []).append(unit)
    if not groups:
        return []
    return [
        words.say("digest", "Chưa có ai trong hệ thống:"),
        *(bullet(f"{len(units)} {kind}: {names_of(units, words, most=NAMES)}") for kind, units in groups.items()),
    ]


def _begun(digest: Digest, report: UnitReport, standing: Standing, words: Words) -> str:
    said = [_missing(report, words)]
    if report.waiting_since is not None:
        since = show_day(report.waiting_since)
        said.append(words.say("digest", "chờ lãnh đạo duyệt từ {day}", day=since))
    elif report.last_active is not None:
        said.append(words.say("digest", "làm lần cuối {day}", day=show_day(report.last_active.date())))
    left = standing.period.days_left(digest.today)
    if left >= 0:
        said.append(_outlook(report, left + 1, words))
    name = _with_person(digest, report.unit)
    return f"{name}: {'; '.join(part for part in said if part)}"


def _missing(report: UnitReport, words: Words) -> str:
    if not report.missing:
        return words.say("digest", "đủ {of} chỉ tiêu, chưa gửi", of=report.of)
    codes = ", ".join(report.missing[:CODES])
    if len(report.missing) > CODES:
        codes = f"{codes}…"
    return words.say("digest", "còn {missing}/{of} ({codes})", missing=len(report.missing), of=report.of, codes=codes)


def _outlook(report: UnitReport, days: int, words: Words) -> str:
    """The forecast and its reason."""
    match report.outlook(days):
        case Outlook.APPROVAL:
            return words.say("digest", "kịp nếu lãnh đạo duyệt ngay")
        case Outlook.COMPLETE:
            return words.say("digest", "kịp, chỉ còn bấm gửi")
        case Outlook.LIKELY:
            return words.say("digest", "kịp nếu giữ nhịp {count} chỉ tiêu/tuần", count=report.lately)
        case Outlook.UNLIKELY if report.lately:
            return words.say("digest", "khó kịp: tuần qua làm {count} chỉ tiêu", count=report.lately)
        case Outlook.UNLIKELY:
            return words.say("digest", "khó kịp: tuần qua không làm thêm")
        case Outlook.NOT_BEGUN:
            return ""
        case _:
            assert_never(report.outlook(days))


def _with_person(digest: Digest, unit: Unit) -> str:
    """The unit, and whom to ring there, where the reader may know."""
    name = name_of(unit, 48)
    people = () if digest.people is None else digest.people.get(unit.id, ())
    if not people:
        return name
    who = " ".join(part for part in (clip(people[0].name, 40), people[0].phone) if part)
    return f"{name} ({who})" if who else name


def office_lines(digest: Digest, words: Words) -> list[str]:
    """Offices with items of sent reports that have no verdict yet, and for how long."""
    waiting = [one for one in digest.offices if one.waiting and one.oldest is not None]
    lines = []
    for one in waiting[:NAMED]:
        days = (digest.today - one.oldest).days if one.oldest is not None else 0
        lines.append(
            bullet(
                words.say(
                    "digest",
                    "{office}: {count} chỉ tiêu của {communes} xã, lâu nhất {days} ngày",
                    office=clip(one.office.title, 60),
                    count=one.waiting,
                    communes=one.communes,
                    days=days,
                )
                if days
                else words.say(
                    "digest",
                    "{office}: {count} chỉ tiêu của {communes} xã, gửi hôm nay",
                    office=clip(one.office.title, 60),
                    count=one.waiting,
                    communes=one.communes,
                )
            )
        )
    if len(waiting) > NAMED:
        count = sum(one.waiting for one in waiting[NAMED:])
        lines.append(
            bullet(words.say("digest", "{rest} phòng khác: {count} chỉ tiêu", rest=len(waiting) - NAMED, count=count))
        )
    return lines


def change_lines(digest: Digest, words: Words) -> list[str]:
    """What communes report differently than a week ago, by name, and the month in one line."""
    week = digest.since_week
    lines = []
    if week is not None:
        since = show_day(week.since)
        if week.lost:
            said = words.say(
                "digest", "Không giữ được so với {day}: {units}", day=since, units=_changes(week.lost, words)
            )
            lines.append(bullet(said))
        if week.gained:
            said = words.say(
                "digest", "Xã tự đánh giá đạt thêm từ {day}: {units}", day=since, units=_changes(week.gained, words)
            )
            lines.append(bullet(said))
        if not week.lost and not week.gained:
            lines.append(bullet(words.say("digest", "Từ {day} không có tiêu chí nào thay đổi.", day=since)))
    month = digest.since_month
    if month is not None and month.total:
        lines.append(bullet(_month(month, words)))
    return lines


def _month(month: Compared, words: Words) -> str:
    total, average = _signed(month.total), _signed_average(month.average)
    since = show_day(month.since)
    if not average:
        return words.say("digest", "So với {day}: {total} lượt tiêu chí", day=since, total=total)
    return words.say(
        "digest",
        "So với {day}: {total} lượt tiêu chí, bình quân {average} tiêu chí/xã",
        day=since,
        total=total,
        average=average,
    )


def _signed(count: int) -> str:
    return f"+{count}" if count > 0 else f"-{-count}"


def _signed_average(value: Fraction) -> str:
    """With its sign; empty where it would be "+0,0"."""
    shown = show_average(abs(value))
    if not any(digit in "123456789" for digit in shown):
        return ""
    return f"+{shown}" if value > 0 else f"-{shown}"


def _changes(changes: Sequence[Change], words: Words) -> str:
    """Unit and criteria: Phúc Sen 10 Thu nhập, 11 Nghèo đa chiều; Tự Do 3 Thủy lợi."""
    said = "; ".join(
        f"{name_of(change.unit, 30)} {', '.join(f'{one.code} {one.label}' for one in change.criteria)}"
        for change in changes[:NAMED]
    )
    return and_more(said, len(changes) - NAMED, words)


def decision_lines(decisions: Decisions, words: Words) -> list[str]:
    """What only the manager can do: bring people in, reopen what is locked, name an office."""
    lines = []
    if decisions.without_people:
        count = len(decisions.without_people)
        lines.append(bullet(words.say("digest", "Mời cán bộ của {count} nơi chưa có ai trong hệ thống", count=count)))
    for standing in decisions.locked:
        units = names_of([one.unit for one in standing.unsent], words, most=NAMES)
        lines.append(
            bullet(words.say("digest", "{title} đã khóa, chưa gửi: {units}", title=standing.period.title, units=units))
        )
    if decisions.unowned:
        lines.append(
            bullet(
                words.say(
                    "digest", "Giao phòng đánh giá cho {count} chỉ tiêu chưa có phòng nào", count=decisions.unowned
                )
            )
        )
    return lines


def finishing_lines(digest: Digest, words: Words) -> list[str]:
    """Communes that reach the standard this year by the plan, each with what it lacks; and whether the year will do."""
    lines = []
    finishing = digest.finishing
    for one in finishing[:NAMES]:
        name = name_of(one.unit, 30)
        if one.lacking:
            named = ", ".join(criterion.code for criterion in one.lacking)
            lines.append(bullet(words.say("digest", "{unit}: còn thiếu {codes}", unit=name, codes=named)))
        else:
            lines.append(bullet(words.say("digest", "{unit}: xã tự đánh giá đủ tiêu chí", unit=name)))
    if len(finishing) > NAMES:
        lines.append(bullet(words.say("digest", "và {rest} xã nữa", rest=len(finishing) - NAMES)))
    forecast = forecast_words(digest, words)
    return [*lines, bullet(forecast)] if forecast else lines


def forecast_words(digest: Digest, words: Words) -> str:
    """Will it be in time? From promise, done and pace, each of them said. Empty where the year promises nothing."""
    found = digest.forecast
    if not found.promised:
        return ""
    year = digest.today.year
    head = words.say(
        "digest",
        "Lộ trình {year}: hẹn {promised} lượt tiêu chí, đã đạt {done}, còn {open}.",
        year=year,
        promised=found.promised,
        done=found.done,
        open=found.open,
    )
    match found.verdict:
        case Verdict.DONE:
            return words.say(
                "digest", "Lộ trình {year}: cả {promised} lượt tiêu chí đã đạt.", year=year, promised=found.promised
            )
        case Verdict.UNKNOWN:
            tail = words.say("digest", "Chưa dự báo được: năm nay chưa xã nào gửi báo cáo.")
        case Verdict.LIKELY:
            tail = words.say(
                "digest",
                "Kịp nếu giữ nhịp: mỗi tháng đạt {pace}, cần {needed} ({reported}/{communes} xã đã báo cáo năm nay).",
                pace=show_average(found.pace),
                needed=show_average(found.needed or 0),
                reported=found.reported,
                communes=found.communes,
            )
        case Verdict.UNLIKELY if not found.pace:
            tail = words.say(
                "digest",
                "Khó kịp: chưa đạt thêm, mỗi tháng cần {needed} ({reported}/{communes} xã đã báo cáo năm nay).",
                needed=show_average(found.needed or found.open),
                reported=found.reported,
                communes=found.communes,
            )
        case Verdict.UNLIKELY:
            tail = words.say(
                "digest",
                "Khó kịp: mỗi tháng đạt {pace}, cần {needed} ({reported}/{communes} xã đã báo cáo năm nay).",
                pace=show_average(found.pace),
                needed=show_average(found.needed or found.open),
                reported=found.reported,
                communes=found.communes,
            )
        case _:
            assert_never(found.verdict)
    return f"{head} {tail}"


def promise_lines(digest: Digest, words: Words) -> list[str]:
    """Open promises of this year by commune and by office, and overdue ones by commune."""
    lines = []
    if digest.promised_open:
        units = _counted(digest.promised_open, words)
        lines.append(bullet(words.say("digest", "Năm nay còn mở, theo xã: {units}", units=units)))
    offices = [one for one in digest.offices if one.promised_open]
    if offices:
        offices.sort(key=lambda one: -one.promised_open)
        named = ", ".join(f"{clip(one.office.title, 48)} {one.promised_open}" for one in offices[:NAMED])
        if len(offices) > NAMED:
            named = words.say("digest", "{names} và {rest} phòng nữa", names=named, rest=len(offices) - NAMED)
        lines.append(bullet(words.say("digest", "Năm nay còn mở, theo phòng: {offices}", offices=named)))
    if digest.overdue:
        units = _counted(digest.overdue, words)
        lines.append(bullet(words.say("digest", "Nợ lộ trình các năm trước: {units}", units=units)))
    return lines


def difficulty_lines(digest: Digest, words: Words) -> list[str]:
    """The oldest difficulties that wait, with who must answer; their words are read by opening them."""
    waiting = digest.difficulties
    lines = []
    for one in waiting[:NAMED]:
        days = (digest.today - one.at.date()).days
        said = words.say(
            "digest",
            "Số {number} · {unit} ({about}): {days} ngày, chờ {owner}",
            number=one.id,
            unit=name_of(one.unit, 30),
            about=about_words(one.criterion, one.kind, words),
            days=days,
            owner=owner_words(one, words),
        )
        if one.overdue(digest.today):
            late = (digest.today - one.last.due).days
            said = words.say("digest", "{difficulty}, quá hạn {days} ngày", difficulty=said, days=late)
        lines.append(bullet(said))
    if len(waiting) > NAMED:
        lines.append(bullet(words.say("digest", "và {rest} khó khăn nữa đang chờ", rest=len(waiting) - NAMED)))
    return lines


def _counted(changes: Sequence[Change], words: Words) -> str:
    """Units with the codes: Phúc Sen 10, 11; Tự Do 3."""
    said = "; ".join(
        f"{name_of(change.unit, 30)} {', '.join(one.code for one in change.criteria)}" for change in changes[:NAMES]
    )
    return and_more(said, len(changes) - NAMES, words)
