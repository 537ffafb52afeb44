"""Backups: the last ones, and one more after a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import BackupsNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.backup import Backups
from conversations.screens.backup_words import alarm_words, line, size_words
from conversations.screens.paging import fitted

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words

SHOWN = 7


def overview(backups: Backups, facts: Facts) -> Screen:
    """The last ones, newest first; what is wrong stands above."""
    words = facts.words
    lines = [f"⚠ {alarm_words(words, one)}" for one in backups.alarms(facts.now)]
    if backups.latest:
        lines += [words.say("backups", "Các bản sao lưu gần nhất:")]
        lines += [line(words, one) for one in backups.latest[:SHOWN]]
    else:
        lines.append(words.say("backups", "Chưa có bản sao lưu nào."))
    return Screen(
        name="backups",
        text=fitted(lines),
        rows=rows_of(
            None if backups.wanted else Option("preview", words.say("backups", "Sao lưu ngay")),
            Option("close", words.say("backups", "Đóng")),
        ),
    )


def preview(facts: Facts) -> Screen:
    """What would be done; asked once."""
    words = facts.words
    backups = facts.answer(BackupsNow()) or Backups()
    lines = [
        words.say(
            "backups",
            "Sao lưu ngay? Trợ lý chép cơ sở dữ liệu và ảnh minh chứng vào một tệp trên máy chủ, vẫn làm việc bình"
            " thường, xong thì báo anh/chị.",
        )
    ]
    last = backups.last_made
    if last is not None:
        lines.append(
            words.say(
                "backups",
                "Bản gần nhất: {size}, {n} tệp minh chứng.",
                size=size_words(last.size),
                n=last.files,
            )
        )
    return Screen(
        name="backups.preview",
        text="\n".join(lines),
        rows=rows_of(
            Option("make", words.say("backups", "Đúng, sao lưu")), Option("cancel", words.say("backups", "Không"))
        ),
    )


def taken(words: Words) -> str:
    """Said above the list."""
    return words.say("backups", "Đã nhận. Sao lưu xong trợ lý sẽ báo anh/chị.")


def already_making(words: Words) -> str:
    """Somebody asked before."""
    return words.say("backups", "Một bản sao lưu đang được làm, chưa làm thêm bản nữa.")
