"""What a command leads to: a frame to open, a stack, or only words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.dialogues import answer_office, register, reopen, review_report, snooze, take_papers
from conversations.dialogues.choose_unit import IN_COMMUNE, place_for, units_for
from conversations.dialogues.commands import (
    ALIASES,
    COMMANDS,
    INSTEAD,
    MANAGERS,
    READERS,
    Command,
    may_give,
)
from conversations.engine import frames as f
from conversations.engine.asks import ToAgree, WaitingNow
from conversations.engine.asks_of_standing import InChargeOf
from conversations.engine.effects import ShowTable
from conversations.engine.facts import Facts, Needs
from conversations.engine.screen import Takes
from conversations.programme.ids import DifficultyId
from conversations.programme.person import Person, Role
from conversations.programme.unit import is_named
from conversations.reading import limits
from conversations.reading.commands import Command as Heard
from conversations.reading.commands import read_command
from conversations.reading.fold import plain_words, tidy
from conversations.reading.questions import read_question
from conversations.screens.choose_report import left_behind
from conversations.screens.choose_unit import not_among_them
from conversations.screens.commands import in_charge, in_its_place
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.engine.session import Session
    from conversations.programme.ids import UnitId

ITEM = 8
"""Characters of an indicator's code; "17.12" has five."""
NUMBER = 18
"""Digits of a typed number; every database takes so many."""
_ABOUT_ITEM = re.compile(r"^(?:(?:ti[eê]u ch[ií]|ch[iỉ] ti[eê]u|s[oố]|c[aâ]u|c[uủ]a)\b\s*)+", re.IGNORECASE)
"""Words before a number that name nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a command leads: a frame to open, a whole new stack, or only words above the present screen."""

    frame: f.Frame | None = None
    stack: tuple[f.Frame, ...] | None = None
    lines: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()


def heard(text: str, session: Session) -> Heard | None:
    """The command in a text. A bare word is one only when it is the whole message, is no option of the screen, and no
    free-text question is open.
    """
    if text.isdecimal():
        return None
    if session.shown is not None and not text.lstrip().startswith("/"):
        said = plain_words(text)
        if any(said == plain_words(label) for _, label in session.shown.options):
            return None
    known = {command.name: command.name for command in COMMANDS} | ALIASES
    free = session.shown is not None and Takes.TEXT in session.shown.takes
    found = read_command(text, known=tuple(known), slash_only=free)
    if found is not None:
        return Heard(name=known.get(found.name, found.name), arguments=found.arguments)
    asked = None if free or session.person is None else read_question(text)
    return None if asked is None else Heard(name="conthieu", arguments=asked)


def needs(name: str, arguments: str, session: Session) -> Needs:
    """The facts a command must be answered with."""
    match ALIASES.get(name, name):
        case "baocao" | "henngay" | "guibaocao":
            return Needs(due=True)
        case "nhaclai":
            return snooze.needs(f.Snooze())
        case "duyet":
            return Needs(asks=(WaitingNow(),))
        case "molai":
            return Needs(asks=(ToAgree(),))
        case "hoilai":
            return answer_office.needs(f.AnswerOffice())
        case "tieptuc" if not _waiting_form(session):
            return Needs(due=True)
        case "tiendo" | "conthieu" as asked if item := _item_asked(asked, arguments):
            return Needs(asks=(InChargeOf(item),))
        case _:
            return Needs()


def run(name: str, arguments: str, session: Session, facts: Facts) -> Outcome:
    """Carry a command out, or refuse it."""
    name = ALIASES.get(name, name)
    command = next((known for known in COMMANDS if known.name == name), None)
    words = facts.words
    if name in {"gannhom", "bogannhom"}:
        line = words.say(
            "commands", "Lệnh /{name} dùng trong nhóm: xin anh/chị thêm trợ lý vào nhóm rồi gõ lệnh ở đó.", name=name
        )
        return Outcome(lines=(line,))
    if command is None:
        line = words.say("commands", "Không có lệnh /{name}. Gõ /menu để xem các việc làm được.", name=name[:32])
        return Outcome(lines=(line,))
    person = facts.person
    if person is None:
        return _before_joining(name, arguments)
    if not may_give(command, person):
        return _instead(command, arguments, facts, person) or Outcome(frame=f.AskForRight(command=name))
    return _joined(name, arguments, session, facts, person)


