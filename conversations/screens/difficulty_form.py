"""A new difficulty as it is said: of which unit, what, to which criterion, what about, and a look before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.difficulty import DifficultyKind, due_from
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.difficulty_words import kind_words
from conversations.screens.paging import clip, fitted

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Difficulties
    from conversations.engine.words import Words
    from conversations.programme.criteria import CriteriaSet, Criterion
    from conversations.programme.difficulty import DifficultyLists, Expected

TITLE = 80
"""Characters of a criterion's title."""


def which_unit(found: DifficultyLists, facts: Facts) -> Screen:
    """Of which of one's units the new one is."""
    words = facts.words
    return Screen(
        name="difficulties.unit",
        text=words.say("difficulty", "Khó khăn của đơn vị nào ạ?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title)) for unit in found.units),
            Option("back", words.say("difficulty", "◀ Danh sách")),
        ),
    )


def what(frame: Difficulties, facts: Facts) -> Screen:
    """What it is: in words, by photos, by a voice note, or several of these."""
    words = facts.words
    files = _files(frame, words)
    lines = [
        words.say(
            "difficulty",
            "Anh/chị đang vướng việc gì? Xin gõ ngắn gọn (nhiều nhất {limit} ký tự), hoặc gửi ảnh, tin thoại.",
            limit=limits.DIFFICULTY,
        ),
        words.say("difficulty", "Xin không ghi tên, số giấy tờ của người dân và không chụp danh sách hộ."),
        words.say("difficulty", "Đang ghi: “{text}”", text=frame.text) if frame.text else "",
        words.say("difficulty", "Đã nhận {files}. Gửi thêm, gõ nội dung, hoặc bấm Làm tiếp.", files=files)
        if files
        else "",
    ]
    return Screen(
        name="difficulties.what",
        text=fitted(lines),
        rows=rows_of(
            Option("on", words.say("difficulty", "Làm tiếp")) if frame.half_written else None,
            Option("drop", words.say("difficulty", "Bỏ ảnh, tin thoại")) if files else None,
            _stop(words),
        ),
        takes=frozenset({Takes.TEXT, Takes.PHOTO, Takes.VOICE}),
    )


def _files(frame: Difficulties, words: Words) -> str:
    parts = []
    if frame.photos:
        parts.append(words.count("difficulty", "{n} ảnh", "{n} ảnh", len(frame.photos)))
    if frame.voices:
        parts.append(words.count("difficulty", "{n} tin thoại", "{n} tin thoại", len(frame.voices)))
    return ", ".join(parts)


def criterion(frame: Difficulties, form: CriteriaSet, facts: Facts) -> Screen:
    """To which criterion it belongs: chosen, or its number typed."""
    words = facts.words
    lines = [
        words.say(
            "difficulty",
            "Việc này thuộc tiêu chí nào? Chọn, hoặc gõ số tiêu chí, chỉ tiêu, ví dụ {example}.",
            example=form.indicators[-1].code if form.indicators else form.criteria[-1].code,
        ),
        words.say("difficulty", "Đã nhận {files}.", files=files) if (files := _files(frame, words)) else "",
    ]
    return Screen(
        name="difficulties.criterion",
        text=fitted(lines),
        rows=(
            *rows_of(
                *(Option(f"c:{one.code}", clip(f"{one.code} {one.label}")) for one in form.criteria),
                across=2,
            ),
            *rows_of(Option("none", words.say("difficulty", "Không thuộc tiêu chí nào")), _stop(words)),
        ),
        takes=frozenset({Takes.FIGURE, Takes.PHOTO, Takes.VOICE}),
    )


def no_such_criterion(text: str, facts: Facts) -> str:
    """What was typed names none."""
    return facts.words.say(
        "difficulty", "Không thấy tiêu chí “{text}”. Xin gõ số, hoặc chọn trong danh sách.", text=clip(text, 40)
    )


