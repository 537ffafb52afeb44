"""A conversation walked without a database: what effects change is carried over in the hand-built report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conversations.engine.asks import AboutMe, DeadlinesOf, ReceiptsNow, WaitingNow, WhomToRing
from conversations.engine.effects import ActOnReport, Effect, SaveAnswer
from conversations.engine.events import Event, Pressed, Said
from conversations.engine.facts import Facts, Invitation
from conversations.engine.session import Session
from conversations.engine.step import Step, step, with_lines
from conversations.engine.topmost import screen_of
from conversations.programme.person import Role
from conversations.programme.report import TRANSITIONS, Report, ReportKey, ReportState
from tests.dialogues.commune import (
    COLLEAGUES,
    COMMUNE,
    DEADLINES,
    DISTRICT,
    KEY,
    NOW,
    OFFICER,
    RECEIPT,
    Nothing,
    answer,
    fits,
    report,
    summary,
    unit_facts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.frames import Frame
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person


def everything(who: Person | None, found: Report) -> Facts:
    """Facts with something in every place; whoever has not joined is told nothing but what their invitation says."""
    invited = Invitation(code="ABCD", role=Role.COMMUNE_OFFICER, unit=COMMUNE, superior=DISTRICT)
    if who is None:
        return Facts(now=NOW, invitation_found=invited, answers=Nothing())
    due = replace(summary(COMMUNE, given=found.given), key=found.key)
    return Facts(
        now=NOW,
        person=who,
        report_found=found,
        due=(due,),
        lately_sent=(replace(summary(COMMUNE, state=ReportState.SENT), key=replace(KEY, period="2022-Y")),),
        invitation_found=invited,
        unit_found=unit_facts(report=found),
        answers=Nothing(
            {
                WaitingNow(): (due,),
                ReceiptsNow(): (summary(COMMUNE, state=ReportState.SENT),),
                WhomToRing(): COLLEAGUES,
                AboutMe(): (("Họ tên", "cán bộ"),),
                DeadlinesOf(): DEADLINES,
                DeadlinesOf(DISTRICT.id): DEADLINES,
            }
        ),
    )


def carried(found: Report, effects: Sequence[Effect], who: Person | None) -> Report:
    """The report after the effects, as storage would have it; a version nobody has seen is never followed."""
    for effect in effects:
        if isinstance(effect, SaveAnswer) and who is not None:
            before = found.answers.get(effect.indicator)
            version = before.version if before is not None else 0
            assert effect.seen == version, "somebody else's answer would be lost, or the turn would end in a fault"
            given = answer(
                effect.indicator,
                effect.state,
                version=version + 1,
                figure=effect.figure,
                choice=effect.choice,
                as_of=effect.as_of,
                nature=effect.nature,
                reason=effect.reason,
                source=effect.source,
                unchanged=effect.unchanged,
                by=who.id,
            )
            found = replace(found, answers={**found.answers, effect.indicator: given})
        if isinstance(effect, ActOnReport):
            to = TRANSITIONS.get((found.state, effect.act), found.state)
            found = replace(found, state=to, receipt=RECEIPT if to is ReportState.SENT else None)
    return found


@dataclass
class Walk:
    """One phone and the report on it."""

    who: Person | None = OFFICER
    found: Report = field(default_factory=report)
    session: Session = field(default_factory=Session)
    steps: list[Step] = field(default_factory=list)
    plain: bool = False
    _screen: Screen | None = field(default=None, init=False)

    def at(self, *stack: Frame) -> Walk:
        """Stand there, with the screen on the phone."""
        self.session = Session(person=self.who.id if self.who is not None else None, stack=stack)
        self._show(())
        return self

    @property
    def facts(self) -> Facts:
        return replace(everything(self.who, self.found), plain=self.plain)

    @property
    def key(self) -> ReportKey:
        return self.found.key

    def _show(self, lines: tuple[str, ...]) -> None:
        self._screen = fits(with_lines(screen_of(self.session.top, self.facts), lines))
        self.session = self.session.with_screen(self._screen)

    def does(self, event: Event) -> Step:
        """One turn."""
        taken = step(self.session, event, self.facts)
        self.steps.append(taken)
        self.found = carried(self.found, taken.effects, self.who)
        if taken.show:
            self.session = taken.session
            self._show(taken.lines)
        return taken

    def presses(self, option: str) -> Step:
        """A button of the screen that is shown."""
        return self.does(self.button(option))

    def button(self, option: str) -> Pressed:
        assert self.session.shown is not None
        assert option in [known for known, _ in self.session.shown.options], self.session.shown.options
        return Pressed(token=self.session.shown.token, option=option)

    def says(self, text: str) -> Step:
        return self.does(Said(text=text))

    def stands(self) -> tuple[Frame, ...]:
        """The stack. A method, so that no type checker believes it to be the same after a turn."""
        return self.session.stack

    @property
    def top(self) -> Frame:
        return self.session.top

    @property
    def screen(self) -> Screen:
        assert self._screen is not None
        return self._screen

    @property
    def text(self) -> str:
        return self.screen.text

    @property
    def options(self) -> list[str]:
        return [option.id for option in self.screen.options]

    @property
    def saved(self) -> list[SaveAnswer]:
        """All answers of the walk."""
        return [effect for taken in self.steps for effect in taken.effects if isinstance(effect, SaveAnswer)]
