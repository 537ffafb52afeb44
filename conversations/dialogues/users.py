"""People for whoever administers them: find, look at, give and end roles, let an account rest, hand over.

Every change shows a preview and is asked once; letting somebody go on again is one press.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues import choose_role
from conversations.engine.asks import Administered, HandoverNow, PeopleFound, PersonNow
from conversations.engine.effects import EndRole, GrantRole, HandOver, ResumePerson, SuspendPerson
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Invite, RoleDraft, Users
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import PersonId
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import users as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import AdministeredPerson, Entry, HeldSince


def needs(frame: Users) -> Needs:
    """Only what the stage shows."""
    if frame.person is None:
        return Needs(asks=(PeopleFound(frame.text),))
    person = PersonNow(frame.person)
    match frame.stage:
        case "grant":
            return Needs(asks=(person, Administered(frame.draft.unit)))
        case "successor":
            return Needs(asks=(person, PeopleFound(frame.text)))
        case "handover_sure":
            return Needs(asks=(person, *((_handover(frame),) if frame.successor is not None else ())))
        case _:
            return Needs(asks=(person,))


def show(frame: Users, facts: Facts) -> Screen:
    """The stage; what no longer fits falls back to the card, the card to the list."""
    if frame.person is None:
        found = facts.answer(PeopleFound(frame.text))
        return out_of_sight("users", facts.words) if found is None else screens.people(frame, found, facts)
    person = facts.answer(PersonNow(frame.person))
    if person is None:
        return out_of_sight("users", facts.words)
    return _of_person(frame, person, facts)


def _of_person(frame: Users, person: AdministeredPerson, facts: Facts) -> Screen:
    held = _chosen(frame, person)
    match frame.stage:
        case "grant":
            return _grant(frame, person, facts)
        case "end" | "handover" if person.card.roles:
            return screens.which_role(frame.stage, person, facts)
        case "end_sure" if held is not None:
            return screens.end_sure(person, held.role, held.post, held.unit, facts)
        case "suspend" if person.card.suspended_since is None:
            return screens.suspend_sure(person, facts)
        case "successor":
            return screens.successor(frame, person, _others(frame, facts), facts)
        case "handover_sure" if frame.successor is not None:
            view = facts.answer(_handover(frame))
            if view is None:
                return out_of_sight("users", facts.words)
            if view.handover is None:
                return screens.cannot(view.why_not, facts)
            return screens.handover_sure(view.handover, facts)
        case _:
            return screens.card(person, facts)


def _grant(frame: Users, person: AdministeredPerson, facts: Facts) -> Screen:
    found = facts.answer(Administered(frame.draft.unit))
    if found is None:
        return out_of_sight("users", facts.words)
    at = found.unit(frame.draft.unit)
    if at is None or frame.draft.role is None or not choose_role.is_whole(frame.draft, found):
        return choose_role.show("users", frame.draft, found, frame.page, facts.words)
    return screens.grant_sure(person, frame.draft.role, frame.draft.post or "", at, facts)


def take(frame: Users, given: Input, facts: Facts) -> Move:
    """The stage's answer."""
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="list" | "all"):
            return stay(Users())
        case Chose(option="card"):
            return stay(_card(frame))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    if frame.person is None:
        return _take_list(frame, given, facts)
    person = facts.answer(PersonNow(frame.person))
    if person is None:
        return stay(Users())
    match frame.stage:
        case "grant":
            return _take_grant(frame, given, frame.person, facts)
        case "successor":
            return _take_successor(frame, given, facts)
        case "end" | "handover":
            return _take_role(frame, given, person, facts)
        case "list" | "card":
            return _take_card(frame, given, frame.person, facts)
        case "end_sure" | "suspend" | "handover_sure":
            return _take_sure(frame, given, person, facts)


def _take_list(frame: Users, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Typed):
        text = tidy(given.text)
        return stay(Users(text=text[: limits.PERSON_NAME]))
    if given == Chose("invite"):
        return Move(frames=(frame, Invite()))
    chosen = _person_of(given, facts.answer(PeopleFound(frame.text)) or ())
    if chosen is None:
        return stay(frame, unexpected_line(given, facts.words))
    return stay(Users(stage="card", person=chosen))


