"""Dossiers: how many stand where, one of them on one screen, and each act with its document or reason, a look and one
confirmation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks_of_standing import DossiersNow, OneDossier, VillagesNow
from conversations.engine.effects import ActOnDossier
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, Dossiers, FillReport, OpenDossier
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.dossier import NEED_PAPER, NEED_REASON, DossierAct, DossierState
from conversations.programme.dossier_plan import LEVELS
from conversations.programme.ids import DossierId
from conversations.programme.rights import (
    may_act_on_dossier,
    may_approve,
    may_fill,
    may_name_for_dossiers,
    may_open_dossier,
)
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.reading.paper import read_paper
from conversations.screens import dossiers as screens
from conversations.screens.dossier_villages import by_year
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.dossier import Dossier
    from conversations.programme.dossier_checklist import DossierView


def needs(frame: Dossiers) -> Needs:
    """The list, or one of them."""
    match frame.stage:
        case "list":
            return Needs(asks=(DossiersNow(),))
        case "villages":
            return Needs(asks=(VillagesNow(),))
        case _:
            return Needs(asks=(OneDossier(frame.number),))


def show(frame: Dossiers, facts: Facts) -> Screen:
    """The stage; what is gone, or never was theirs, leads nowhere."""
    if frame.stage == "list":
        found = facts.answer(DossiersNow())
        if found is None:
            return out_of_sight("dossiers", facts.words)
        return screens.overview(frame, found, facts, opens=may_name_for_dossiers(facts.somebody))
    if frame.stage == "villages":
        villages = facts.answer(VillagesNow())
        return out_of_sight("dossiers", facts.words) if villages is None else by_year(villages, facts.words)
    view = facts.answer(OneDossier(frame.number))
    if view is None:
        return out_of_sight("dossiers", facts.words)
    act = _act(frame)
    acts = acts_for(view.dossier, facts)
    if act is not None and (act not in acts or frame.seen != view.dossier.last.number):
        act = None
    match frame.stage:
        case "checklist":
            return screens.checklist(view, frame.page, facts)
        case "reason" if act is not None:
            return screens.asking_reason(view.dossier, act, facts)
        case "paper" if act is not None:
            return screens.asking_paper(view.dossier, act, facts)
        case "sure" if act is not None:
            return screens.sure(frame, view, act, _day(frame), facts)
        case "one" | "reason" | "paper" | "sure":
            ways = _ways(view.dossier, facts)
            return screens.one(view, acts, ways, facts)
        case _:
            assert_never(frame.stage)


def acts_for(dossier: Dossier, facts: Facts) -> tuple[DossierAct, ...]:
    """What this person can do to it now."""
    return tuple(
        act for act in DossierAct if dossier.possible(act) and may_act_on_dossier(facts.somebody, dossier, act)
    )


def _ways(dossier: Dossier, facts: Facts) -> tuple[str, ...]:
    """Into the report that fills it, for whoever fills it in or approves; to other days, or another round."""
    if dossier.report is not None:
        if may_fill(facts.somebody, dossier.unit):
            return ("fill",)
        return ("approve",) if may_approve(facts.somebody, dossier.unit) else ()
    above = {one.id for one in (dossier.commune, dossier.superior, dossier.recogniser) if one is not None}
    known = dossier.unit.kind.level in LEVELS and dossier.state is not DossierState.RECOGNISED
    if not known or not may_open_dossier(facts.somebody, dossier.unit, above):
        return ()
    return ("days",) if dossier.state.open else ("round",)


def _act(frame: Dossiers) -> DossierAct | None:
    return next((act for act in DossierAct if act.value == frame.act), None)


def _day(frame: Dossiers) -> date | None:
    return date.fromisoformat(frame.paper_day) if frame.paper_day else None


def take(frame: Dossiers, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    if isinstance(given, Chose) and given.option == "home":
        return Move(frames=(), home=True)
    if frame.stage == "villages" and isinstance(given, Chose):
        return stay(Dossiers())
    listing = frame.stage in {"list", "villages"}
    return _take_list(frame, given, facts) if listing else _take_one(frame, given, facts)


def _take_list(frame: Dossiers, given: Input, facts: Facts) -> Move:
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0):
        case "d":
            return stay(Dossiers(stage="one", number=DossierId(int(given.part(1)))))
        case "f":
            return stay(Dossiers(state=given.part(1)))
        case "page":
            return stay(Dossiers(state=frame.state, page=int(given.part(1))))
        case "villages":
            return stay(Dossiers(stage="villages"))
        case "open":
            return Move(frames=(Dossiers(), OpenDossier()))
        case "close":
            return back()
        case _:
            return stay(Dossiers())


def _take_one(frame: Dossiers, given: Input, facts: Facts) -> Move:
    view = facts.answer(OneDossier(frame.number))
    at_one = Dossiers(stage="one", number=frame.number)
    if view is None:
        return stay(Dossiers())
    match given:
        case Chose(option="list"):
            return stay(Dossiers())
        case Chose(option="fill") if view.dossier.report is not None:
            return Move(frames=(at_one, FillReport(key=view.dossier.report)))
        case Chose(option="approve") if view.dossier.report is not None:
            return Move(frames=(at_one, Approve(key=view.dossier.report)))
        case Chose(option="days" | "round"):
            return Move(frames=(at_one, _named(view.dossier)))
        case Chose(option="checklist"):
            return stay(replace(at_one, stage="checklist"))
        case Chose() if given.part(0) == "page":
            return stay(replace(at_one, stage="checklist", page=int(given.part(1))))
        case Chose() if given.part(0) == "a":
            return _begun(at_one, given, view, facts)
        case Chose(option="again"):
            return stay(_on(replace(frame, reason="", paper_number="", paper_day="")))
        case Chose(option="do") if frame.stage == "sure":
            return _do(frame, view, facts)
        case Chose():
            return stay(at_one)
        case Typed(text=text) if frame.stage == "reason":
            return _reason(frame, text, facts)
        case Typed(text=text) if frame.stage == "paper":
            return _paper(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _named(dossier: Dossier) -> OpenDossier:
    return OpenDossier(stage="year", unit=dossier.unit.id, standard=dossier.standard.value, kind=dossier.kind.value)


def _begun(at_one: Dossiers, given: Chose, view: DossierView, facts: Facts) -> Move:
    """The option names the act and how many steps the screen showed: "a:pass_up:3"."""
    dossier = view.dossier
    act = next((act for act in acts_for(dossier, facts) if act.value == given.part(1)), None)
    if act is None or str(dossier.last.number) != given.part(2):
        return stay(at_one, screens.moved(facts))
    if view.stops(act):
        return stay(at_one, screens.not_so(view, facts))
    return stay(_on(replace(at_one, act=act.value, seen=dossier.last.number)))


def _on(frame: Dossiers) -> Dossiers:
    """What must still be said, else the look before it is kept."""
    act = _act(frame)
    if act in NEED_REASON and not frame.reason:
        return replace(frame, stage="reason")
    if act in NEED_PAPER and not frame.paper_day:
        return replace(frame, stage="paper")
    return replace(frame, stage="sure")


def _reason(frame: Dossiers, text: str, facts: Facts) -> Move:
    said = tidy(text, keep_newlines=True)
    if len(said) > limits.REASON:
        return stay(frame, too_long(len(said), limits.REASON, facts.words))
    if not glued(said):
        return stay(frame, facts.words.say("dossier", "Xin gõ vài chữ."))
    return stay(_on(replace(frame, reason=said)))


def _paper(frame: Dossiers, text: str, facts: Facts) -> Move:
    named = read_paper(text, today=facts.today)
    if named is None or len(named.number) > limits.PAPER_NUMBER:
        return stay(frame, screens.no_paper(facts))
    return stay(_on(replace(frame, paper_number=named.number, paper_day=named.day.isoformat())))


def _do(frame: Dossiers, view: DossierView, facts: Facts) -> Move:
    act = _act(frame)
    at_one = Dossiers(stage="one", number=frame.number)
    if act is None or act not in acts_for(view.dossier, facts) or view.dossier.last.number != frame.seen:
        return stay(at_one, screens.moved(facts))
    if view.stops(act):
        return stay(at_one, screens.not_so(view, facts))
    done = ActOnDossier(
        number=frame.number,
        act=act,
        seen=frame.seen,
        paper_number=frame.paper_number,
        paper_day=_day(frame),
        text=frame.reason,
    )
    return stay(at_one, effects=(done,))
