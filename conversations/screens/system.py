"""How the system is, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import DataRequestsNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.backup_words import about_size, alarm_words, at_words, size_words
from conversations.screens.data_requests import clock_words
from conversations.screens.paging import clip, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.data_request import DataRequest
    from conversations.programme.system import SystemState, Traffic, Unowned


def overview(system: SystemState, facts: Facts) -> Screen:
    """Everything there is, and where to go from it."""
    words = facts.words
    requests = facts.answer(DataRequestsNow()) or ()
    return Screen(
        name="system",
        text=fitted(
            [
                words.say(
                    "system",
                    "Phiên bản {version}; cơ sở dữ liệu {kind}, {size}",
                    version=system.version or "?",
                    kind="SQLite" if system.database == "sqlite" else "PostgreSQL",
                    size=about_size(words, system.size),
                ),
                _queue(system, words),
                *_backups(system, words),
                words.say("system", "Đồng hồ của trợ lý: {at}", at=at_words(words, system.now)),
                _schedule(system, words),
                *(_channel(one, words) for one in system.channels),
                _data_requests(requests, facts),
                _unowned(system.unowned, words),
            ]
        ),
        rows=rows_of(
            Option("schedule", words.say("system", "Tin theo lịch")),
            Option("backups", words.say("system", "Sao lưu")),
            Option("incidents", words.say("system", "Tin chưa gửi được")),
            Option("data_requests", words.say("system", "Yêu cầu về dữ liệu ({n})", n=len(requests))),
            Option("close", words.say("system", "Đóng")),
            across=2,
        ),
    )


def _data_requests(requests: Sequence[DataRequest], facts: Facts) -> str:
    """How many wait, with the law's clock that runs out first; nothing where none waits."""
    if not requests:
        return ""
    words = facts.words
    first = min(requests, key=lambda one: (one.next_day or one.finish_by, one.id))
    return words.say(
        "system",
        "Yêu cầu về dữ liệu cá nhân đang chờ: {n}. Số {number}: {clock}",
        n=len(requests),
        number=first.id,
        clock=clock_words(first, facts.today, words),
    )


def _unowned(unowned: Sequence[Unowned], words: Words) -> str:
    """What no office judges, so that a plan with its offices is imported, or the manager decides."""
    if not unowned:
        return ""
    named = ", ".join(f"{one.indicator} ({one.items})" for one in unowned)
    return words.say("system", "⚠ Chỉ tiêu chưa có phòng phụ trách (số mục chờ): {named}", named=clip(named, 300))


def _queue(system: SystemState, words: Words) -> str:
    return words.say(
        "system",
        "Tin chờ gửi: {waiting}; từ hôm qua không gửi được: {failed}, không rõ đã tới chưa: {unknown}",
        waiting=system.waiting,
        failed=system.alarms.failed,
        unknown=system.alarms.unknown,
    )


def _backups(system: SystemState, words: Words) -> tuple[str, ...]:
    good, proved = system.backups.last_good, system.backups.last_proved
    lines = [f"⚠ {alarm_words(words, alarm)}" for alarm in system.alarms.backup]
    if good is None:
        lines.append(words.say("system", "Chưa có bản sao lưu tốt nào"))
    else:
        lines.append(
            words.say(
                "system",
                "Sao lưu tốt gần nhất: {at}, {size}",
                at=at_words(words, good.asked_at),
                size=size_words(good.size),
            )
        )
    if proved is not None and proved.checked_at is not None:
        at = at_words(words, proved.checked_at)
        lines.append(words.say("system", "Thử khôi phục gần nhất đạt: {at}", at=at))
    return tuple(lines)


def _schedule(system: SystemState, words: Words) -> str:
    if system.stopped_at is not None:
        return words.say("system", "⚠ Tin theo lịch đang tạm dừng từ {at}", at=at_words(words, system.stopped_at))
    if system.ticked_until is None:
        return words.say("system", "Trợ lý chưa xem lịch lần nào")
    return words.say(
        "system",
        "Tin theo lịch đang được gửi; xem lịch lần cuối {at}",
        at=at_words(words, system.ticked_until),
    )


def _channel(one: Traffic, words: Words) -> str:
    never = words.say("system", "chưa có")
    return words.say(
        "system",
        "{channel}: nhận lần cuối {received}; gửi lần cuối {sent}",
        channel=_channel_name(one.channel, words),
        received=never if one.received_at is None else at_words(words, one.received_at),
        sent=never if one.sent_at is None else at_words(words, one.sent_at),
    )


def _channel_name(channel: str, words: Words) -> str:
    match channel:
        case "telegram":
            return "Telegram"
        case "zalo":
            return "Zalo"
        case "plain":
            return words.say("system", "Chữ thuần")
        case "console":
            return words.say("system", "Cửa sổ lệnh")
        case _:
            return channel