def indicator(found: Criterion, facts: Facts) -> Screen:
    """Which indicator of a criterion that several offices judge."""
    words = facts.words
    lines = [
        words.say(
            "difficulty",
            "Tiêu chí {code} do nhiều phòng phụ trách. Việc này thuộc chỉ tiêu nào, để hỏi đúng nơi?",
            code=found.code,
        ),
        *(f"{one.code} {clip(one.title, TITLE)}" for one in found.indicators),
    ]
    return Screen(
        name="difficulties.indicator",
        text=fitted(lines),
        rows=(
            *rows_of(*(Option(f"i:{one.code}", one.code) for one in found.indicators), across=3),
            *rows_of(
                Option("whole", words.say("difficulty", "Cả tiêu chí {code}", code=found.code)),
                Option("tag", words.say("difficulty", "◀ Tiêu chí khác")),
            ),
        ),
    )


def kind(frame: Difficulties, facts: Facts) -> Screen:
    """What it is about."""
    words = facts.words
    return Screen(
        name="difficulties.kind",
        text=words.say("difficulty", "Vướng về việc gì?")
        if not frame.criterion
        else words.say("difficulty", "Tiêu chí {code}: vướng về việc gì?", code=frame.criterion),
        rows=(
            *rows_of(
                *(Option(f"k:{one.value}", _head(kind_words(one, words))) for one in DifficultyKind),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.PHOTO, Takes.VOICE}),
    )


def preview(
    frame: Difficulties, unit: str, form: CriteriaSet | None, expected: Expected | None, facts: Facts
) -> Screen:
    """All of it once more, and who will be told."""
    words = facts.words
    files = _files(frame, words)
    lines = [
        words.say("difficulty", "Khó khăn của {unit}", unit=unit),
        words.say("difficulty", "Nội dung: “{text}”", text=frame.text) if frame.text else "",
        words.say("difficulty", "Kèm theo: {files}", files=files) if files else "",
        words.say("difficulty", "Tiêu chí: {criterion}", criterion=_named(frame.criterion, form, words)),
        words.say("difficulty", "Loại: {kind}", kind=kind_words(DifficultyKind(frame.kind), words)),
        _protected(frame.criterion, form, words),
        words.say("difficulty", "Cấp trên chưa có ai trong hệ thống, nên chưa gửi được.")
        if expected is None
        else words.say(
            "difficulty",
            "Nơi trả lời: {owner}, chậm nhất hết ngày {day}.",
            owner=expected.unit.title,
            day=show_date(due_from(facts.today)),
        ),
        words.say("difficulty", "Nơi này chưa có ai dùng trợ lý; xin báo thêm qua điện thoại hoặc văn bản.")
        if expected is not None and not expected.joined
        else "",
    ]
    return Screen(
        name="difficulties.preview",
        text=fitted(lines),
        rows=(
            *rows_of(Option("record", words.say("difficulty", "Ghi và gửi")) if expected is not None else None),
            *rows_of(
                Option("what", words.say("difficulty", "Sửa nội dung")),
                Option("tag", words.say("difficulty", "Sửa tiêu chí")),
                Option("again", words.say("difficulty", "Sửa loại")),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.PHOTO, Takes.VOICE}),
    )


def _named(code: str, form: CriteriaSet | None, words: Words) -> str:
    if not code:
        return words.say("difficulty", "không thuộc tiêu chí nào")
    whole = None if form is None else form.criterion(code)
    part = None if form is None else form.indicator(code)
    title = whole.label if whole is not None else part.title if part is not None else ""
    return clip(f"{code} {title}".strip(), TITLE + 10)


def _protected(code: str, form: CriteriaSet | None, words: Words) -> str:
    """Defence, security, protected persons: no details in a chat."""
    if form is None or not any(
        one.confidential for one in form.indicators if code and code in {one.code, one.criterion}
    ):
        return ""
    return words.say(
        "difficulty",
        "Tiêu chí này liên quan quốc phòng, an ninh hoặc người được bảo vệ: "
        "xin chỉ ghi chung, không ghi chi tiết vụ việc.",
    )


def _stop(words: Words) -> Option:
    return Option("stop", words.say("difficulty", "Thôi, không ghi"))


def _head(text: str) -> str:
    return text[:1].upper() + text[1:]
