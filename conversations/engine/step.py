"""One step: a session, an event and facts in; a session, effects and words out. Pure: the same in gives the same out.

Stale and double presses write nothing. A command works in the middle of any form; the form waits below and /tieptuc
returns to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import TYPE_CHECKING, assert_never

from conversations.dialogues import fill_report, given_command, review_report, snooze
from conversations.engine.effects import Effect, UseLinkCode
from conversations.engine.events import (
    Blocked,
    Commanded,
    Event,
    Joined,
    Opened,
    Pressed,
    Said,
    SentContact,
    SentFile,
    SentOther,
    SentPhoto,
    SentPlace,
    SentVoice,
)
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import (
    AdHocRequest,
    Deadlines,
    Difficulties,
    FillReport,
    Frame,
    Join,
    Menu,
    MoneyMoves,
    Register,
    ReviewReport,
    Snooze,
    Units,
    Welcome,
    Works,
)
from conversations.engine.links import frame_at
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.engine.screen import Takes
from conversations.engine.session import Session, home_of
from conversations.engine.topmost import move_of, needs_of
from conversations.reading.choices import Chosen, Several, choose, is_mark
from conversations.reading.fold import fold
from conversations.reading.invitation_code import is_invitation_code, read_invitation_code
from conversations.reading.link_code import read_link_code
from conversations.screens.paging import clip
from conversations.screens.unexpected import number_alone

if TYPE_CHECKING:
    from conversations.engine.screen import Screen

FORMS_WAITING = 3
"""So many begun forms wait below a command at most; older ones are saved anyway and are found by /baocao."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a turn comes to. show False: only the toast (a double press, a block); otherwise the topmost frame is
    shown.
    """

    session: Session
    effects: tuple[Effect, ...] = ()
    lines: tuple[str, ...] = ()
    toast: str = ""
    show: bool = True


def needs(session: Session, event: Event) -> Needs:
    """The facts that this event must be answered with."""
    match event:
        case Commanded(name=name, arguments=arguments):
            return given_command.needs(name, arguments, session)
        case Said(text=text):
            command = given_command.heard(text, session)
            return (
                needs_of(session.top).to_take
                if command is None
                else given_command.needs(command.name, command.arguments, session)
            )
        case Pressed() | SentPhoto() | SentVoice() | SentFile() | SentPlace() | SentContact() | SentOther():
            return needs_of(session.top).to_take
        case Opened(place=place):
            frame = _linked(session, place)
            return Needs() if frame is None else needs_of(frame)
        case Joined() | Blocked():
            return Needs()
        case _:
            assert_never(event)


def step(session: Session, event: Event, facts: Facts) -> Step:
    """Decide a turn. facts hold at least needs(session, event)."""
    if facts.person is not None and facts.person.suspended and not isinstance(event, Blocked):
        return Step(session=session)
    match event:
        case Pressed():
            return _pressed(session, event, facts)
        case Said(text=text):
            return _said(session, text, facts)
        case Commanded(name=name, arguments=arguments):
            return _commanded(session, name, arguments, facts)
        case Joined(payload=payload):
            return _opened(session, Join(code=payload))
        case Opened(place=place):
            return _link(session, place, facts)
        case SentPhoto() | SentVoice() | SentFile() | SentPlace() | SentContact() | SentOther():
            return _given(session, event, facts)
        case Blocked():
            return Step(session=session, show=False)
        case _:
            assert_never(event)


def _pressed(session: Session, event: Pressed, facts: Facts) -> Step:
    words = facts.words
    shown = session.shown
    if shown is not None and event.token == shown.token and any(event.option == option for option, _ in shown.options):
        return _given(session, Chose(event.option), facts, press=(event.token, event.option))
    if session.last_press == (event.token, event.option):
        return Step(session=session, toast=words.say("engine", "Đã nhận rồi ạ."), show=False)
    line = words.say("engine", "Nút vừa bấm thuộc câu cũ nên không ghi gì. Đây là chỗ anh/chị đang làm:")
    return Step(session=session, lines=(line,), toast=words.say("engine", "Nút này đã cũ, không ghi gì."))


def _said(session: Session, text: str, facts: Facts) -> Step:
    command = given_command.heard(text, session)
    if command is not None:
        return _commanded(session, command.name, command.arguments, facts)
    words = facts.words
    shown = session.shown
    if shown is None:
        # the very first words: a code opens the invitation at once, anything else is greeted
        if session.person is None and (read_invitation_code(text) or read_link_code(text)) is not None:
            return _given(session, Typed(text), facts)
        return Step(session=session)
    takes = frozenset(shown.takes)
    if Takes.TEXT in takes:
        said = fold(text)
        for place, (option, label) in enumerate(shown.options):
            # a text that may be a bare number leaves the numbers to what is answered
            mark = ascii_lowercase[place : place + 1] if Takes.FIGURE in takes else str(place + 1)
            if said == fold(label) or (facts.plain and said == mark):
                return _given(session, Chose(option), facts)
        if shown.options and Takes.FIGURE not in takes and is_mark(said):
            return Step(session=session, lines=(number_alone(said, words),))
        return _given(session, Typed(text), facts)
    match choose(text, shown.options, marks="letters" if Takes.FIGURE in takes else "numbers"):
        case Chosen(id=option):
            return _given(session, Chose(option), facts)
        case Several(ids=options):
            labels = [label for option, label in shown.options if option in options]
            line = words.say(
                "engine",
                "Câu trả lời có thể hiểu nhiều cách: {labels}. Xin anh/chị chọn một.",
                labels=" / ".join(labels),
            )
            return Step(session=session, lines=(line,))
        case _:
            pass
    code = _invitation(session, text)
    if code is not None:
        return _opened(session, Join(code=code))
    if takes & {Takes.FIGURE, Takes.NAME}:
        return _given(session, Typed(text), facts)
    linking = read_link_code(text)
    if linking is not None:
        return Step(session=session, effects=(UseLinkCode(code=linking),))
    if shown.options:
        line = words.say(
            "engine", "Chưa hiểu “{text}”. Xin anh/chị chọn một trong các mục dưới đây.", text=clip(text, 40)
        )
    else:
        line = words.say("engine", "Chưa hiểu “{text}”. Gõ /menu để xem các việc làm được.", text=clip(text, 40))
    return Step(session=session, lines=(line,))


def _invitation(session: Session, text: str) -> str | None:
    """The invitation code in a text that answers nothing: of a stranger whatever may be one; where something is asked
    already only a code by itself, which is never a figure.
    """
    stranger = session.person is None and not isinstance(session.top, Join)
    return read_invitation_code(text) if stranger or is_invitation_code(text) else None


def _commanded(session: Session, name: str, arguments: str, facts: Facts) -> Step:
    outcome = given_command.run(name, arguments, session, facts)
    if outcome.frame is not None:
        return _opened(session, outcome.frame, lines=outcome.lines, effects=outcome.effects)
    if outcome.stack is not None:
        return Step(session=replace(session, stack=outcome.stack), lines=outcome.lines, effects=outcome.effects)
    return Step(session=session, lines=outcome.lines, effects=outcome.effects)


def _opened(session: Session, frame: Frame, *, lines: tuple[str, ...] = (), effects: tuple[Effect, ...] = ()) -> Step:
    """Open a frame over whatever runs. Begun forms wait below it; everything else that was open is left."""
    waiting = [below for below in session.stack if _waits(below) and not _in_place(frame, below)]
    stack = (*home_of(session), *waiting[-FORMS_WAITING:], frame)
    return Step(session=replace(session, stack=stack), lines=lines, effects=effects)


def _waits(below: Frame) -> bool:
    """Whether something was begun there that would be lost."""
    match below:
        case FillReport() | Join():
            return True
        case AdHocRequest(title=title):
            return bool(title)
        case (
            Deadlines(half_written=half_written)
            | Difficulties(half_written=half_written)
            | MoneyMoves(half_written=half_written)
            | Works(half_written=half_written)
            | Register(half_written=half_written)
            | Units(half_written=half_written)
        ):
            return half_written
        case _:
            return False


def _in_place(frame: Frame, below: Frame) -> bool:
    """Whether the frame to be opened comes in place of one that waits. A correction of one item comes above its
    report, and goes back to it.
    """
    match frame, below:
        case Join(), Join():
            return True
        case FillReport(), FillReport():
            return frame.key == below.key and (below.only or not frame.only)
        case _:
            return False


def _link(session: Session, place: str, facts: Facts) -> Step:
    frame = _linked(session, place)
    if frame is None:
        line = facts.words.say("engine", "Đường dẫn này không còn dùng được.")
        return Step(session=session, lines=(line,), toast=line)
    match frame:
        case FillReport():
            return _opened(session, fill_report.arrived(frame, facts))
        case ReviewReport():
            return _opened(session, review_report.arrived(frame, facts))
        case Snooze():
            # one press is enough: the place does what its label says, and offers to undo it
            return _opened(session, frame, effects=snooze.arrived(frame, facts))
        case _:
            return _opened(session, frame)


def _linked(session: Session, place: str) -> Frame | None:
    return frame_at(place) if session.person is not None else None


def _given(session: Session, given: Input, facts: Facts, *, press: tuple[str, str] | None = None) -> Step:
    """press: the button that gave it."""
    move = move_of(session.top, given, facts)
    after = replace(session, stack=_after(session, move), last_press=press or session.last_press)
    return Step(session=after, effects=move.effects, lines=move.lines)


def _after(session: Session, move: Move) -> tuple[Frame, ...]:
    """The greeting stands alone: nothing waits below it, and below somebody who has joined it is gone."""
    if move.home:
        return (Menu(),)
    if move.frames and isinstance(move.frames[-1], Welcome):
        return move.frames[-1:]
    stack = (*session.stack[:-1], *move.frames)
    if session.person is not None and stack and isinstance(stack[0], Welcome):
        stack = stack[1:]
    return stack or home_of(session)


def with_lines(screen: Screen, lines: tuple[str, ...]) -> Screen:
    """The screen with what was said put above it."""
    return replace(screen, text="\n".join(lines) + "\n\n" + screen.text) if lines else screen
