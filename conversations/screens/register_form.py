"""An entry of a register as it is said, one question after another, and a look before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.register import Counting, EntryAct, Measured
from conversations.reading import limits
from conversations.reading.figures import Refusal
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.paging import clip, fitted
from conversations.screens.register_words import amount_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Register
    from conversations.engine.words import Words
    from conversations.programme.register import EntryView, RegisterKind, SubKind


def sub(kind: RegisterKind, facts: Facts) -> Screen:
    """Of which sort."""
    words = facts.words
    return Screen(
        name="register.sub",
        text=words.say("register", "{kind}: loại nào?", kind=kind.name),
        rows=(
            *rows_of(*(Option(f"s:{one.id}", clip(capital(one.name))) for one in kind.subs), across=2),
            *rows_of(_stop(words)),
        ),
    )


def value(kind: RegisterKind, found: SubKind, facts: Facts) -> Screen:
    """How much."""
    words = facts.words
    one = found.measured is Measured.COUNT and kind.counting is not Counting.NEWEST
    return Screen(
        name="register.value",
        text=fitted([_named(kind, found), _asked(found, words)]),
        rows=rows_of(
            Option("v:1", words.say("register", "1 {unit}", unit=found.unit)) if one else None,
            *_years(found, facts),
            _stop(words),
        ),
        takes=frozenset({Takes.FIGURE, Takes.PHOTO}),
    )


def _years(found: SubKind, facts: Facts) -> list[Option]:
    if found.measured is not Measured.YEAR:
        return []
    year = facts.today.year
    return [Option(f"v:{one}", facts.words.say("register", "Năm {year}", year=one)) for one in (year, year + 1)]


def _named(kind: RegisterKind, found: SubKind) -> str:
    return f"{kind.name} · {found.name}" if len(kind.subs) > 1 else kind.name


def _asked(found: SubKind, words: Words) -> str:
    match found.measured:
        case Measured.MONEY:
            return words.say("register", "Bao nhiêu tiền? Ví dụ 45tr, 1,2 tỷ.")
        case Measured.COUNT:
            return words.say("register", "Bao nhiêu {unit}? Ví dụ 3.", unit=found.unit)
        case Measured.QUANTITY if found.unit == "m²":
            return words.say("register", "Bao nhiêu m²? Ví dụ 500, hoặc 0,5 ha.")
        case Measured.QUANTITY:
            return words.say("register", "Bao nhiêu {unit}? Ví dụ 1,5.", unit=found.unit)
        case Measured.SHARE:
            return words.say("register", "Bao nhiêu {unit} trên tổng số? Ví dụ 12/15.", unit=found.unit)
        case Measured.YEAR:
            return words.say("register", "Phấn đấu cho năm nào?")
        case _:
            assert_never(found.measured)


def not_read(why: Refusal, found: SubKind, words: Words) -> str:
    """A text that is no such amount."""
    match why:
        case Refusal.NEEDS_TOTAL | Refusal.NOT_A_SHARE if found.measured is Measured.SHARE:
            return words.say("register", "Xin nhập số có trên tổng số, ví dụ 12/15.")
        case Refusal.PART_OVER_TOTAL:
            return words.say("register", "Số đứng trước lớn hơn tổng số. Xin nhập lại, ví dụ 12/15.")
        case Refusal.WRONG_UNIT:
            return words.say("register", "Đơn vị không khớp: ở đây ghi theo {unit}. Xin nhập lại.", unit=found.unit)
        case Refusal.SEVERAL | Refusal.RANGE:
            return words.say("register", "Xin chỉ nhập một số.")
        case _:
            return words.say("register", "Chưa đọc được thành số. {asked}", asked=_asked(found, words))


def reading(frame: Register, found: SubKind, facts: Facts) -> Screen:
    """Which of two readings was meant."""
    words = facts.words
    options = []
    for place, amount in enumerate((frame.draft.amount, frame.draft.other)):
        if amount is not None:
            options.append(Option(f"r:{place}", amount_words(found, amount, None, words)))
    return Screen(
        name="register.reading",
        text=words.say("register", "Số vừa gõ có thể hiểu hai cách. Anh/chị muốn ghi số nào?"),
        rows=rows_of(*options, Option("value", words.say("register", "Gõ lại")), _stop(words)),
    )


def so_far(frame: Register, kind: RegisterKind, words: Words) -> str:
    """What was understood up to here, above the next question: "Nhân dân đóng góp · hiến đất: 5.000 m²"."""
    draft = frame.draft
    found = kind.sub(draft.sub or "") or kind.subs[0]
    parts = [_named(kind, found)]
    if draft.amount is not None:
        parts[0] += f": {amount_words(found, draft.amount, draft.whole, words)}"
    if draft.day is not None:
        parts.append(show_date(draft.day))
    return " · ".join(parts)


def day(frame: Register, kind: RegisterKind, facts: Facts) -> Screen:
    """When."""
    words = facts.words
    asked = (
        words.say("register", "Có từ ngày nào? Chọn, hoặc gõ ngày, ví dụ 15/3/2024.")
        if kind.counting is Counting.THING
        else words.say("register", "Ngày nào? Chọn, hoặc gõ ngày, ví dụ 15/3/2024.")
    )
    return Screen(
        name="register.day",
        text=fitted([so_far(frame, kind, words), asked]),
        rows=(
            *rows_of(
                Option("d:0", words.say("register", "Hôm nay")),
                Option("d:1", words.say("register", "Hôm qua")),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.FIGURE, Takes.PHOTO}),
    )


def not_yet(words: Words) -> str:
    """A day that has not come."""
    return words.say("register", "Ngày này chưa đến; sổ chỉ ghi việc đã có. Xin gõ lại.")


def what(frame: Register, kind: RegisterKind, facts: Facts) -> Screen:
    """In words."""
    words = facts.words
    return Screen(
        name="register.words",
        text=fitted(
            [
                so_far(frame, kind, words),
                words.say(
                    "register",
                    "{asked} Xin ghi ngắn gọn, nhiều nhất {limit} ký tự.",
                    asked=kind.asks,
                    limit=limits.ENTRY,
                ),
                words.say("register", "Xin không ghi số điện thoại, số giấy tờ của người dân."),
            ]
        ),
        rows=rows_of(Option("skip", words.say("register", "Bỏ qua")), _stop(words)),
        takes=frozenset({Takes.TEXT, Takes.PHOTO}),
    )


def paper(frame: Register, kind: RegisterKind, facts: Facts) -> Screen:
    """By which document."""
    words = facts.words
    return Screen(
        name="register.paper",
        text=fitted(
            [
                so_far(frame, kind, words),
                words.say("register", "{asked} Ví dụ 12/NQ-HĐND ngày 20/12/2023.", asked=kind.paper),
            ]
        ),
        rows=rows_of(
            None if kind.paper_needed else Option("skip", words.say("register", "Chưa có, ghi sau")), _stop(words)
        ),
        takes=frozenset({Takes.TEXT, Takes.PHOTO}),
    )


def no_number(words: Words) -> str:
    """A document without a number where one is needed."""
    return words.say("register", "Mục này phải có số của văn bản. Xin gõ lại.")


def preview(frame: Register, unit: str, kind: RegisterKind, facts: Facts) -> Screen:
    """All of it once more. unit: the title of whose it is."""
    words, draft = facts.words, frame.draft
    found = kind.sub(draft.sub or "") or kind.subs[0]
    lines = [
        words.say("register", "{kind} · {unit}", kind=kind.name, unit=unit)
        if not frame.number
        else words.say(
            "register", "Sửa mục số {number} · {kind} · {unit}", number=frame.number, kind=kind.name, unit=unit
        ),
        words.say("register", "Loại: {name}", name=found.name) if len(kind.subs) > 1 else "",
        words.say("register", "Số: {amount}", amount=amount_words(found, draft.amount or 0, draft.whole, words)),
        words.say("register", "Ngày: {day}", day=show_date(draft.day or facts.today)),
        words.say("register", "Nội dung: “{text}”", text=draft.text) if draft.text else "",
        words.say("register", "Văn bản: {paper}", paper=draft.paper) if draft.paper else "",
        words.count("register", "Kèm {n} ảnh.", "Kèm {n} ảnh.", len(draft.photos))
        if draft.photos
        else words.say("register", "Có ảnh thì gửi luôn vào đây."),
    ]
    return Screen(
        name="register.preview",
        text=fitted(lines),
        rows=(
            *rows_of(Option("keep", words.say("register", "Ghi vào sổ"))),
            *rows_of(
                Option("sub", words.say("register", "Sửa loại")) if len(kind.subs) > 1 else None,
                Option("value", words.say("register", "Sửa số")),
                Option("day", words.say("register", "Sửa ngày")),
                Option("words", words.say("register", "Sửa nội dung")),
                Option("paper", words.say("register", "Sửa văn bản")) if kind.paper else None,
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.PHOTO}),
    )


def ending(view: EntryView, facts: Facts) -> Screen:
    """Since when the thing is no more."""
    words = facts.words
    return Screen(
        name="register.ending",
        text=words.say("register", "Mục số {number} không còn từ ngày nào? Chọn, hoặc gõ ngày.", number=view.entry.id),
        rows=rows_of(
            Option("d:0", words.say("register", "Từ hôm nay")), Option("back", words.say("register", "◀ Thôi"))
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def before_it_began(view: EntryView, words: Words) -> str:
    """An end before the beginning."""
    return words.say("register", "Ngày này trước ngày ghi {day}. Xin gõ lại.", day=show_date(view.entry.said.day))


def sure(frame: Register, view: EntryView, act: EntryAct, facts: Facts) -> Screen:
    """What is about to happen."""
    words, number = facts.words, view.entry.id
    day_said = show_date(frame.draft.day or facts.today)
    text = (
        words.say(
            "register", "Ghi mục số {number} ({kind}) không còn từ ngày {day}? Trước ngày đó vẫn được tính.",
            number=number, kind=view.kind.name, day=day_said,
        )
        if act is EntryAct.END
        else words.say(
            "register", "Bỏ mục số {number} ({kind}) vì ghi nhầm? Mục bị bỏ không được tính nữa.",
            number=number, kind=view.kind.name,
        )
    )  # fmt: skip
    return Screen(
        name="register.sure",
        text=text,
        rows=rows_of(Option("do", words.say("register", "Đồng ý")), Option("back", words.say("register", "◀ Thôi"))),
    )


def _stop(words: Words) -> Option:
    return Option("stop", words.say("register", "Thôi, không ghi"))
