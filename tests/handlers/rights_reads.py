"""What everybody tries to see: a row for every ask and for every field of Needs. A new one without a row fails the
test, which names it.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from conversations.engine import asks as a
from conversations.engine import asks_of_registers as r
from conversations.engine import asks_of_standing as s
from conversations.engine.facts import Needs
from conversations.programme.review import Queue
from tests.handlers.rights_tries import renamed
from tests.handlers.rights_try import (
    NO_DIFFICULTY,
    NO_DOSSIER,
    NO_ENTRY,
    NO_RULE,
    NO_UNIT,
    NOBODY,
    NOTHING,
    ONCE,
)
from tests.handlers.rights_world import CODE, ITEM, NOWHERE, STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conversations.engine.facts import Facts
    from tests.handlers.rights_world import Everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One thing to look at. seen: what of it, in a few words; "nothing" where there is none."""

    name: str
    needs: Callable[[Everybody], Needs]
    seen: Callable[[Facts], str]
    missing: Callable[[Everybody], Needs] | None = None
    states: tuple[str, ...] = ONCE


def needs_named() -> frozenset[str]:
    """The facts that can be asked for by a field of Needs; asks have rows of their own, whoever shows or takes them."""
    return frozenset(one.name for one in fields(Needs)) - {"asks", "shown"}


def needs_of(needs: Needs) -> frozenset[str]:
    """Those of them that these needs ask for."""
    default = {one.name: one.default for one in fields(Needs) if one.default is not MISSING}
    return frozenset(name for name in needs_named() if getattr(needs, name) != default[name])


def _there(found: object) -> str:
    return "seen" if found else NOTHING


def _titles(found: Iterable[Any] | None) -> str:
    """Of what units something is seen."""
    units = sorted({one.unit.title for one in found or ()})
    return "; ".join(units) or NOTHING


def _names(found: Iterable[Any] | None) -> str:
    return "; ".join(sorted(one.name for one in found or ())) or NOTHING


def _administered(found: Any) -> str:
    return NOTHING if found is None else "; ".join(one.title for one in found.own)


def _ask(
    name: str,
    make: Callable[[Everybody], a.AnyAsk],
    seen: Callable[[Any], str] = _there,
    *,
    missing: Callable[[Everybody], a.AnyAsk] | None = None,
    states: tuple[str, ...] = ONCE,
) -> Read:
    return Read(
        name=name,
        needs=lambda w: Needs(asks=(make(w),)),
        seen=lambda facts: seen(facts.answers[facts.loaded.asks[0]]),
        missing=None if missing is None else lambda w: Needs(asks=(missing(w),)),
        states=states,
    )


def _need(
    name: str,
    needs: Callable[[Everybody], Needs],
    seen: Callable[[Facts], str],
    *,
    missing: Callable[[Everybody], Needs] | None = None,
    states: tuple[str, ...] = ONCE,
) -> Read:
    return Read(name=name, needs=needs, seen=seen, missing=missing, states=states)


def _of_unit(name: str, make: Callable[..., a.AnyAsk], seen: Callable[[Any], str] = _there) -> Read:
    """Of the district, or of no unit."""
    return _ask(name, lambda w: make(unit=w.world.district), seen, missing=lambda _w: make(unit=NO_UNIT))


def _receiving(found: Any) -> str:
    return NOTHING if found is None else "; ".join(one.title for one in found.receivers)


def _difficulties(found: Any) -> str:
    if found is None:
        return NOTHING
    parts = {"own": found.own, "to answer": found.waiting, "may record": found.units}
    return ", ".join(name for name, some in parts.items() if some) or NOTHING


def _decisions(found: Any) -> str:
    return "; ".join(one.unit.title for one in found or ()) or NOTHING


def _books(found: Any) -> str:
    return NOTHING if found is None else "seen, kept" if found.keeps else "seen"


def _desk(place: str, queue: Queue, state: str) -> Read:
    make = partial(a.DeskOf, queue=queue)
    return _ask(
        f"DeskOf {place}, {queue.value}",
        lambda w: make(unit=w.places[place]),
        missing=lambda _w: make(unit=NO_UNIT),
        states=(state,),
    )


