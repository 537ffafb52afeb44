"""Difficulties as they are listed, said, read and answered; every one has a number by which people speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.difficulty import DifficultyAct
from conversations.reading import limits
from conversations.reading.show import show_date, show_day
from conversations.screens.difficulty_words import (
    about_words,
    attached_words,
    owner_words,
    state_words,
    text_words,
)
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Difficulties
    from conversations.engine.words import Words
    from conversations.programme.difficulty import Difficulty, DifficultyLists

ON_A_PAGE = 8
LISTED = 70
"""Characters of a text in a list."""
TITLE = 80
"""Characters of a criterion's title."""


def lists(frame: Difficulties, found: DifficultyLists, facts: Facts) -> Screen:
    """What waits for this person first, then what their units have recorded."""
    words = facts.words
    known = {one.id for one in found.waiting}
    own = [one for one in found.own if one.id not in known]
    listed = [*found.waiting, *own]
    lines = [_line(one, facts, waiting=one.id in known) for one in listed]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    shown = listed[page.start : page.stop]
    told: list[str] = []
    for place in range(page.start, page.stop):
        if place == 0 and found.waiting:
            told.append(words.say("difficulty", "Chờ anh/chị trả lời ({count}), lâu nhất ở trên:", count=found.of))
        if place == len(found.waiting) or (place == page.start and place > len(found.waiting)):
            told.append(words.say("difficulty", "Của đơn vị mình, chưa đóng ({count}):", count=len(own)))
        told.append(lines[place])
    if not listed:
        told = [words.say("difficulty", "Hiện không có khó khăn nào đang mở.")]
    return Screen(
        name="difficulties",
        text=fitted([titled(words.say("difficulty", "Khó khăn, vướng mắc"), page, words), *told]),
        rows=(
            *rows_of(*(Option(f"d:{one.id}", _label(one, words)) for one in shown), across=2),
            *turning(page, words),
            *rows_of(
                Option("new", words.say("difficulty", "Ghi khó khăn mới")) if found.units else None,
                Option("close", words.say("difficulty", "◀ Quay lại")),
                across=2,
            ),
        ),
    )


def _label(difficulty: Difficulty, words: Words) -> str:
    return clip(words.say("difficulty", "Số {number} · {unit}", number=difficulty.id, unit=difficulty.unit.title))


def _line(difficulty: Difficulty, facts: Facts, *, waiting: bool) -> str:
    words = facts.words
    about = about_words(difficulty.criterion, difficulty.kind, words)
    text = text_words(difficulty, words, most=LISTED)
    if waiting:
        return words.say(
            "difficulty", "• số {number} · {unit} ({about}): {text}; {due}",
            number=difficulty.id, unit=difficulty.unit.title, about=about, text=text, due=_due(difficulty, facts),
        )  # fmt: skip
    stands = state_words(difficulty.state, words)
    if difficulty.state.waits:
        stands = f"{owner_words(difficulty, words)}, {_due(difficulty, facts)}"
    return words.say(
        "difficulty", "• số {number} · {unit} ({about}): {text}; {stands}",
        number=difficulty.id, unit=difficulty.unit.title, about=about, text=text, stands=stands,
    )  # fmt: skip


def _due(difficulty: Difficulty, facts: Facts) -> str:
    words = facts.words
    due = difficulty.last.due
    if difficulty.overdue(facts.today):
        days = (facts.today - due).days
        return words.count("difficulty", "quá hạn {n} ngày", "quá hạn {n} ngày", days)
    return words.say("difficulty", "hạn {day}", day=show_day(due))


def one(difficulty: Difficulty, acts: Sequence[DifficultyAct], facts: Facts) -> Screen:
    """All that is known of it, and what this person can do."""
    words = facts.words
    answer = difficulty.answer
    files = attached_words(difficulty.attached, words)
    lines = [
        words.say(
            "difficulty",
            "Khó khăn số {number} · {unit}, ghi ngày {day}",
            number=difficulty.id,
            unit=difficulty.unit.title,
            day=show_date(difficulty.at.date()),
        ),
        _head(about_words(difficulty.criterion, difficulty.kind, words)),
        f"“{difficulty.text}”" if difficulty.text else "",
        words.say("difficulty", "Kèm theo: {files}", files=files) if files else "",
        _stands(difficulty, facts),
        _answered(difficulty, words) if answer is not None else "",
        _refused(difficulty, words),
    ]
    return Screen(
        name="difficulties.one",
        text=fitted(lines),
        rows=(
            *rows_of(
                Option("files", words.say("difficulty", "Xem ảnh, nghe tin thoại"))
                if difficulty.attached.stored
                else None,
                *(Option(f"a:{act.value}:{difficulty.last.number}", _act_label(act, words)) for act in acts),
            ),
            *rows_of(
                Option("list", words.say("difficulty", "◀ Danh sách")),
                Option("home", words.say("difficulty", "Về menu")),
                across=2,
            ),
        ),
    )


def _stands(difficulty: Difficulty, facts: Facts) -> str:
    words = facts.words
    if not difficulty.state.waits:
        return words.say("difficulty", "Hiện trạng: {state}", state=state_words(difficulty.state, words))
    climbed = difficulty.climbed
    due = _due(difficulty, facts)
    if climbed is None:
        return words.say("difficulty", "Chờ {owner} trả lời, {due}", owner=owner_words(difficulty, words), due=due)
    before = difficulty.places.get(difficulty.steps[climbed.number - 2].owner)
    return words.say(
        "difficulty", "Ngày {day} chuyển từ {before} lên {owner}, chờ trả lời, {due}",
        day=show_day(climbed.at.date()), owner=owner_words(difficulty, words), due=due,
        before="" if before is None else clip(before.title, TITLE),
    )  # fmt: skip


