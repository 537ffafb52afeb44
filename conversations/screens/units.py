"""Units as their admin sees them: the tree, what is asked for a change, its preview, changes made and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.unit import KINDS, Kind, Level, title_of
from conversations.programme.wanted_change import ChangeKind
from conversations.reading.show import show_date
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning
from conversations.screens.unit_changes import made_line, preview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Units
    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.unit import Unit
    from conversations.programme.unit_change import Made, PlannedChange, UndoView
    from conversations.programme.wanted_change import WantedChange

ON_A_PAGE = 10
NAMED = 6
TEXT = frozenset({Takes.TEXT})


def choose(frame: Units, found: AdministeredUnits, facts: Facts) -> Screen:
    """Whoever administers several units begins at one of them."""
    return _list(frame, facts.words.say("units", "Anh/chị quản trị nhiều đơn vị. Xem đơn vị nào?"), found.own, facts)


def named(frame: Units, units: Sequence[Unit], found: AdministeredUnits, facts: Facts) -> Screen:
    """What a typed name can mean."""
    words = facts.words
    if units:
        return _list(frame, words.say("units", "“{text}” có thể là:", text=clip(frame.text, 40)), units, facts)
    line = words.say(
        "units",
        "Không thấy đơn vị nào tên “{text}” trong phạm vi của anh/chị. Xin gõ lại, ví dụ {example}.",
        text=clip(frame.text, 40),
        example=found.example.title,
    )
    return _list(frame, line, (), facts)


def _list(frame: Units, title: str, units: Sequence[Unit], facts: Facts) -> Screen:
    words = facts.words
    lines = [f"• {unit.title}" for unit in units]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    return Screen(
        name="units.list",
        text=titled(title, page, words),
        rows=(
            *rows_of(*(Option(f"u:{unit.id}", clip(unit.title)) for unit in units[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(Option("back", words.say("units", "◀ Cây đơn vị")), Option("home", words.say("units", "Về menu"))),
        ),
        takes=TEXT,
        placeholder=words.say("units", "Gõ tên đơn vị để tìm"),
    )


def children(at: Unit, found: AdministeredUnits) -> tuple[Unit, ...]:
    """What stands directly below, communes before offices."""
    return tuple(sorted((one for one in found.below if one.parent == at.id), key=lambda one: one.kind.rank))


def tree(frame: Units, at: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    """A unit, what stands directly below it, and what can be done to it."""
    words = facts.words
    below = children(at, found)
    lines = [f"• {unit.title}" for unit in below]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    above = found.unit(at.parent)
    head = f"{at.title}, {above.title}" if above is not None else at.title
    if below:
        title = words.say("units", "{unit}: {n} đơn vị trực thuộc", unit=head, n=len(below))
    else:
        title = words.say("units", "{unit}: chưa có đơn vị trực thuộc", unit=head)
    return Screen(
        name="units.tree",
        text=fitted(
            [
                titled(title, page, words),
                words.say("units", "Tìm đơn vị khác: gõ tên."),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"u:{unit.id}", clip(unit.title)) for unit in below[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(*(Option(option, label) for option, label in offered(at, found, facts)), across=2),
            *rows_of(
                Option(f"u:{above.id}", clip(f"◀ {above.title}", LABEL)) if above is not None else None,
                Option("home", words.say("units", "Về menu")),
                across=2,
            ),
        ),
        takes=TEXT,
        placeholder=words.say("units", "Gõ tên đơn vị để tìm"),
    )


def offered(at: Unit, found: AdministeredUnits, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What this person can do to the unit: replace or move it only where they administer what stands above it."""
    words = facts.words
    within = found.unit(at.parent) is not None
    return (
        *([("add", words.say("units", "Thêm đơn vị"))] if kinds_at(at) else []),
        ("rename", words.say("units", "Đổi tên")),
        *(
            [
                ("move", words.say("units", "Chuyển cấp trên")),
                ("merge", words.say("units", "Sáp nhập")),
                ("split", words.say("units", "Chia tách")),
                *([("end", words.say("units", "Thôi hoạt động"))] if at.kind.level is Level.DISTRICT else []),
                *([("leave", words.say("units", "Rời chương trình"))] if at.kind.level is Level.COMMUNE else []),
            ]
            if within
            else []
        ),
        ("changes", words.say("units", "Thay đổi đã ghi")),
    )


