"""How messages that did not leave are spoken of: kind, state, cause, recipient; one wording for screens and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.incident import Cause, SendState
from conversations.reading.show import show_day
from conversations.screens.backup_words import alarm_line
from conversations.screens.roles import role_words
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.incident import Alarms, Recipient


def kind_words(words: Words, kind: str) -> str:
    """What sort of message it is."""
    match kind:
        case "answer":
            return words.say("sending", "câu trả lời")
        case "notice":
            return words.say("sending", "thông báo")
        case "reminder":
            return words.say("sending", "nhắc hạn")
        case "digest":
            return words.say("sending", "bản tổng hợp")
        case "receipt":
            return words.say("sending", "biên nhận")
        case _:
            return words.say("sending", "tệp")


def state_words(words: Words, state: SendState) -> str:
    """How it stands with it."""
    match state:
        case SendState.QUEUED:
            return words.say("sending", "chưa gửi")
        case SendState.SENDING:
            return words.say("sending", "đang gửi")
        case SendState.SENT:
            return words.say("sending", "đã gửi")
        case SendState.RETRYING:
            return words.say("sending", "chờ gửi lại")
        case SendState.FAILED:
            return words.say("sending", "không gửi được")
        case SendState.BLOCKED:
            return words.say("sending", "bị chặn")
        case SendState.SUPERSEDED:
            return words.say("sending", "đã có tin mới thay")
        case SendState.SKIPPED:
            return words.say("sending", "đã bỏ qua")
        case SendState.UNKNOWN:
            return words.say("sending", "không rõ đã tới chưa")
        case _:
            assert_never(state)


def cause_words(words: Words, cause: Cause) -> str:
    """Why."""
    match cause:
        case Cause.TOO_FAST:
            return words.say("sending", "máy chủ nhắn tin bắt chờ vì gửi quá nhanh")
        case Cause.UNREACHABLE:
            return words.say("sending", "máy chủ nhắn tin không nhận được")
        case Cause.LOCKED:
            return words.say("sending", "máy chủ nhắn tin không nhận mã của trợ lý")
        case Cause.REFUSED:
            return words.say("sending", "máy chủ nhắn tin từ chối tin này")
        case Cause.CLOSED:
            return words.say("sending", "người nhận đã chặn trợ lý hoặc không dùng nữa")
        case Cause.UNCLEAR:
            return words.say("sending", "mất liên lạc giữa lúc gửi")
        case Cause.STOPPED:
            return words.say("sending", "chương trình dừng giữa lúc gửi")
        case Cause.OTHER:
            return words.say("sending", "lý do chưa xác định")
        case Cause.WAITING:
            return words.say("sending", "chưa tới lượt")
        case _:
            assert_never(cause)


def recipient_words(words: Words, to: Recipient) -> str:
    """For whom, without a name: role and unit."""
    if to.role is not None:
        role = role_words(words, to.role)
        return f"{role} · {to.unit}" if to.unit else role
    if to.group and to.unit:
        return words.say("sending", "nhóm của {unit}", unit=to.unit)
    if to.group:
        return words.say("sending", "một nhóm")
    return words.say("sending", "người chưa có vai trò")


def since_words(words: Words, since: datetime) -> str:
    """As in "từ 8 giờ 05 ngày 05/6"."""
    return words.say("sending", "từ {time} ngày {day}", time=time_words(words, since), day=show_day(since))


def alarm_lines(words: Words, alarms: Alarms) -> tuple[str, ...]:
    """What ended badly since yesterday, and what is wrong with backups; nothing where nothing is."""
    failed = words.count("sending", "{n} tin không gửi được", "{n} tin không gửi được", alarms.failed)
    unknown = words.count("sending", "{n} tin không rõ đã tới chưa", "{n} tin không rõ đã tới chưa", alarms.unknown)
    lines = [alarm_line(words, alarm) for alarm in alarms.backup]
    if alarms.failed and alarms.unknown:
        lines.append(words.say("sending", "Từ hôm qua đến nay: {failed}, {unknown}.", failed=failed, unknown=unknown))
    elif alarms.failed or alarms.unknown:
        what = failed if alarms.failed else unknown
        lines.append(words.say("sending", "Từ hôm qua đến nay: {what}.", what=what))
    return tuple(lines)