def _answered(difficulty: Difficulty, words: Words) -> str:
    step = difficulty.answer
    if step is None:
        return ""
    place = difficulty.places.get(step.owner)
    who = _head(clip(place.title, TITLE)) if place is not None else words.say("difficulty", "Cấp trên")
    if step.act is DifficultyAct.RESOLVE:
        return words.say("difficulty", "{who} báo đã giải quyết, ngày {day}.", who=who, day=show_date(step.at.date()))
    return words.say(
        "difficulty", "{who} trả lời ngày {day}: “{text}”", who=who, day=show_date(step.at.date()), text=step.text
    )


def _refused(difficulty: Difficulty, words: Words) -> str:
    """Why the last answer did not help, while another is waited for."""
    if difficulty.last.act is not DifficultyAct.NOT_YET:
        return ""
    return words.say(
        "difficulty", "{unit} báo chưa được: “{text}”",
        unit=_head(difficulty.unit.title), text=clip(difficulty.last.text, 200),
    )  # fmt: skip


def _act_label(act: DifficultyAct, words: Words) -> str:
    match act:
        case DifficultyAct.ANSWER:
            return words.say("difficulty", "Trả lời…")
        case DifficultyAct.RESOLVE:
            return words.say("difficulty", "Đã giải quyết")
        case DifficultyAct.PASS_UP:
            return words.say("difficulty", "Vượt thẩm quyền, chuyển lên")
        case DifficultyAct.NOT_YET:
            return words.say("difficulty", "Chưa được…")
        case DifficultyAct.CLOSE:
            return words.say("difficulty", "Đóng, không còn vướng")
        case DifficultyAct.RECORD | DifficultyAct.CLIMB:
            return ""
        case _:
            assert_never(act)


def asking(difficulty: Difficulty, act: DifficultyAct, facts: Facts) -> Screen:
    """The words of an answer, or why one does not help."""
    words = facts.words
    asked = (
        words.say(
            "difficulty", "Xin gõ trả lời cho {unit}, nhiều nhất {limit} ký tự.",
            unit=difficulty.unit.title, limit=limits.DIFFICULTY,
        )
        if act is DifficultyAct.ANSWER
        else words.say(
            "difficulty", "Còn vướng gì? Xin ghi ngắn, để {owner} biết.", owner=owner_words(difficulty, words)
        )
    )  # fmt: skip
    quoted = difficulty.answer if act is DifficultyAct.NOT_YET else None
    return Screen(
        name="difficulties.say",
        text=fitted(
            [
                words.say(
                    "difficulty", "Khó khăn số {number}: {text}",
                    number=difficulty.id, text=text_words(difficulty, words, most=300),
                ),
                words.say("difficulty", "Đã trả lời: “{text}”", text=clip(quoted.text, 300))
                if quoted is not None and quoted.text
                else "",
                asked,
            ]
        ),
        rows=rows_of(Option("back", words.say("difficulty", "◀ Thôi"))),
        takes=frozenset({Takes.TEXT}),
    )  # fmt: skip


def sure(frame: Difficulties, difficulty: Difficulty, act: DifficultyAct, facts: Facts) -> Screen:
    """What is about to happen, and who is told."""
    words = facts.words
    number = difficulty.id
    match act:
        case DifficultyAct.ANSWER:
            text = words.say(
                "difficulty", "Gửi {unit} trả lời khó khăn số {number}: “{text}”?",
                unit=difficulty.unit.title, number=number, text=frame.text,
            )  # fmt: skip
        case DifficultyAct.RESOLVE:
            text = words.say(
                "difficulty", "Báo {unit} rằng khó khăn số {number} đã giải quyết?",
                unit=difficulty.unit.title, number=number,
            )  # fmt: skip
        case DifficultyAct.PASS_UP:
            text = words.say(
                "difficulty",
                "Chuyển khó khăn số {number} của {unit} lên cấp trên vì vượt thẩm quyền? Việc này chỉ chuyển một lần.",
                number=number,
                unit=difficulty.unit.title,
            )
        case DifficultyAct.NOT_YET:
            text = words.say(
                "difficulty", "Báo {owner} rằng khó khăn số {number} chưa được: “{text}”?",
                owner=owner_words(difficulty, words), number=number, text=frame.text,
            )  # fmt: skip
        case DifficultyAct.CLOSE:
            text = words.say("difficulty", "Đóng khó khăn số {number}? Sau khi đóng thì không mở lại.", number=number)
        case DifficultyAct.RECORD | DifficultyAct.CLIMB:
            text = ""
        case _:
            assert_never(act)
    return Screen(
        name="difficulties.sure",
        text=fitted([text]),
        rows=rows_of(
            Option("do", words.say("difficulty", "Đồng ý")),
            Option("again", words.say("difficulty", "Gõ lại")) if frame.text else None,
            Option("back", words.say("difficulty", "◀ Thôi")),
        ),
    )


def moved(facts: Facts) -> str:
    """Somebody was quicker."""
    return facts.words.say("difficulty", "Khó khăn này vừa có thay đổi; đây là hiện trạng:")


def _head(text: str) -> str:
    return text[:1].upper() + text[1:]