def kinds_at(at: Unit) -> tuple[Kind, ...]:
    """The kinds that can stand directly below: of the next level, and offices."""
    if at.kind.level in {Level.OFFICE, Level.VILLAGE}:
        return ()
    lower = {
        Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE, Level.OFFICE),
        Level.DISTRICT: (Level.COMMUNE, Level.OFFICE),
        Level.COMMUNE: (Level.VILLAGE, Level.OFFICE),
    }
    return tuple(kind for kind in KINDS if kind.level in lower[at.kind.level])


def kind(at: Unit, facts: Facts) -> Screen:
    """Of which kind the new unit is."""
    words = facts.words
    return _question(
        "kind",
        words.say("units", "Thêm đơn vị thuộc {unit}: loại nào?", unit=at.title),
        facts,
        *(Option(f"k:{one.code}", one.name) for one in kinds_at(at)),
        typed=False,
    )


def name(wanted: WantedChange, at: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    """What the unit is called."""
    words = facts.words
    if wanted.kind is None:
        kind_name = next((one.name for one in KINDS if one.code == wanted.new_kind), "")
        return _question("name", words.say("units", "Tên {kind} mới là gì? Gõ tên.", kind=kind_name), facts)
    if wanted.kind is ChangeKind.RENAME:
        text = words.say(
            "units", "{unit} đổi tên thành gì? Gõ tên mới; đổi cả loại thì gõ cả loại, ví dụ “thị trấn {name}”.",
            unit=at.title, name=at.name,
        )  # fmt: skip
        return _question("name", text, facts)
    units = [one for number in (wanted.unit, *wanted.others) if (one := found.unit(number)) is not None]
    text = words.say(
        "units", "{units} sáp nhập thành đơn vị tên gì? Gõ tên, hoặc chọn một tên cũ.",
        units=", ".join(one.title for one in units),
    )  # fmt: skip
    return _question("name", clip(text, 900), facts, *(Option(f"n:{one.id}", clip(one.name)) for one in units[:NAMED]))


def others(at: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    """Which units are merged with it."""
    words = facts.words
    siblings = [one.name for one in found.below if one.parent == at.parent and one.id != at.id
                and one.kind.level is at.kind.level]  # fmt: skip
    text = words.say(
        "units", "{unit} sáp nhập với những đơn vị nào? Gõ tên, cách nhau bằng dấu phẩy, ví dụ: {names}.",
        unit=at.title, names=", ".join(siblings[:2]) or at.name,
    )  # fmt: skip
    return _question("others", text, facts)


def to(at: Unit, facts: Facts) -> Screen:
    """Under which unit it comes."""
    text = facts.words.say("units", "{unit} chuyển về đơn vị nào? Gõ tên cấp trên mới.", unit=at.title)
    return _question("to", text, facts)


def parts(at: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    """Into which units it is split."""
    below = [one.name for one in children(at, found)]
    text = facts.words.say(
        "units",
        "{unit} chia thành những đơn vị nào? Mỗi đơn vị một dòng (hoặc cách bằng dấu chấm phẩy): tên, dấu hai chấm, "
        "rồi các thôn, xóm thuộc nó. Ví dụ:\n{name} Một: {below}\n{name} Hai\n"
        "Nơi nào không nêu thì thuộc đơn vị thứ nhất; người phụ trách cũng vậy.",
        unit=at.title,
        name=at.name,
        below=", ".join(below[:2]) or "…",
    )
    return _question("parts", text, facts)


def day(at: Unit, facts: Facts) -> Screen:
    """From which day on."""
    words = facts.words
    month = next_month(facts.today)
    return _question(
        "day",
        words.say("units", "{unit}: thay đổi có hiệu lực từ ngày nào? Gõ ngày, ví dụ 1/7/2025.", unit=at.title),
        facts,
        Option("today", words.say("units", "Hôm nay {day}", day=show_date(facts.today))),
        Option("month", words.say("units", "Ngày {day}", day=show_date(month))),
    )


def next_month(today: date) -> date:
    """The first of the month to come."""
    return (today.replace(day=28) + timedelta(days=4)).replace(day=1)


def check(frame: Units, wanted: WantedChange, at: Unit, planned: PlannedChange, facts: Facts) -> Screen:
    """All that the change does, then one press."""
    words = facts.words
    if planned.problem:
        return _question("cannot", planned.problem, facts, typed=False)
    if planned.change is None:
        kind_of = next((one for one in KINDS if one.code == wanted.new_kind), at.kind)
        lines = [words.say("units", "Thêm {title} thuộc {unit}.", title=title_of(kind_of, wanted.name), unit=at.title)]
    else:
        lines = preview(planned.change, words)
    lines = [clip(line, 600) for line in lines]
    page = page_of(lines, frame.page, most=40)
    title = titled(words.say("units", "Xin xem lại trước khi ghi."), page, words)
    return Screen(
        name="units.check",
        text=fitted([title, *lines[page.start : page.stop]]),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("do", words.say("units", "Ghi thay đổi")), Option("back", words.say("units", "◀ Thôi")), across=2
            ),
        ),
    )


def changes(frame: Units, at: Unit, made: Sequence[Made], facts: Facts) -> Screen:
    """What was changed of the unit and what stands directly below it; each can be opened to take it back."""
    words = facts.words
    lines = [f"• {clip(made_line(one, words), 300)}" for one in made]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say("units", "Thay đổi đã ghi của {unit}", unit=at.title)
    return Screen(
        name="units.changes",
        text=fitted(
            [
                titled(title, page, words),
                *(lines[page.start : page.stop] or [words.say("units", "Chưa có thay đổi nào.")]),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"x:{one.id}", clip(one.said)) for one in made[page.start : page.stop])),
            *turning(page, words),
            *rows_of(Option("back", words.say("units", "◀ Cây đơn vị")), Option("home", words.say("units", "Về menu"))),
        ),
    )


