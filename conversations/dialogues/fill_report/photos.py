"""Photos at a question: which item they belong to, and a warning before those that could show protected persons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.effects import KeepEvidence
from conversations.engine.events import SentPhoto
from conversations.engine.frames import FillReport
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.answer import EvidenceKind
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.programme.report import Report


def take_photo(frame: FillReport, photo: SentPhoto, facts: Facts) -> Move:
    """A photo at a question: later pieces of an album follow the first; otherwise it is asked where it could belong
    to two items.
    """
    report = facts.report
    if photo.album and photo.album == frame.photo_album and frame.photo_item:
        return stay(frame, effects=(_photo(report, frame.photo_item, photo.reference, photo.album),))
    held = replace(frame, photos=(photo.reference,), photo_album=photo.album, photo_item="")
    if frame.previous and frame.previous != frame.item and frame.stage == "question":
        move = stay(replace(held, stage="photo_for"))
    else:
        move = keep_photos(held, frame.item, facts)
    if photo.caption:
        line = facts.words.say("evidence", "Chữ ghi kèm ảnh không được lưu. Nếu là câu trả lời, xin anh/chị gõ riêng.")
        move = replace(move, lines=(*move.lines, line))
    return move


def keep_photos(frame: FillReport, item: str, facts: Facts) -> Move:
    """Give the waiting photos to an item; of a protected item only after a warning."""
    report = facts.report
    indicator = report.form.indicator(item)
    stage = frame.stage if frame.stage not in {"photo_for", "photo_warning"} else "question"
    if indicator is None:
        return stay(replace(frame, stage=stage, photos=()))
    if indicator.confidential and frame.stage != "photo_warning":
        return stay(replace(frame, stage="photo_warning", photo_item=item))
    effects = tuple(_photo(report, item, reference, frame.photo_album) for reference in frame.photos)
    line = facts.words.say("evidence", "Đã nhận ảnh cho câu {code}, đang lưu.", code=item)
    return stay(replace(frame, stage=stage, photos=(), photo_item=item), line, effects=effects)


def take_photo_choice(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Which item the waiting photos belong to; pieces of the same album join them meanwhile."""
    match given:
        case Chose() if given.part(0) in {"photo", "clean"}:
            return keep_photos(frame, given.part(1), facts)
        case Chose():
            dropped = replace(frame, stage="question", photos=(), photo_item="", photo_album="")
            return stay(dropped, facts.words.say("evidence", "Đã bỏ ảnh, không lưu."))
        case SentPhoto(reference=reference, album=album) if album and album == frame.photo_album:
            return stay(replace(frame, photos=(*frame.photos, reference)))
        case SentPhoto():
            return stay(frame, facts.words.say("evidence", "Xin chọn cho ảnh trước đã, rồi gửi ảnh này sau."))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _photo(report: Report, item: str, reference: str, album: str) -> KeepEvidence:
    return KeepEvidence(key=report.key, indicator=item, kind=EvidenceKind.PHOTO, reference=reference, album=album)
