"""The digest in words: to the manager whom to ring and what to decide, to the group where the unit stands.

A group is told no names of late units before the deadline, afterwards units and never persons. What communes say of
themselves is "xã tự đánh giá", a change of nothing is not spoken of, and nobody is ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.digest import Audience, DigestKind
from conversations.programme.stated import rounded
from conversations.reading.show import show_average, show_date, show_near, show_number, show_percent
from conversations.screens.digest_alerts import fall_lines, finding_lines, money_lines, revocation_lines
from conversations.screens.digest_districts import district_lines
from conversations.screens.digest_dossiers import dossier_lines
from conversations.screens.digest_parts import (
    bullet,
    change_lines,
    decision_lines,
    difficulty_lines,
    finishing_lines,
    forecast_words,
    kinds,
    nobody_lines,
    office_lines,
    promise_lines,
    ring_lines,
)
from conversations.screens.goals_text import goals_lines
from conversations.screens.mark_words import mark_words
from conversations.screens.paging import names_of
from conversations.screens.weekdays import weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.engine.words import Words
    from conversations.programme.criteria_table import Table
    from conversations.programme.digest import Digest
    from conversations.programme.reporting_rate import Standing
    from conversations.programme.status import Bracket

NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
"""More than a digest has sections."""
MARKS = 6
"""Groups of communes that are told."""
LATE_NAMED = 12
"""So many late units are named; more are counted."""


def digest_text(digest: Digest, audience: Audience, kind: DigestKind, words: Words) -> str:
    """The whole text; empty where there is nothing to tell."""
    match kind:
        case DigestKind.WEEKLY:
            return _weekly(digest, audience, words)
        case DigestKind.DAILY:
            return _daily(digest, audience, words)
        case _:
            assert_never(kind)


def caption(table: Table, words: Words) -> str:
    """The line under a picture of the table."""
    unit = table.group if table.group is not None else table.unit
    return words.say(
        "digest",
        "Bảng tiêu chí {unit}, đến ngày {day}. Ý nghĩa từng ô ghi dưới bảng.",
        unit=unit.title,
        day=show_date(table.as_of),
    )


def _weekly(digest: Digest, audience: Audience, words: Words) -> str:
    lines = [
        words.say(
            "digest",
            "Tổng hợp · {unit}, {day}",
            unit=digest.unit.title,
            day=f"{weekday(digest.today.isoweekday(), words)} {show_date(digest.today)}",
        )
    ]
    lines += _standings(digest.standings, words, named=audience is Audience.GROUP)
    if audience is Audience.GROUP:
        lines += [
            _sentence(digest, words),
            *_by_mark(digest, words),
            *change_lines(digest, words),
            *_year(digest, words),
        ]
        lines += goals_lines(digest.goals, words, named=False)
        return _joined(lines)
    sections = [
        (_to_ring(audience, words), _ring(digest, words, digest.standings)),
        (words.say("digest", "Các huyện"), district_lines(digest, words)),
        (words.say("digest", "Chờ phòng đánh giá"), office_lines(digest, words)),
        (words.say("digest", "Thay đổi"), change_lines(digest, words)),
        (words.say("digest", "Không giữ được, chờ đánh giá"), fall_lines(digest, words)),
        (
            words.say("digest", "Chờ anh/chị quyết định"),
            [*revocation_lines(digest.decisions, words), *decision_lines(digest.decisions, words)]
            if audience is Audience.MANAGER
            else [],
        ),
        (words.say("digest", "Để đọc tại giao ban"), [_sentence(digest, words), *_by_mark(digest, words)]),
        (words.say("digest", "Về đích năm {year}", year=digest.today.year), finishing_lines(digest, words)),
        (words.say("digest", "Lộ trình"), promise_lines(digest, words)),
        (
            words.say("digest", "Chỉ tiêu của {unit}", unit=digest.unit.title),
            goals_lines(digest.goals, words, named=True),
        ),
        (
            words.say("digest", "Đối chiếu với quy định"),
            finding_lines(digest, words) if audience is Audience.MANAGER else [],
        ),
        (words.say("digest", "Hồ sơ đề nghị công nhận"), dossier_lines(digest, words)),
        (words.say("digest", "Vốn"), money_lines(digest, words) if audience is Audience.MANAGER else []),
        (
            words.say("digest", "Khó khăn chờ lâu nhất"),
            difficulty_lines(digest, words) if audience is Audience.MANAGER else [],
        ),
    ]
    return _joined([*lines, *_numbered(sections)])


def _daily(digest: Digest, audience: Audience, words: Words) -> str:
    near = [one for one in digest.near if one.unsent]
    offices = office_lines(digest, words) if digest.near and audience is not Audience.GROUP else []
    if not near and not offices:
        return ""
    at = words.say("digest", "{hour} giờ {minute}", hour=digest.at.hour, minute=f"{digest.at.minute:02d}")
    day = f"{at}, {show_date(digest.today)}"
    lines = [words.say("digest", "Trước hạn · {unit}, {day}", unit=digest.unit.title, day=day)]
    lines += _standings(near or digest.near, words, named=False)
    if audience is Audience.GROUP:
        return _joined(lines)
    sections = [
        (_to_ring(audience, words), _ring(digest, words, near)),
        (words.say("digest", "Chờ phòng đánh giá"), offices),
    ]
    if any(one.period.covers_to.month == 12 for one in near):
        sections += [
            (words.say("digest", "Ước cả năm"), _estimates(near, words)),
            (words.say("digest", "Hồ sơ đề nghị công nhận"), dossier_lines(digest, words)),
            (words.say("digest", "Về đích năm {year}", year=digest.today.year), finishing_lines(digest, words)),
            (words.say("digest", "Lộ trình"), promise_lines(digest, words)),
        ]
    return _joined([*lines, *_numbered(sections)])


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _numbered(sections: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Only what has something to say is numbered, as official papers do: in plain text "1." is an option below."""
    told = [(title, said) for title, said in sections if any(said)]
    lines = []
    for number, (title, said) in zip(NUMBERS, told, strict=False):
        lines += [f"\n{number}. {title}", *said]
    return lines