def undo(view: UndoView, facts: Facts) -> Screen:
    """Whether to take a change back, or why it cannot be."""
    words = facts.words
    if view.problem:
        return _question("cannot", view.problem, facts, typed=False)
    text = words.say(
        "units",
        "Hoàn tác: {line}?\nMọi dòng đã ghi trở lại đúng như trước; người liên quan được báo.",
        line=made_line(view.made, words),
    )
    return _question("undo", text, facts, Option("undo", words.say("units", "Hoàn tác")), typed=False)


def _question(stage: str, text: str, facts: Facts, *options: Option, typed: bool = True) -> Screen:
    words = facts.words
    return Screen(
        name=f"units.{stage}",
        text=clip(text, 1900),
        rows=(*rows_of(*options, across=2), *rows_of(Option("back", words.say("units", "◀ Thôi")))),
        takes=TEXT if typed else frozenset(),
    )


def not_one(text: str, named_units: Sequence[Unit], words: Words) -> str:
    """A typed name that is no unit's here, or several units'."""
    if not named_units:
        return words.say("units", "Không thấy đơn vị nào tên “{text}” trong phạm vi của anh/chị.", text=clip(text, 40))
    titles = "; ".join(unit.title for unit in named_units[:NAMED])
    return words.say(
        "units", "“{text}” có thể là: {titles}. Xin gõ rõ hơn, ví dụ kèm cấp trên.", text=clip(text, 40), titles=titles
    )


def which_year(first: date, second: date, words: Words) -> str:
    """The year was left out and both are near."""
    return words.say(
        "units", "Năm nào: {first} hay {second}? Xin gõ cả năm.", first=show_date(first), second=show_date(second)
    )