def _take_card(frame: Users, given: Chose | Typed, person: PersonId, facts: Facts) -> Move:
    match given:
        case Chose(option="grant"):
            return stay(Users(stage="grant", person=person))
        case Chose(option="end"):
            return stay(Users(stage="end", person=person))
        case Chose(option="handover"):
            return stay(Users(stage="handover", person=person))
        case Chose(option="suspend"):
            return stay(Users(stage="suspend", person=person))
        case Chose(option="resume"):
            return stay(_card(frame), effects=(ResumePerson(person=person),))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _take_grant(frame: Users, given: Chose | Typed, person: PersonId, facts: Facts) -> Move:
    found = facts.answer(Administered(frame.draft.unit))
    if found is None:
        return stay(_card(frame))
    draft = frame.draft
    if choose_role.is_whole(draft, found) and draft.unit is not None and draft.role is not None:
        if given != Chose("yes"):
            return stay(frame, unexpected_line(given, facts.words))
        effect = GrantRole(person=person, unit=draft.unit, role=draft.role, post=draft.post or "")
        return stay(_card(frame), effects=(effect,))
    after = choose_role.take(draft, given, found, facts.words)
    if after is None:
        return stay(_card(frame))
    return stay(frame, after) if isinstance(after, str) else stay(replace(frame, draft=after, page=0))


def _take_role(frame: Users, given: Chose | Typed, person: AdministeredPerson, facts: Facts) -> Move:
    after = Users(stage="end_sure" if frame.stage == "end" else "successor", person=frame.person)
    if given == Chose("every") and frame.stage == "handover":
        return stay(after)
    place = given.part(1) if isinstance(given, Chose) and given.part(0) == "r" else ""
    if not place.isdecimal() or int(place) >= len(person.card.roles):
        return stay(frame, unexpected_line(given, facts.words))
    held = person.card.roles[int(place)]
    draft = RoleDraft(unit=held.unit.id, role=held.role, post=held.post)
    return stay(replace(after, draft=draft))


def _take_successor(frame: Users, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Typed):
        return stay(replace(frame, text=tidy(given.text)[: limits.PERSON_NAME], page=0))
    chosen = _person_of(given, _others(frame, facts))
    if chosen is None:
        return stay(frame, unexpected_line(given, facts.words))
    return stay(replace(frame, stage="handover_sure", successor=chosen, text="", page=0))


def _take_sure(frame: Users, given: Chose | Typed, person: AdministeredPerson, facts: Facts) -> Move:
    if given == Chose("successor") and frame.stage == "handover_sure":
        return stay(replace(frame, stage="successor", successor=None))
    if given != Chose("yes") or frame.person is None:
        return stay(frame, unexpected_line(given, facts.words))
    if frame.stage == "suspend":
        return stay(_card(frame), effects=(SuspendPerson(person=frame.person),))
    if frame.stage == "end_sure":
        held = _chosen(frame, person)
        if held is None:
            return stay(_card(frame))
        effect = EndRole(person=frame.person, unit=held.unit.id, role=held.role, post=held.post)
        return stay(_card(frame), effects=(effect,))
    view = None if frame.successor is None else facts.answer(_handover(frame))
    if view is None or view.handover is None:
        return stay(frame)
    seen = tuple((grant.unit.id, grant.role, grant.post) for grant in view.handover.grants)
    passed = HandOver(giver=view.handover.giver, successor=view.handover.successor, seen=seen)
    return stay(_card(frame), effects=(passed,))


def _card(frame: Users) -> Users:
    return Users() if frame.person is None else Users(stage="card", person=frame.person)


def _chosen(frame: Users, person: AdministeredPerson) -> HeldSince | None:
    """The role that was chosen, where it is held still."""
    draft = frame.draft
    return next(
        (
            held
            for held in person.card.roles
            if (held.unit.id, held.role, held.post) == (draft.unit, draft.role, draft.post)
        ),
        None,
    )


def _handover(frame: Users) -> HandoverNow:
    if frame.person is None or frame.successor is None:
        raise LookupError("somebody of a handover")
    return HandoverNow(frame.person, frame.successor, unit=frame.draft.unit, role=frame.draft.role)


def _others(frame: Users, facts: Facts) -> tuple[Entry, ...]:
    """Who can take over: whoever works at the same unit first."""
    found = facts.answer(PeopleFound(frame.text)) or ()
    there = [one for one in found if one.id != frame.person and not one.suspended]
    return tuple(sorted(there, key=lambda one: all(held.unit.id != frame.draft.unit for held in one.roles)))


def _person_of(given: Chose, offered: tuple[Entry, ...]) -> PersonId | None:
    number = given.part(1) if given.part(0) == "p" else ""
    return next((one.id for one in offered if str(one.id) == number), None)