def _instead(command: Command, arguments: str, facts: Facts, person: Person) -> Outcome | None:
    """What is the same for this person's roles, with a line that says so; None: there is nothing of the kind."""
    may = {own.name for own in COMMANDS if may_give(own, person)}
    own = next((name for name in INSTEAD.get(command.name, ()) if name in may), None)
    if own is None:
        return None
    line = in_its_place(command.name, own, facts.words, listed=command.listed)
    item = _item_asked(command.name, arguments)
    if item and own == "danhgia" and (found := facts.answer(InChargeOf(item))) is not None:
        line = in_charge(found, facts.words)
    return Outcome(frame=_own_way(own, person), lines=(line,))


def _item_asked(name: str, arguments: str) -> str:
    """The code of which somebody may ask whose it is; "": none is named."""
    item = _item_and_name(arguments)[0] if name in {"tiendo", "conthieu"} else ""
    return item if len(item) <= ITEM else ""


def _own_way(name: str, person: Person) -> f.Frame:
    """The place of one of the commands that stand for others."""
    match name:
        case "tonghop":
            return f.Digest(unit=_unit(person, READERS))
        case "tiendo":
            return place_for("tiendo", person)
        case "danhgia":
            return review_report.place_for(person)
        case "duyet":
            return f.Approve()
        case "hoilai":
            return f.AnswerOffice()
        case _:
            managed = person.grants_of(*MANAGERS)
            return f.Reopen(unit=managed[0].unit.id if managed else None)


def _before_joining(name: str, arguments: str) -> Outcome:
    if name == "start" and arguments:
        return Outcome(frame=f.Join(code=arguments))
    if name == "trogiup":
        return Outcome(frame=f.Help())
    return Outcome(stack=(f.Welcome(),))


def _joined(name: str, arguments: str, session: Session, facts: Facts, person: Person) -> Outcome:
    match name:
        case "baocao":
            return _half_answered(session, facts) or _report(facts)
        case "tieptuc":
            return _go_on(session, facts)
        case "duyet":
            waiting = facts.answer(WaitingNow()) or ()
            return Outcome(frame=f.Approve(key=waiting[0].key if len(waiting) == 1 else None))
        case "tiendo" | "phancong" | "baothay":
            return Outcome(frame=place_for(name, person, named=arguments.strip()))
        case "taive":
            return Outcome(frame=take_papers.place_for(person))
        case "danhgia":
            return Outcome(frame=review_report.place_for(person))
        case "conthieu":
            return Outcome(frame=_lacking(person, arguments.strip()))
        case "hoilai":
            return Outcome(frame=answer_office.place_for(arguments, facts))
        case "molai":
            return Outcome(frame=reopen.place_for(person, facts))
        case "dagui":
            return Outcome(frame=f.Receipts())
        case "lichsu":
            return _history(arguments, session, facts, person)
        case "taoma":
            return Outcome(frame=f.Invite())
        case "nhatky":
            text = tidy(arguments)[: limits.PERSON_NAME]
            return Outcome(frame=f.Log(stage="pick", text=text) if text else f.Log())
        case "nguoidung":
            return Outcome(frame=f.Users(text=tidy(arguments)[: limits.PERSON_NAME]))
        case "khokhan":
            return Outcome(frame=_difficulty(arguments))
        case "soghi":
            return Outcome(frame=register.place_for(person))
        case "hoso":
            return Outcome(frame=f.Dossiers())
        case "donvi":
            name = tidy(arguments)[: limits.UNIT_NAME]
            return Outcome(frame=f.Units(stage="found", text=name) if name else f.Units())
        case "xemtep":
            return Outcome(frame=f.ImportPlan())
        case "napdulieu":
            return Outcome(frame=f.ImportPlan(another=True))
        case "hanbaocao":
            return Outcome(frame=f.Deadlines())
        case "tonghop":
            return Outcome(frame=f.Digest(unit=_unit(person, READERS)))
        case "bangtieuchi":
            unit = _unit(person, READERS)
            return Outcome(frame=f.CriteriaTable(unit=unit), effects=(ShowTable(unit=unit, part=0),))
        case "nhacviec":
            return Outcome(frame=f.RemindNow(unit=_unit(person, MANAGERS)))
        case "hethong":
            return Outcome(frame=f.System())
        case "saoluu":
            return Outcome(frame=f.Backups())
        case "nhaclai":
            return Outcome(frame=f.Snooze(), effects=snooze.arrived(f.Snooze(), facts))
        case "thoiphutrach":
            return Outcome(frame=f.NotInCharge())
        case "henngay":
            return Outcome(frame=f.PromiseDay(key=facts.due[0].key if len(facts.due) == 1 else None))
        case "guibaocao":
            one = len(facts.due) == 1
            return Outcome(frame=f.FillReport(key=facts.due[0].key, stage="summary") if one else f.ChooseReport())
        case "dotxuat":
            return Outcome(frame=f.AdHocRequest(unit=_unit(person, MANAGERS)))
        case "suco":
            return Outcome(frame=f.Incidents())
        case "start" if arguments:
            return Outcome(frame=f.Join(code=arguments))
        case "trogiup":
            return Outcome(frame=f.Help())
        case "taikhoan":
            return Outcome(frame=f.Account())
        case "dulieucanhan":
            return Outcome(frame=f.MyData())
        case "lienhe":
            return Outcome(frame=f.Contact())
        case "thoat":
            return Outcome(
                stack=(f.Menu(),), lines=(facts.words.say("commands", "Đã thoát. Mọi câu đã trả lời đều được lưu."),)
            )
        case _:
            return Outcome(frame=f.Menu())


