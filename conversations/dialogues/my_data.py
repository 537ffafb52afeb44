"""One's own data: see, correct, withdraw the consent, erase. The last two ask once, with what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import AboutMe, DataRequestsNow, OwnDataNow, OwnRequestsNow
from conversations.engine.effects import SendOwnData, WithdrawConsent
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Account, AskAboutData, DataRequests, MyData, Welcome
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import my_data as screens
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: MyData) -> Needs:
    """What is stored: the outline, or all of it."""
    if frame.stage == "all":
        return Needs(asks=(OwnDataNow(),))
    return Needs(asks=(AboutMe(), OwnRequestsNow(), DataRequestsNow()))


def show(frame: MyData, facts: Facts) -> Screen:
    """The stage's screen."""
    if facts.person is None:
        return welcome_screens.welcome(facts)
    match frame.stage:
        case "overview":
            return screens.overview(facts)
        case "all":
            return screens.everything(frame, facts.answer(OwnDataNow()), facts)
        case "withdraw":
            return screens.withdraw(facts)
        case "erase":
            return screens.erase(facts)
        case _:
            assert_never(frame.stage)


def take(frame: MyData, given: Input, facts: Facts) -> Move:
    """Afterwards nobody is known here: the conversation begins anew."""
    words = facts.words
    if facts.person is None:
        return back()
    match given:
        case Chose(option="yes") if frame.stage == "withdraw":
            effects = (WithdrawConsent(erase=False),)
            return Move(frames=(Welcome(),), effects=effects, lines=(screens.withdrawn(words),))
        case Chose(option="yes") if frame.stage == "erase":
            effects = (WithdrawConsent(erase=True),)
            return Move(frames=(Welcome(),), effects=effects, lines=(screens.erased(words),))
        case Chose(option="no"):
            return stay(MyData(), screens.kept(words))
        case Chose(option="rename"):
            return Move(frames=(frame, Account(stage="rename")))
        case Chose(option="files"):
            return stay(frame, effects=(SendOwnData(),))
        case Chose(option="all"):
            return stay(MyData(stage="all"))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(MyData(stage="all", page=int(given.part(1))))
        case Chose(option="overview"):
            return stay(MyData())
        case Chose(option="ask"):
            return Move(frames=(frame, AskAboutData()))
        case Chose(option="requests"):
            return Move(frames=(frame, DataRequests()))
        case Chose(option="withdraw"):
            return stay(MyData(stage="withdraw"))
        case Chose(option="erase"):
            return stay(MyData(stage="erase"))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, words))
