"""Joining by an invitation. Before consent nothing personal is stored; the invitation is used at the very end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, assert_never

from conversations.engine.effects import Consent, RefuseConsent, UseInvitation
from conversations.engine.events import SentContact
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Join, Welcome
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.reading.invitation_code import read_invitation_code
from conversations.screens import join as screens
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen

LEAVE = "leave"


def needs(frame: Join) -> Needs:
    """What the invitation offers."""
    return Needs(invitation=frame.code)


def show(frame: Join, facts: Facts) -> Screen:
    """The stage's screen, or why the invitation does not open."""
    invitation = facts.invitation
    if invitation.problem:
        return screens.problem(invitation, facts)
    if invitation.already_held:
        return screens.already_held(invitation, facts)
    stage = _stage(frame, facts)
    match stage:
        case "consent":
            return screens.consent(invitation, facts)
        case "unit":
            return screens.unit(invitation, facts)
        case "phone":
            return screens.phone(facts)
        case "wrong_unit":
            return screens.wrong_unit(invitation, facts)
        case _:
            assert_never(stage)


def take(frame: Join, given: Input, facts: Facts) -> Move:
    """The stage's answer."""
    invitation = facts.invitation
    frame = replace(frame, stage=_stage(frame, facts))
    if isinstance(given, Chose) and given.option != LEAVE and (invitation.problem or invitation.already_held):
        return stay(frame)  # pressed while the invitation still opened: the screen that comes says why it does not
    if invitation.problem:
        return _another_code(frame, given, facts, leaving=back())
    if invitation.already_held:
        return back() if isinstance(given, Chose) else stay(frame, unexpected_line(given, facts.words))
    match frame.stage:
        case "consent":
            return _consent(frame, given, facts)
        case "unit":
            return _unit(frame, given, facts)
        case "phone":
            return _phone(frame, given, facts)
        case "wrong_unit":
            if given == Chose("again"):
                return stay(replace(frame, stage="unit"))
            return _another_code(frame, given, facts, leaving=back(screens.put_off(facts.words)))
        case _:
            assert_never(frame.stage)


def _stage(frame: Join, facts: Facts) -> Literal["consent", "unit", "phone", "wrong_unit"]:
    """Whoever has joined has consented; whoever has not is asked first, whatever the stored stage says."""
    if facts.person is None:
        return "consent"
    return "unit" if frame.stage == "consent" else frame.stage


def _consent(frame: Join, given: Input, facts: Facts) -> Move:
    match given:
        case Chose(option="agree"):
            agreed = Consent(code=frame.code, text_version=screens.CONSENT_TEXT)
            return stay(replace(frame, stage="unit"), effects=(agreed,))
        case Chose(option="refuse"):
            refused = RefuseConsent(code=frame.code)
            return Move(frames=(Welcome(),), effects=(refused,), lines=(screens.refused(facts.words),))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _unit(frame: Join, given: Input, facts: Facts) -> Move:
    match given:
        case Chose(option="right") if facts.invitation.asks_phone:
            return stay(replace(frame, stage="phone"))
        case Chose(option="right"):
            return _done(frame, facts)
        case Chose(option="wrong"):
            return stay(replace(frame, stage="wrong_unit"))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _phone(frame: Join, given: Input, facts: Facts) -> Move:
    match given:
        case SentContact(own=True, phone=phone):
            return _done(frame, facts, phone=phone)
        case SentContact():
            return stay(frame, screens.phone_not_own(facts.words))
        case Typed():
            return stay(frame, screens.phone_typed(facts.words))
        case Chose():
            return back(screens.put_off(facts.words))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _done(frame: Join, facts: Facts, *, phone: str = "") -> Move:
    used = UseInvitation(code=frame.code, phone=phone)
    return Move(frames=(), effects=(used,), lines=(screens.joined(facts.invitation, facts),), home=True)


def _another_code(frame: Join, given: Input, facts: Facts, *, leaving: Move) -> Move:
    match given:
        case Chose():
            return leaving
        case Typed(text=text):
            code = read_invitation_code(text)
            if code is not None:
                return stay(Join(code=code))
            return stay(frame, welcome_screens.no_code_in_it(facts.words))
        case _:
            return stay(frame, unexpected_line(given, facts.words))