def _standings(standings: Sequence[Standing], words: Words, *, named: bool) -> list[str]:
    """Each kind of report; marked where there are several."""
    told = [said for said in (_standing(one, words, named=named) for one in standings) if said]
    if len(told) < 2:
        return [line for said in told for line in said]
    return [line for first, *more in told for line in (bullet(first), *more)]


def _standing(standing: Standing, words: Words, *, named: bool) -> list[str]:
    """How many have sent, and in time; named: who has not, once the deadline is over."""
    period = standing.period
    rate = standing.rate
    if rate is None:
        return []
    of = {
        "title": period.title,
        "sent": standing.sent,
        "expected": standing.expected,
        "kinds": kinds(standing),
        "rate": show_percent(rounded(rate, 1)),
        "last": show_near(period.last_good_day, standing.today),
    }
    on_time = standing.on_time_rate
    left = period.days_left(standing.today)
    if on_time is not None:
        line = words.say(
            "digest",
            "{title}: đã gửi {sent}/{expected} {kinds} ({rate}), đúng hạn {on_time}/{expected} ({on_time_rate}). "
            "Hạn: hết ngày {last}.",
            **of,
            on_time=standing.on_time,
            on_time_rate=show_percent(rounded(on_time, 1)),
        )
    elif left < 0:
        line = words.say(
            "digest", "{title}: đã gửi {sent}/{expected} {kinds} ({rate}). Đã qua hạn {last}, còn được gửi.", **of
        )
    elif left == 0:
        line = words.say(
            "digest", "{title}: đã gửi {sent}/{expected} {kinds} ({rate}). Hôm nay {last} là ngày cuối.", **of
        )
    else:
        line = words.say(
            "digest",
            "{title}: đã gửi {sent}/{expected} {kinds} ({rate}). Chậm nhất hết ngày {last}, còn {left} ngày.",
            **of,
            left=left,
        )
    if named and standing.late and standing.unsent:
        late = names_of([one.unit for one in standing.unsent], words, most=LATE_NAMED)
        return [line, words.say("digest", "Chưa gửi: {units}.", units=late)]
    return [line]


