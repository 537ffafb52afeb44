"""The account: see it, be called by another name, speak another language."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.dialogues.leave import units as leave_units
from conversations.engine.asks import AbsencesNow, OwnChannels
from conversations.engine.effects import MakeLinkCode, Rename, SetLanguage, UnlinkChannel
from conversations.engine.facts import Facts, Needs, OwnAbsences
from conversations.engine.frames import Account, Leave, MyData, NotInCharge
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import account as screens
from conversations.screens import linking
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import OwnChannel


def needs(frame: Account) -> Needs:
    """Where the person is away or no longer in charge; their channels where these are looked at."""
    if frame.stage in {"channels", "unlink"}:
        return Needs(asks=(OwnChannels(),))
    return Needs(asks=(AbsencesNow(),))


def show(frame: Account, facts: Facts) -> Screen:
    """The stage's screen."""
    if facts.person is None:
        return welcome_screens.welcome(facts)
    match frame.stage:
        case "overview":
            return screens.overview(facts)
        case "language":
            return screens.language(facts)
        case "rename":
            return screens.rename(facts)
        case "link":
            return linking.link(facts)
        case "channels" | "unlink":
            found = facts.answer(OwnChannels()) or ()
            one = _channel(frame.account, found)
            return linking.channels(found, facts) if one is None else linking.unlink_sure(one, facts)
        case _:
            assert_never(frame.stage)


def take(frame: Account, given: Input, facts: Facts) -> Move:
    """Ways on of the overview, a language, a name."""
    if facts.person is None:
        return back()
    match given:
        case Chose(option="rename"):
            return stay(Account(stage="rename"))
        case Chose(option="language"):
            return stay(Account(stage="language"))
        case Chose(option="overview"):
            return stay(Account())
        case Chose(option="link"):
            return stay(Account(stage="link"), effects=(MakeLinkCode(),))
        case Chose(option="channels"):
            return stay(Account(stage="channels"))
        case Chose() if frame.stage == "channels" and given.part(0) == "channel" and given.part(1).isdecimal():
            return stay(Account(stage="unlink", account=int(given.part(1))))
        case Chose(option="yes") if frame.stage == "unlink":
            return stay(Account(stage="channels"), effects=(UnlinkChannel(account=frame.account),))
        case Chose(option="leave"):
            units = leave_units(facts)
            return Move(frames=(frame, Leave(unit=units[0].id if len(units) == 1 else None)))
        case Chose(option="in_charge"):
            left = (facts.answer(AbsencesNow()) or OwnAbsences()).left
            return Move(frames=(frame, NotInCharge(unit=left[0].id if left else None)))
        case Chose(option="my_data"):
            return Move(frames=(frame, MyData()))
        case Chose() if given.part(0) == "language" and given.part(1) in screens.LANGUAGES:
            return stay(Account(), effects=(SetLanguage(language=given.part(1)),))
        case Chose():
            return back()
        case Typed(text=text) if frame.stage == "rename":
            return _named(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _channel(account: int, found: tuple[OwnChannel, ...]) -> OwnChannel | None:
    return next((one for one in found if one.id == account), None)


def _named(frame: Account, text: str, facts: Facts) -> Move:
    name = tidy(text)
    if len(name) > limits.PERSON_NAME:
        return stay(frame, screens.name_too_long(len(name), limits.PERSON_NAME, facts.words))
    if not any(letter.isalpha() for letter in name):
        return stay(frame, screens.no_name(facts.words))
    return stay(Account(), screens.renamed(name, facts.words), effects=(Rename(name=name),))