def _lacking(person: Person, item: str) -> f.Frame:
    """What one's own unit lacks; for whoever reads a digest, what the communes below lack."""
    if person.grants_of(*IN_COMMUNE):
        return place_for("conthieu", person, item=item)
    return f.Lacks(unit=_unit(person, READERS), item=item)


def _difficulty(arguments: str) -> f.Difficulties:
    """The one whose number was typed, else the list."""
    number = arguments.strip().lstrip("#").removeprefix("số").strip()
    if number.isascii() and number.isdecimal() and len(number) <= NUMBER:
        return f.Difficulties(stage="one", number=DifficultyId(int(number)))
    return f.Difficulties()


def _report(facts: Facts) -> Outcome:
    if len(facts.due) != 1:
        return Outcome(frame=f.ChooseReport())
    return Outcome(frame=f.FillReport(key=facts.due[0].key), lines=left_behind(facts))


def _half_answered(session: Session, facts: Facts) -> Outcome | None:
    """Back to a question of the report that is due, where what was typed is not kept yet; None: there is none."""
    wanted = {one.key for one in facts.due}
    form = next((one for one in reversed(session.stack) if isinstance(one, f.FillReport) and one.pending), None)
    if form is None or form.key not in wanted or len(wanted) != 1:
        return None
    line = facts.words.say("commands", "Câu {code} đã gõ nhưng chưa ghi xong; xin anh/chị trả lời nốt.", code=form.item)
    return Outcome(stack=(*session.stack[: session.stack.index(form)], form), lines=(line,))


def _go_on(session: Session, facts: Facts) -> Outcome:
    form = _waiting_form(session)
    if form is None:
        return _report(facts)
    below = session.stack[: session.stack.index(form)]
    return Outcome(stack=(*below, form))


def _waiting_form(session: Session) -> f.Frame | None:
    """The form that was begun last, or a request, a deadline or a difficulty half written; it may be on the screen."""
    return next(
        (
            frame
            for frame in reversed(session.stack)
            if isinstance(frame, f.FillReport)
            or (isinstance(frame, f.AdHocRequest) and frame.title)
            or (isinstance(frame, f.Deadlines | f.Difficulties | f.Register | f.Units) and frame.half_written)
        ),
        None,
    )


def _unit(person: Person, roles: frozenset[Role]) -> UnitId:
    return person.grants_of(*roles)[0].unit.id


def _history(arguments: str, session: Session, facts: Facts, person: Person) -> Outcome:
    """Of the unit that is named, else of the report in hand, else of one's own; of several it is asked."""
    item, named = _item_and_name(arguments)
    if named:
        place = place_for("lichsu", person, named=named, item=item)
        known = any(is_named(unit, named) for unit in units_for("lichsu", person))
        return Outcome(frame=place, lines=() if known else (not_among_them(clip(named, 40), facts.words),))
    match session.top:
        case f.FillReport(key=key):
            return Outcome(frame=f.History(unit=key.unit, item=item))
        case f.History(unit=unit):
            return Outcome(frame=f.History(unit=unit, item=item))
        case _:
            return Outcome(frame=place_for("lichsu", person, item=item))


def _item_and_name(arguments: str) -> tuple[str, str]:
    """The first word that looks like a number, and what is left as a unit's name: officers say "tiêu chí 13.3" for a
    chỉ tiêu, and "13.3 xóm Lũng Vài" for a unit's.
    """
    words = arguments.split()
    place = next((place for place, word in enumerate(words) if word[:1].isdigit()), None)
    if place is None:
        return "", _ABOUT_ITEM.sub("", arguments).strip(" ,;")
    rest = " ".join((*words[:place], *words[place + 1 :]))
    return words[place].strip(".,;"), _ABOUT_ITEM.sub("", rest).strip(" ,;")
