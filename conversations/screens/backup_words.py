"""How backups are spoken of: one in a line, why one failed, what alarms whoever runs the system, what they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Message
from conversations.programme.backup import LOG_BROKEN, BackupAlarm, BackupState
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.backup import Backup


def at_words(words: Words, at: datetime) -> str:
    """As in "2:00 ngày 28/11/2026"."""
    return words.say("backups", "{time} ngày {day}", time=f"{at.hour}:{at.minute:02}", day=show_date(at.date()))


def size_words(size: int) -> str:
    """As in "12,3 MB"."""
    for unit, bytes_in_it in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if size >= bytes_in_it:
            return f"{size / bytes_in_it:.1f} {unit}".replace(".", ",")
    return f"{size / 1_000:.0f} kB"


def about_size(words: Words, size: int) -> str:
    """As whoever runs the system needs it: whole megabytes, and below ten no more than that."""
    if size < 10_000_000:
        return words.say("backups", "dưới 10 MB")
    return size_words(size)


def line(words: Words, backup: Backup) -> str:
    """One backup: when, what came of it, whether it was looked into."""
    at = at_words(words, backup.asked_at)
    match backup.state:
        case BackupState.WANTED:
            return words.say("backups", "• {at}: đang làm", at=at)
        case BackupState.FAILED:
            return words.say("backups", "• {at}: không được, {why}", at=at, why=problem_words(words, backup.problem))
        case BackupState.MADE:
            made = words.say(
                "backups", "• {at}: {size}, {n} tệp minh chứng", at=at, size=size_words(backup.size), n=backup.files
            )
        case _:
            assert_never(backup.state)
    told = [made]
    if backup.missing:
        told.append(words.say("backups", "thiếu {n} tệp minh chứng", n=backup.missing))
    if backup.problem == LOG_BROKEN:
        told.append(words.say("backups", "nhật ký trong đó có chỗ bị sửa"))
    if backup.check_problem == "":
        told.append(words.say("backups", "đã thử khôi phục, còn nguyên"))
    elif backup.check_problem is not None:
        told.append(
            words.say("backups", "thử khôi phục không được: {why}", why=problem_words(words, backup.check_problem))
        )
    return "; ".join(told)


def problem_words(words: Words, code: str) -> str:
    """Why it failed, and so what to do."""
    match code:
        case "backup_no_room":
            return words.say("backups", "ổ đĩa không đủ chỗ trống")
        case "backup_not_written":
            return words.say("backups", "không ghi được vào thư mục sao lưu")
        case "backup_running":
            return words.say("backups", "một lần sao lưu khác đang chạy")
        case "backup_stopped":
            return words.say("backups", "chương trình dừng giữa chừng")
        case "backup_not_read":
            return words.say("backups", "không đọc được tệp sao lưu")
        case "backup_foreign" | "backup_altered":
            return words.say("backups", "tệp sao lưu bị cắt hoặc bị sửa")
        case "backup_drafts":
            return words.say("backups", "có báo cáo dở không đọc được")
        case "database_broken":
            return words.say("backups", "tệp cơ sở dữ liệu bị hỏng")
        case _:
            return words.say("backups", "lỗi chưa rõ, xem nhật ký trên máy chủ")


def alarm_words(words: Words, alarm: BackupAlarm) -> str:
    """What whoever runs the system must know of."""
    match alarm:
        case BackupAlarm.OLD:
            return words.say("backups", "Bản sao lưu tốt gần nhất đã quá một ngày")
        case BackupAlarm.LOG_BROKEN:
            return words.say("backups", "Nhật ký thao tác có chỗ bị sửa; trên máy chủ chạy ntm audit verify")
        case BackupAlarm.CHECK_FAILED:
            return words.say("backups", "Bản sao lưu thử khôi phục không được")
        case _:
            assert_never(alarm)


def alarm_line(words: Words, alarm: BackupAlarm) -> str:
    """The same with where to look, where that is in the chat."""
    if alarm is BackupAlarm.LOG_BROKEN:
        return alarm_words(words, alarm)
    return words.say("backups", "{alarm}, gõ /saoluu", alarm=alarm_words(words, alarm))


def ended(words: Words, backup: Backup) -> Message:
    """To whoever asked for it."""
    if backup.state is BackupState.MADE:
        text = words.say(
            "backups",
            "Đã sao lưu xong: {size}, {n} tệp minh chứng, tệp {name}.",
            size=size_words(backup.size),
            n=backup.files,
            name=backup.name,
        )
        if backup.missing:
            text += "\n" + words.say(
                "backups", "{n} tệp minh chứng không có trên đĩa hoặc đã hỏng nên không sao lưu được.", n=backup.missing
            )
    else:
        text = words.say(
            "backups",
            "Sao lưu không được: {why}. Dữ liệu đang dùng vẫn nguyên; xin xem lại rồi gõ /saoluu.",
            why=problem_words(words, backup.problem),
        )
    return Message(name="backups.ended", text=text)


def alarm(words: Words, found: tuple[BackupAlarm, ...]) -> Message:
    """Once a day, to whoever runs the system."""
    return Message(name="backups.alarm", text="\n".join(f"⚠ {alarm_line(words, one)}" for one in found))