NEEDS: tuple[Read, ...] = (
    _need(
        "report",
        lambda w: Needs(report=w.key),
        lambda f: _there(f.report_found),
        missing=lambda w: Needs(report=w.nowhere),
        states=("not begun", "draft", "waiting", "sent", "closed"),
    ),
    _need("report of a village", lambda w: Needs(report=w.world.village_key(0)), lambda f: _there(f.report_found)),
    _need(
        "due",
        lambda _w: Needs(due=True),
        lambda f: _titles((*f.due, *f.lately_sent, *f.locked, *f.coming)),
    ),
    _need(
        "invitation",
        lambda _w: Needs(invitation=CODE),
        lambda f: f.invitation.problem or "seen",
        missing=lambda _w: Needs(invitation="SAI"),
    ),
    _need(
        "unit, the commune",
        lambda w: Needs(unit=w.world.commune),
        lambda f: _there(f.unit_found),
        missing=lambda _w: Needs(unit=NO_UNIT),
    ),
    _need("unit, the district", lambda w: Needs(unit=w.world.district), lambda f: _there(f.unit_found)),
    _need("unit, the office", lambda w: Needs(unit=w.places["economy"]), lambda f: _there(f.unit_found)),
)
ASKS: tuple[Read, ...] = (
    _ask("WaitingNow", lambda _w: a.WaitingNow(), _titles, states=("draft", "waiting", "sent")),
    _ask("ReceiptsNow", lambda _w: a.ReceiptsNow(), _titles, states=("draft", "sent")),
    _ask("WhomToRing", lambda _w: a.WhomToRing(), _names),
    _ask("AboutMe", lambda _w: a.AboutMe()),
    _of_unit("DeadlinesOf", a.DeadlinesOf),
    _ask("DeadlinesOf all units", lambda _w: a.DeadlinesOf(), _receiving),
    _of_unit("DigestOf", a.DigestOf),
    _ask("DigestOf the commune", lambda w: a.DigestOf(unit=w.world.commune)),
    _of_unit("PublicPageOf", s.PublicPageOf),
    _of_unit("DigestWanted", a.DigestWanted, lambda found: NOTHING if found is None else "can have it"),
    _ask("DecisionsNow", lambda _w: s.DecisionsNow(), _decisions),
    _ask("InChargeOf", lambda _w: s.InChargeOf(item=ITEM), missing=lambda _w: s.InChargeOf(item="99.9")),
    _of_unit("RoadmapOf", s.RoadmapOf),
    _of_unit("TargetsOf", s.TargetsOf),
    _of_unit("MoneyOf", s.MoneyOf),
    _ask("MoneyOf the commune", lambda w: s.MoneyOf(unit=w.world.commune)),
    _of_unit("TablesOf", s.TablesOf),
    _of_unit("GoalsToFill", s.GoalsToFill),
    _of_unit("GoalsOf", s.GoalsOf),
    _of_unit(
        "TasksOf", s.TasksOf, lambda found: NOTHING if found is None else f"may record {found.recorded_by_reader}"
    ),
    _of_unit("GoalsOver", partial(s.GoalsOver, period="2023-Q1")),
    _ask(
        "UnderOtherSet",
        lambda w: s.UnderOtherSet(unit=w.world.commune),
        missing=lambda _w: s.UnderOtherSet(unit=NO_UNIT),
    ),
    _ask("LackingOf", lambda w: s.LackingOf(unit=w.world.commune), missing=lambda _w: s.LackingOf(unit=NO_UNIT)),
    _ask(
        "LackingBelow",
        lambda w: s.LackingBelow(unit=w.world.district),
        lambda found: NOTHING if found is None else "seen",
        missing=lambda _w: s.LackingBelow(unit=NO_UNIT),
    ),
    _ask(
        "WishFor",
        lambda w: a.WishFor(key=w.key),
        missing=lambda w: a.WishFor(key=w.nowhere),
    ),
    _ask("SnoozesNow", lambda _w: a.SnoozesNow()),
    _ask("AbsencesNow", lambda _w: a.AbsencesNow(), lambda found: _there(found and (*found.left, *found.away))),
    _of_unit("ReceiversBelow", a.ReceiversBelow),
    _of_unit("RequestsOf", a.RequestsOf),
    _ask(
        "RequestNow",
        lambda w: a.RequestNow(unit=w.world.district, rule=w.request or NO_RULE),
        missing=lambda w: a.RequestNow(unit=w.world.district, rule=NO_RULE),
    ),
    _of_unit("OwedTo", a.OwedTo),
    _ask(
        "OwnFormOf",
        lambda w: a.OwnFormOf(unit=w.world.commune),
        lambda found: NOTHING if found is None else "may know",
        missing=lambda _w: a.OwnFormOf(unit=NO_UNIT),
    ),
    _of_unit("FormsOf", a.FormsOf),
    _ask("OtherPapers", lambda w: a.OtherPapers(unit=w.world.commune), missing=lambda _w: a.OtherPapers(unit=NO_UNIT)),
    _ask(
        "ReportPeriods",
        lambda w: a.ReportPeriods(unit=w.world.commune),
        missing=lambda _w: a.ReportPeriods(unit=NO_UNIT),
    ),
    _ask("SystemNow", lambda _w: a.SystemNow()),
    _ask("BackupsNow", lambda _w: a.BackupsNow()),
    _ask("OwnChannels", lambda _w: a.OwnChannels()),
    _ask("DifficultiesNow", lambda _w: a.DifficultiesNow(), _difficulties),
    _ask(
        "OneDifficulty",
        lambda w: a.OneDifficulty(number=w.difficulty or NO_DIFFICULTY),
        missing=lambda _w: a.OneDifficulty(number=NO_DIFFICULTY),
    ),
    _ask("DossiersNow", lambda _w: s.DossiersNow(), lambda found: _titles(found and found.dossiers)),
    _ask(
        "OneDossier",
        lambda w: s.OneDossier(number=w.dossier or NO_DOSSIER),
        missing=lambda _w: s.OneDossier(number=NO_DOSSIER),
    ),
    _ask(
        "NamingAt the commune",
        lambda w: s.NamingAt(at=w.world.commune),
        lambda found: NOTHING if found is None else f"{len(found.below)} below, itself: {found.itself}",
        missing=lambda _w: s.NamingAt(at=NO_UNIT),
    ),
    _ask(
        "UnitToName a village",
        lambda w: s.UnitToName(unit=w.world.villages[0]),
        missing=lambda _w: s.UnitToName(unit=NO_UNIT),
    ),
    _ask("VillagesNow", lambda _w: s.VillagesNow(), _titles),
    _ask("TagsFor", lambda w: a.TagsFor(unit=w.world.commune), missing=lambda _w: a.TagsFor(unit=NO_UNIT)),
    _ask(
        "ExpectedFor",
        lambda w: a.ExpectedFor(unit=w.world.commune, criterion=ITEM),
        missing=lambda _w: a.ExpectedFor(unit=NO_UNIT, criterion=ITEM),
    ),
    _ask(
        "RegistersOf the commune",
        lambda w: r.RegistersOf(w.world.commune),
        _books,
        missing=lambda _w: r.RegistersOf(NO_UNIT),
    ),
    _ask("RegistersOf the district, one kind", lambda w: r.RegistersOf(w.world.district, "mo-hinh"), _books),
    _ask("RegistersOf the office", lambda w: r.RegistersOf(w.places["economy"]), _books),
    _ask(
        "RegisterToKeep",
        lambda w: r.RegisterToKeep(w.world.commune, "mo-hinh"),
        missing=lambda _w: r.RegisterToKeep(NO_UNIT, "mo-hinh"),
    ),
    _ask(
        "OneEntry",
        lambda w: r.OneEntry(w.entry or NO_ENTRY),
        lambda found: NOTHING if found is None else "seen, kept" if found.keeps else "seen",
        missing=lambda _w: r.OneEntry(NO_ENTRY),
    ),
    _ask("AlarmsNow", lambda _w: a.AlarmsNow()),
    _ask("StuckNow", lambda _w: a.StuckNow()),
    _ask("ScheduleNow", lambda _w: a.ScheduleNow()),
    _ask(
        "HistoryOf",
        lambda w: a.HistoryOf(unit=w.world.commune, item=ITEM),
        lambda found: _there(found and found.entries),
        missing=lambda _w: a.HistoryOf(unit=NO_UNIT, item=ITEM),
        states=("draft", "waiting", "sent"),
    ),
    _ask("OwnDataNow", lambda _w: a.OwnDataNow()),
    _ask("OwnRequestsNow", lambda _w: a.OwnRequestsNow()),
    _ask("DataRequestsNow", lambda _w: a.DataRequestsNow()),
    _ask("Administered", lambda _w: a.Administered(), _administered),
    _ask("PeopleFound", lambda _w: a.PeopleFound(), _names),
    _ask(
        "PersonNow",
        lambda w: a.PersonNow(person=w.who("officer")),
        missing=lambda _w: a.PersonNow(person=NOBODY),
    ),
    _ask(
        "HandoverNow",
        lambda w: a.HandoverNow(giver=w.who("officer"), successor=w.who("post")),
        missing=lambda w: a.HandoverNow(giver=NOBODY, successor=w.who("post")),
    ),
    _ask("InvitationsOpen", lambda _w: a.InvitationsOpen()),
    *(_desk("economy", queue, "sent") for queue in Queue),
    *(_desk("district", queue, "disputed") for queue in (Queue.WAITING, Queue.DISPUTED, Queue.UNOWNED)),
    _ask(
        "ReviewedItemOf",
        lambda w: a.ReviewedItemOf(key=w.key, item=ITEM, queue=Queue.WAITING),
        missing=lambda w: a.ReviewedItemOf(key=w.nowhere, item=ITEM, queue=Queue.WAITING),
        states=STATES,
    ),
    _ask(
        "ItemsWaiting",
        lambda _w: a.ItemsWaiting(),
        lambda found: NOTHING if not found else f"{found}",
        states=("draft", "sent"),
    ),
    _ask("SaidByOffices", lambda _w: a.SaidByOffices(), _titles, states=("sent", "more asked")),
    _ask(
        "SentTo",
        lambda w: a.SentTo(unit=w.world.district),
        missing=lambda _w: a.SentTo(unit=NO_UNIT),
        states=("draft", "sent"),
    ),
    _ask("ToAgree", lambda _w: a.ToAgree(), _titles, states=("closed", "reopening wished")),
    _ask("LogOf", lambda _w: a.LogOf(), lambda found: NOTHING if found is None else "seen"),
    _ask(
        "LogOf the commune",
        lambda w: a.LogOf(unit=w.world.commune),
        lambda found: NOTHING if found is None else "seen, of it" if found.unit else "seen, of all theirs",
        missing=lambda _w: a.LogOf(unit=NO_UNIT),
    ),
    _ask(
        "UnitPlan",
        lambda w: a.UnitPlan(wanted=renamed(w.world.commune)),
        missing=lambda _w: a.UnitPlan(wanted=renamed(NO_UNIT)),
    ),
    _ask(
        "UnitChangesOf",
        lambda w: a.UnitChangesOf(unit=w.places["other village"]),
        missing=lambda _w: a.UnitChangesOf(unit=NO_UNIT),
    ),
    _ask(
        "UndoOf",
        lambda w: a.UndoOf(number=w.unit_change),
        missing=lambda _w: a.UndoOf(number=NOWHERE),
    ),
    _ask("PlanSent", lambda _w: a.PlanSent()),
    _ask(
        "SentReportOf",
        lambda w: a.SentReportOf(key=w.key),
        missing=lambda w: a.SentReportOf(key=w.nowhere),
        states=STATES,
    ),
)
READS: dict[str, tuple[Read, ...]] = {"Facts by needs": NEEDS, "Facts by asks": ASKS}
