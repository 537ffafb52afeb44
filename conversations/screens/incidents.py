"""What did not leave: the groups, one group, one message, and what would be sent again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conversations.engine.asks import AlarmsNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.incident import NO_ALARMS, SendState
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning
from conversations.screens.sending import (
    alarm_lines,
    cause_words,
    kind_words,
    recipient_words,
    since_words,
    state_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.incident import Group, Incident

ON_A_PAGE = 6
RECIPIENTS = 6
"""So many kinds of recipients are named before a group is sent again."""


def overview(groups: Sequence[Group], page_number: int, facts: Facts) -> Screen:
    """All groups with their numbers; honest where nothing is stuck."""
    words = facts.words
    alarms = facts.answer(AlarmsNow()) or NO_ALARMS
    lines = [_group_line(group, words) for group in groups]
    page = page_of(lines, page_number, most=ON_A_PAGE)
    number = sum(len(group.incidents) for group in groups)
    title = words.say("incidents", "Không có tin nào bị kẹt.")
    if groups:
        title = words.count(
            "incidents",
            "{n} tin chưa gửi được. Chọn một nhóm để xem.",
            "{n} tin chưa gửi được. Chọn một nhóm để xem.",
            number,
        )
    return Screen(
        name="incidents",
        text=fitted([titled(title, page, words), *alarm_lines(words, alarms), *lines[page.start : page.stop]]),
        rows=(
            *rows_of(*(Option(f"g:{group.name}", _label(group, words)) for group in groups[page.start : page.stop])),
            *turning(page, words),
            *rows_of(Option("home", words.say("incidents", "Về menu"))),
        ),
    )


def group(found: Group, page_number: int, facts: Facts) -> Screen:
    """Its messages, newest first: for whom, since when, how often tried."""
    words = facts.words
    lines = [_line(one, words) for one in found.incidents]
    page = page_of(lines, page_number, most=ON_A_PAGE)
    title = words.say(
        "incidents",
        "{kind}, {state}: {cause}.",
        kind=_capital(kind_words(words, found.first.kind)),
        state=state_words(words, found.first.state),
        cause=cause_words(words, found.first.cause),
    )
    again = len(found.again)
    return Screen(
        name="incidents.group",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"n:{one.number}", words.say("incidents", "Tin số {number}", number=one.number))
                    for one in found.incidents[page.start : page.stop]
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(
                Option("again", words.say("incidents", "Gửi lại cả nhóm ({n})", n=again)) if again > 1 else None,
                Option("groups", words.say("incidents", "◀ Các nhóm")),
                Option("home", words.say("incidents", "Về menu")),
            ),
        ),
    )


def one(incident: Incident, facts: Facts) -> Screen:
    """One message whole, without what it says."""
    words = facts.words
    return Screen(
        name="incidents.one",
        text=fitted(
            [
                words.say(
                    "incidents",
                    "Tin số {number}: {kind} cho {to}",
                    number=incident.number,
                    kind=kind_words(words, incident.kind),
                    to=recipient_words(words, incident.to),
                ),
                words.say(
                    "incidents",
                    "{state}, {since}: {cause}. Đã thử {n} lần.",
                    state=_capital(state_words(words, incident.state)),
                    since=since_words(words, incident.since),
                    cause=cause_words(words, incident.cause),
                    n=incident.attempts,
                ),
                ""
                if incident.may_be_sent_again
                else words.say("incidents", "Tin này đang được gửi hoặc đã xóa nội dung, nên không gửi lại được."),
            ]
        ),
        rows=rows_of(
            Option("again", words.say("incidents", "Gửi lại tin này")) if incident.may_be_sent_again else None,
            Option("group", words.say("incidents", "◀ Quay lại")),
            Option("home", words.say("incidents", "Về menu")),
        ),
    )


def preview(again: Sequence[Incident], facts: Facts) -> Screen:
    """What would be sent once more, to whom, and what may come of it; asked once."""
    words = facts.words
    first = again[0]
    kind = kind_words(words, first.kind)
    counted = Counter(recipient_words(words, one.to) for one in again)
    named = [f"• {to}" if n == 1 else f"• {to}: {n}" for to, n in counted.most_common(RECIPIENTS)]
    rest = len(counted) - RECIPIENTS
    return Screen(
        name="incidents.preview",
        text=fitted(
            [
                words.count(
                    "incidents", "Gửi lại {n} tin ({kind}) cho:", "Gửi lại {n} tin ({kind}) cho:", len(again), kind=kind
                ),
                *named,
                words.count("incidents", "và {n} nơi nhận nữa", "và {n} nơi nhận nữa", rest) if rest > 0 else "",
                _warning(first, words),
            ]
        ),
        rows=rows_of(
            Option("send", words.say("incidents", "Gửi lại")),
            Option("cancel", words.say("incidents", "Thôi, không gửi")),
        ),
    )


def queued(number: int, words: Words) -> str:
    """Said when it is done."""
    return words.count(
        "incidents",
        "Đã xếp {n} tin vào hàng gửi lại; việc này được ghi vào nhật ký.",
        "Đã xếp {n} tin vào hàng gửi lại; việc này được ghi vào nhật ký.",
        number,
    )


def gone(words: Words) -> str:
    """What was chosen has left meanwhile, or somebody else has it sent again."""
    return words.say("incidents", "Tin này không còn kẹt nữa.")


def not_yours(facts: Facts) -> Screen:
    """Somebody who no longer runs the system."""
    words = facts.words
    return Screen(
        name="incidents.not_yours",
        text=words.say("incidents", "Mục này chỉ dành cho người quản trị hệ thống."),
        rows=rows_of(Option("home", words.say("incidents", "Về menu"))),
    )


def _warning(first: Incident, words: Words) -> str:
    if first.state is SendState.UNKNOWN:
        return words.say("incidents", "Có thể tin đã tới rồi: gửi lại thì người nhận thấy hai lần.")
    if first.state is SendState.BLOCKED:
        return words.say("incidents", "Tin chỉ tới nếu người nhận đã mở lại trợ lý.")
    return ""


def _group_line(found: Group, words: Words) -> str:
    return words.count(
        "incidents",
        "• {kind}, {state}: {n} tin ({cause})",
        "• {kind}, {state}: {n} tin ({cause})",
        len(found.incidents),
        kind=_capital(kind_words(words, found.first.kind)),
        state=state_words(words, found.first.state),
        cause=cause_words(words, found.first.cause),
    )


def _label(found: Group, words: Words) -> str:
    number = f" ({len(found.incidents)})"
    kind = _capital(kind_words(words, found.first.kind))
    return clip(f"{kind}, {state_words(words, found.first.state)}", LABEL - len(number)) + number


def _line(one: Incident, words: Words) -> str:
    return words.say(
        "incidents",
        "• Số {number}: {to}, {since}, đã thử {n} lần",
        number=one.number,
        to=recipient_words(words, one.to),
        since=since_words(words, one.since),
        n=one.attempts,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