def _to_ring(audience: Audience, words: Words) -> str:
    """Only the manager rings."""
    return words.say("digest", "Cần gọi") if audience is Audience.MANAGER else words.say("digest", "Chưa gửi")


def _ring(digest: Digest, words: Words, standings: Iterable[Standing]) -> list[str]:
    """Where several reports are owed, each has its name above its lines; where nobody is, is told once for all."""
    owed = [standing for standing in standings if standing.unsent]
    lines = []
    for standing in owed:
        told = ring_lines(digest, standing, words)
        if told and len(owed) > 1:
            lines.append(f"{standing.period.title} ({kinds(standing)}):")
        lines.extend(told)
    return [*lines, *nobody_lines(digest, owed, words)]


def _estimates(near: Iterable[Standing], words: Words) -> list[str]:
    lines = []
    for standing in near:
        given = sum(report.given for report in standing.reports)
        estimates = sum(report.estimates for report in standing.reports)
        if given:
            said = words.say(
                "digest",
                "{title}: {estimates} trong {given} số đã có là số ước.",
                title=standing.period.title,
                estimates=show_number(estimates),
                given=show_number(given),
            )
            lines.append(bullet(said))
    return lines


def _by_mark(digest: Digest, words: Words) -> list[str]:
    """The averages of groups of communes; nothing where none is marked."""
    return [bullet(mark_words(one, words)) for one in digest.marked[:MARKS]]


def _sentence(digest: Digest, words: Words) -> str:
    """One sentence to read out: total, average, brackets, floor. It says whose assessment it is."""
    now = digest.now
    if now.form is None or now.average is None:
        return words.say("digest", "Chưa có hiện trạng tiêu chí nào trong hệ thống.")
    tables = digest.tables
    confirmed = tables.whole.confirmed if tables is not None else 0
    total = words.say(
        "digest",
        "Toàn {unit} đạt {met} lượt tiêu chí theo xã tự đánh giá, bình quân {average} tiêu chí/xã",
        unit=now.unit.kind.name,
        met=show_number(now.total_met),
        average=show_average(now.average),
    )
    if confirmed:
        total = words.say(
            "digest",
            "Toàn {unit} đạt {met} lượt tiêu chí ({confirmed} do phòng đánh giá, còn lại xã tự đánh giá), "
            "bình quân {average} tiêu chí/xã",
            unit=now.unit.kind.name,
            met=show_number(now.total_met),
            confirmed=show_number(confirmed),
            average=show_average(now.average),
        )
    parts = [total, *(_bracket(one, words) for one in now.brackets if one.communes)]
    unknown = len(now.communes) - len(now.known)
    if unknown:
        parts.append(words.say("digest", "{n} xã chưa có số liệu, không tính vào các số này", n=unknown))
    floor = digest.floor
    if floor is not None and digest.under_floor:
        parts.append(
            words.say(
                "digest",
                "còn {count} xã dưới mức {criteria} tiêu chí đặt ra cho năm {year}",
                count=len(digest.under_floor),
                criteria=floor.criteria,
                year=floor.year,
            )
        )
    return f"{'; '.join(parts)}."


def _bracket(one: Bracket, words: Words) -> str:
    if one.low == one.high:
        return words.say("digest", "{low} tiêu chí: {count} xã", low=one.low, count=one.communes)
    if one.low == 0:
        return words.say("digest", "dưới {end} tiêu chí: {count} xã", end=one.high + 1, count=one.communes)
    return words.say("digest", "{low}-{high} tiêu chí: {count} xã", low=one.low, high=one.high, count=one.communes)


def _year(digest: Digest, words: Words) -> list[str]:
    """This year's promises in numbers, for a group."""
    lines = [forecast_words(digest, words)]
    overdue = sum(len(change.criteria) for change in digest.overdue)
    if overdue:
        lines.append(words.say("digest", "Lộ trình các năm trước còn {count} lượt tiêu chí chưa đạt.", count=overdue))
    return lines
