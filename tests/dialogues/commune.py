"""A commune with its villages, its people and its report, made by hand: what a dialogue is given in a turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from conversations.engine.asks import AnyAsk
from conversations.engine.events import SentContact, SentFile, SentOther, SentPhoto, SentPlace, SentVoice
from conversations.engine.facts import Colleague, DeadlinesFacts, Facts, ReportSummary, UnitFacts
from conversations.engine.frames import Frame
from conversations.engine.move import Move
from conversations.engine.screen import OPTION_BYTES, Takes
from conversations.programme.answer import Answer, Figure, LastKnown, Nature, State
from conversations.programme.calendar import Deadline, DueOperator, Form, Period, ReportingRule, Span
from conversations.programme.criteria import CriteriaSet, worded
from conversations.programme.ids import PersonId, RuleId, SetId, UnitId
from conversations.programme.person import Grant, Person, Role
from conversations.programme.report import PlanCell, Receipt, Report, ReportKey, ReportState
from conversations.programme.unit import Level, Unit, kind_by_code
from storage.criteria_sets import shipped_files
from storage.criteria_sets.read_set import read_set

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.move import Input
    from conversations.engine.screen import Screen

NOW = datetime(2023, 6, 7, 21, 42, tzinfo=UTC)
SETS = {name: read_set(text, name=name) for name, text in shipped_files()}
FORM = SETS["xa-ntm-2021-2025.toml"]
COMMUNE = Unit(id=UnitId(2), kind=kind_by_code("xa"), name="Phúc Sen", parent=UnitId(1))
DISTRICT = Unit(id=UnitId(1), kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None)
H1 = Period(
    rule=RuleId(3),
    key="2023-H1",
    title="Báo cáo 6 tháng đầu năm 2023",
    year=2023,
    covers_from=date(2023, 1, 1),
    covers_to=date(2023, 6, 30),
    deadline=Deadline(operator=DueOperator.BEFORE, day=date(2023, 6, 10)),
    locks_on=date(2023, 8, 8),
)
KEY = ReportKey(unit=COMMUNE.id, rule=H1.rule, period=H1.key)
RECEIPT = Receipt(number="12/2023-H1/01", at=NOW, items=7, of=57, photos=2, next_reader="Văn phòng Điều phối")
HEALTH = "Trạm y tế"

H1_RULE = ReportingRule(
    id=H1.rule,
    code="H1",
    title="Báo cáo 6 tháng đầu năm",
    unit=DISTRICT.id,
    owes=Level.COMMUNE,
    form=Form.CRITERIA,
    span=Span.HALF_YEAR,
    operator=DueOperator.BEFORE,
    due_month=6,
    due_day=10,
    via="phòng Nông nghiệp và PTNT",
    valid_from=date(2022, 10, 1),
)


def village(number: int, name: str, kind: str = "xom") -> Unit:
    return Unit(id=UnitId(100 + number), kind=kind_by_code(kind), name=name, parent=COMMUNE.id)


VILLAGES = tuple(village(number, name) for number, name in enumerate(("Lũng Rì", "Lũng Sâu", "Pác Rằng", "3")))
DEADLINES = DeadlinesFacts(
    rules=(H1_RULE,),
    receivers=(DISTRICT, COMMUNE),
    below=(COMMUNE, *VILLAGES),
    sets=tuple((SetId(one.id), one.level, one.title) for one in SETS.values()),
)
VILLAGE_FORM: CriteriaSet = worded(SETS["thon-ntm-vi-du.toml"], kind_by_code("xom"))


def summary(unit: Unit, *, given: int = 0, state: ReportState = ReportState.DRAFT) -> ReportSummary:
    return ReportSummary(
        key=ReportKey(unit=unit.id, rule=RuleId(4), period="2023-X1"),
        unit=unit,
        period=H1,
        state=state,
        given=given,
        of=13,
        receipt=replace(RECEIPT, number="101/2023-X1/01") if state is ReportState.SENT else None,
    )


BELOW = (
    summary(VILLAGES[0], given=13, state=ReportState.SENT),
    summary(VILLAGES[1], given=5),
    summary(VILLAGES[2]),
    summary(VILLAGES[3]),
)


def person(*grants: Grant) -> Person:
    return Person(id=PersonId(7), name="Cán bộ xã", grants=grants)


OFFICER = person(Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE))
NURSE = person(Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE, post=HEALTH))
LEADER = person(Grant(role=Role.COMMUNE_LEADER, unit=COMMUNE))
HEAD = person(Grant(role=Role.VILLAGE_OFFICER, unit=VILLAGES[1]))
PEOPLE = (OFFICER, NURSE, LEADER, HEAD)
COLLEAGUES = (
    Colleague(person=PersonId(7), name="Cán bộ văn phòng", role=Role.COMMUNE_OFFICER, phone="0900000007"),
    Colleague(person=PersonId(8), name="Cán bộ trạm", role=Role.COMMUNE_OFFICER, post=HEALTH),
    Colleague(person=PersonId(9), name="Chủ tịch xã", role=Role.COMMUNE_LEADER),
)


def answer(code: str, state: State = State.MET, **more: Any) -> Answer:
    known: dict[str, Any] = {
        "indicator": code,
        "version": 1,
        "state": state,
        "by": PersonId(7),
        "channel": "telegram",
        "at": NOW,
    }
    return Answer(**(known | more))


WATER = answer(
    "17.1",
    State.NOT_MET,
    figure=Figure(value=Decimal("87.5"), numerator=350, denominator=400),
    as_of=date(2023, 5, 31),
    nature=Nature.OFFICIAL,
    reason="mất nguồn mó sau lũ",
    source="chị cán bộ trạm, 7/6",
)


def report(**more: Any) -> Report:
    known: dict[str, Any] = {
        "key": KEY,
        "unit": COMMUNE,
        "superior": DISTRICT,
        "period": H1,
        "form": FORM,
        "region": "tdmnpb",
        "answers": {one.indicator: one for one in (answer("1.1"), WATER)},
        "last": {"17.1": LastKnown(state=State.MET, reported_on=date(2022, 11, 12))},
        "plan": {
            "2": PlanCell(met=False, target_year=2022, on=date(2022, 10, 1)),
            "10": PlanCell(met=False, target_year=2023, on=date(2022, 10, 1)),
        },
        "posts": {"15.1": HEALTH, "15.2": HEALTH},
        "has_leader": True,
    }
    return Report(**(known | more))


def unit_facts(**more: Any) -> UnitFacts:
    known: dict[str, Any] = {
        "unit": COMMUNE,
        "superior": DISTRICT,
        "below": BELOW,
        "colleagues": COLLEAGUES,
        "report": report(),
    }
    return UnitFacts(**(known | more))


class Nothing(dict[AnyAsk, object]):
    """Answers to whatever is asked: nothing, but for what is told."""

    def __missing__(self, _ask: AnyAsk) -> None:
        return None


def facts(who: Person = OFFICER, *, answers: Mapping[AnyAsk, object] | None = None, **more: Any) -> Facts:
    known: dict[str, Any] = {"now": NOW, "person": who, "answers": Nothing(answers or {})}
    return Facts(**(known | more))


F = TypeVar("F", bound=Frame)


def stays(move: Move, kind: type[F]) -> F:
    """The only frame after it, which is of this kind."""
    (frame,) = move.frames
    assert isinstance(frame, kind)
    return frame


LATER = NOW + timedelta(days=90)
"""The period is locked."""

STRAY: tuple[Input, ...] = (
    SentPhoto(reference="photo", size=0),
    SentVoice(reference="voice", size=0),
    SentFile(reference="file", name="bang.xlsx", size=0),
    SentPlace(latitude=22.6, longitude=106.4),
    SentContact(phone="0900000000", own=True),
    SentOther(kind="sticker"),
)
"""What comes where nobody asked for it."""


def fits(screen: Screen) -> Screen:
    """The screen, once it is seen to fit every channel."""
    assert screen.text.strip()
    assert len(screen.text) <= 2000
    ids = [option.id for option in screen.options]
    assert len(set(ids)) == len(ids)
    # a channel shows a button of its own with which these are shared, and it needs a label in the person's language
    assert bool(screen.share) == (Takes.CONTACT in screen.takes)
    for option in screen.options:
        assert option.id.isascii()
        assert len(option.id) <= OPTION_BYTES
        assert 0 < len(option.label) <= 32
    return screen


def ids(screen: Screen) -> list[str]:
    return [option.id for option in screen.options]
