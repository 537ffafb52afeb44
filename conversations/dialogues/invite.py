"""Invitations for whoever administers: see those that are open, make one after a preview, withdraw one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.dialogues import choose_role
from conversations.engine.asks import Administered, InvitationsOpen
from conversations.engine.effects import MakeInvitation, ShowInvitation, WithdrawInvitation
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Invite, RoleDraft
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.ids import InvitationId
from conversations.programme.invitation import MOST_USES, until_is_right
from conversations.reading.dates import Day, NotADay, TwoDays, read_date
from conversations.screens import invite as screens
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.invitation import OpenInvitation

MAKING = frozenset({"role", "sure", "uses", "until"})


def needs(frame: Invite) -> Needs:
    """What is open, or where somebody can be invited to."""
    if frame.stage in MAKING:
        return Needs(asks=(Administered(frame.draft.unit),))
    return Needs(asks=(InvitationsOpen(),))


def show(frame: Invite, facts: Facts) -> Screen:
    """The stage; what is gone meanwhile leads to the list."""
    if frame.stage in MAKING:
        return _making(frame, facts)
    found = facts.answer(InvitationsOpen())
    if found is None:
        return out_of_sight("invite", facts.words)
    one = _one(frame, found)
    if one is None or frame.stage == "list":
        return screens.open_ones(frame, found, facts)
    return screens.withdraw(one, facts) if frame.stage == "withdraw" else screens.one(one, facts)


def _making(frame: Invite, facts: Facts) -> Screen:
    units = facts.answer(Administered(frame.draft.unit))
    if units is None:
        return out_of_sight("invite", facts.words)
    at = units.unit(frame.draft.unit)
    draft = frame.draft
    if frame.stage == "role" or at is None or draft.role is None or not choose_role.is_whole(draft, units):
        return choose_role.show("invite", draft, units, frame.page, facts.words)
    match frame.stage:
        case "uses":
            return screens.uses(facts)
        case "until":
            return screens.until(facts)
        case _:
            return screens.sure(frame, draft.role, draft.post or "", at, facts)


def take(frame: Invite, given: Input, facts: Facts) -> Move:
    """The stage's answer."""
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="list"):
            return stay(Invite())
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    if frame.stage in MAKING:
        return _take_making(frame, given, facts)
    found = facts.answer(InvitationsOpen())
    if found is None:
        return back()
    return _take_open(frame, given, found, facts)


def _take_open(frame: Invite, given: Chose | Typed, found: tuple[OpenInvitation, ...], facts: Facts) -> Move:
    if given == Chose("new"):
        return stay(Invite(stage="role"))
    if isinstance(given, Chose) and given.part(0) == "i" and given.part(1).isdecimal():
        chosen = Invite(stage="one", number=InvitationId(int(given.part(1))))
        return stay(Invite(), screens.gone(facts.words)) if _one(chosen, found) is None else stay(chosen)
    one = _one(frame, found)
    if one is None:
        line = screens.gone(facts.words) if frame.number is not None else unexpected_line(given, facts.words)
        return stay(Invite(), line)
    match given:
        case Chose(option="show") if frame.stage == "one":
            return stay(frame, effects=(ShowInvitation(invitation=one.id),))
        case Chose(option="withdraw") if frame.stage == "one":
            return stay(replace(frame, stage="withdraw"))
        case Chose(option="back"):
            return stay(replace(frame, stage="one"))
        case Chose(option="yes") if frame.stage == "withdraw":
            return stay(Invite(), effects=(WithdrawInvitation(invitation=one.id),))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _take_making(frame: Invite, given: Chose | Typed, facts: Facts) -> Move:
    units = facts.answer(Administered(frame.draft.unit))
    if units is None:
        return back()
    if frame.stage == "role" or not choose_role.is_whole(frame.draft, units):
        after = choose_role.take(frame.draft, given, units, facts.words)
        if after is None:
            return stay(Invite())
        if isinstance(after, str):
            return stay(frame, after)
        whole = choose_role.is_whole(after, units)
        return stay(replace(frame, stage="sure" if whole else "role", draft=after, page=0))
    match frame.stage:
        case "uses":
            return _take_uses(frame, given, facts)
        case "until":
            return _take_until(frame, given, facts)
        case _:
            return _take_sure(frame, given, facts)


def _take_sure(frame: Invite, given: Chose | Typed, facts: Facts) -> Move:
    draft = frame.draft
    match given:
        case Chose(option="uses"):
            return stay(replace(frame, stage="uses"))
        case Chose(option="until"):
            return stay(replace(frame, stage="until"))
        case Chose(option="phone"):
            return stay(replace(frame, phone=not frame.phone))
        case Chose(option="role"):
            return stay(replace(frame, stage="role", draft=RoleDraft()))
        case Chose(option="yes") if draft.unit is not None and draft.role is not None:
            effect = MakeInvitation(
                unit=draft.unit,
                role=draft.role,
                post=draft.post or "",
                uses=frame.uses,
                until=screens.last_day(frame, facts.today),
                phone=frame.phone,
            )
            return stay(Invite(), effects=(effect,))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _take_uses(frame: Invite, given: Chose | Typed, facts: Facts) -> Move:
    if given == Chose("back"):
        return stay(replace(frame, stage="sure"))
    text = given.text if isinstance(given, Typed) else given.part(1) if given.part(0) == "n" else ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_USES)) else 0
    if not 1 <= number <= MOST_USES:
        return stay(frame, screens.uses_wrong(facts.words))
    return stay(replace(frame, stage="sure", uses=number))


def _take_until(frame: Invite, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Chose):
        if given.part(0) == "d" and given.part(1) in {str(days) for days in screens.DAYS}:
            until = facts.today + timedelta(days=int(given.part(1)))
            return stay(replace(frame, stage="sure", until=until))
        return stay(replace(frame, stage="sure"))
    match read_date(given.text, today=facts.today, ahead=True):
        case Day(day=day, rough=False):
            if not until_is_right(day, today=facts.today):
                return stay(frame, screens.until_wrong(facts.words))
            return stay(replace(frame, stage="sure", until=day))
        case Day():
            return stay(frame, screens.which_day(facts.words))
        case TwoDays() | NotADay() as other:
            return stay(frame, date_refusal(other, facts))


def _one(frame: Invite, found: tuple[OpenInvitation, ...]) -> OpenInvitation | None:
    return next((one for one in found if one.id == frame.number), None)
