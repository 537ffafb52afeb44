"""What the kinds and states of a difficulty are called, and one in a line: one wording for screens, lists and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.difficulty import DifficultyKind, DifficultyState
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.difficulty import Attached, Difficulty

OWNER = 60
"""Characters of who must answer."""


def kind_words(kind: DifficultyKind, words: Words) -> str:
    """The kind in small letters."""
    match kind:
        case DifficultyKind.MONEY:
            return words.say("difficulty", "kinh phí")
        case DifficultyKind.LAND:
            return words.say("difficulty", "đất đai, mặt bằng")
        case DifficultyKind.PROCEDURE:
            return words.say("difficulty", "thủ tục, hướng dẫn")
        case DifficultyKind.PEOPLE:
            return words.say("difficulty", "nhân lực")
        case DifficultyKind.TECHNICAL:
            return words.say("difficulty", "kỹ thuật")
        case DifficultyKind.OTHER:
            return words.say("difficulty", "việc khác")
        case _:
            assert_never(kind)


def state_words(state: DifficultyState, words: Words) -> str:
    """The state in small letters."""
    match state:
        case DifficultyState.OPEN:
            return words.say("difficulty", "chờ trả lời")
        case DifficultyState.CLIMBED:
            return words.say("difficulty", "đã chuyển lên, chờ trả lời")
        case DifficultyState.ANSWERED | DifficultyState.ANSWERED_ABOVE:
            return words.say("difficulty", "đã có trả lời")
        case DifficultyState.CLOSED:
            return words.say("difficulty", "đã đóng")
        case _:
            assert_never(state)


def about_words(criterion: str, kind: DifficultyKind, words: Words) -> str:
    """What it belongs to: "tiêu chí 17.1, kinh phí"; without a criterion only the kind."""
    if not criterion:
        return kind_words(kind, words)
    return words.say("difficulty", "tiêu chí {code}, {kind}", code=criterion, kind=kind_words(kind, words))


def owner_words(difficulty: Difficulty, words: Words, *, most: int = OWNER) -> str:
    """Who must answer."""
    owner = difficulty.owner
    return words.say("difficulty", "đơn vị không còn") if owner is None else clip(owner.title, most)


def text_words(difficulty: Difficulty, words: Words, *, most: int) -> str:
    """What was written, in one line; or by what else it is told."""
    if difficulty.text:
        return f"“{clip(' '.join(difficulty.text.split()), most)}”"
    return attached_words(difficulty.attached, words)


def attached_words(attached: Attached, words: Words) -> str:
    """Photos and voice notes, those not there yet included; "" where there are none."""
    parts = []
    if attached.photos:
        parts.append(words.count("difficulty", "{n} ảnh", "{n} ảnh", attached.photos))
    if attached.voices:
        parts.append(words.count("difficulty", "{n} tin thoại", "{n} tin thoại", attached.voices))
    if attached.pending:
        parts.append(words.count("difficulty", "{n} tệp đang tải về", "{n} tệp đang tải về", attached.pending))
    if attached.lost:
        parts.append(words.count("difficulty", "{n} tệp chưa lưu được", "{n} tệp chưa lưu được", attached.lost))
    return ", ".join(parts)
