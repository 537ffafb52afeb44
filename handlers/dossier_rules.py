"""A commune's step of its dossier as a reporting rule that is owed once: so answering, evidence, the leader's approval,
receipts, reminders and escalation are the ordinary report's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.engine.words import SOURCE
from conversations.programme.calendar import DueOperator, Form, Span
from conversations.programme.cycle import Cycle
from conversations.programme.dossier import DossierKind, above_of
from conversations.programme.ids import RuleId, SetId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.screens.dossier_words import kind_words
from storage.dossier_lists import tie_to_rule
from storage.rules import RuleText, put_rule
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from storage.database import Transaction
    from storage.dossiers import StoredDossier

CHECKLIST: Final = SetId("ho-so-xa")
"""The set that lists what a commune's dossier holds."""
LOCK_AFTER: Final = timedelta(days=365)
"""So long a dossier can still be handed in: it is wanted until it is there, and a year later a new roadmap is due."""
_LETTERS: Final = {Standard.NTM: "N", Standard.ADVANCED: "C", Standard.MODEL: "M", Standard.MODERN: "H"}


async def owe_dossiers(
    tx: Transaction, dossiers: Iterable[StoredDossier], *, dated: date, source: str, now: datetime
) -> int:
    """Let each commune owe its dossier to the unit right above by the day its roadmap names; how many do.

    dossiers: all of the roadmap, for a rule names everybody who owes by it. dated: of the document. One without a day,
    or of a unit that is no commune, is handed in on paper.
    """
    wanted: dict[tuple[UnitId, Standard, DossierKind, date], list[StoredDossier]] = {}
    for one in dossiers:
        line = await lineage(tx, one.unit, day=now.date())
        superior = above_of(line)[0] if line else None
        if superior is None or one.dates.first_by is None or line[0].kind.level is not Level.COMMUNE:
            continue
        wanted.setdefault((superior.id, one.standard, one.kind, one.dates.first_by), []).append(one)
    for (superior_id, standard, kind, day), group in wanted.items():
        year = group[0].dates.year
        what = kind_words(standard, kind, year, SOURCE)
        code = f"H{'K' if kind is DossierKind.KEEPING else 'S'}{_LETTERS[standard]}{day:%y%m%d}"
        text = RuleText(
            unit=superior_id,
            code=code,
            title=f"Hồ sơ đề nghị công nhận {what}" if kind is DossierKind.RECOGNITION else f"Hồ sơ {what}",
            owes=Level.COMMUNE,
            only=tuple(sorted(one.unit for one in group)),
            form=Form.QUESTIONS,
            set_id=CHECKLIST,
            cycle=Cycle.ONCE,
            span=Span.CYCLE,
            operator=DueOperator.UNTIL,
            due_year=day.year,
            due_month=day.month,
            due_day=day.day,
            valid_from=min(dated, day),
            source=source,
            lock_after=LOCK_AFTER,
        )
        await put_rule(tx, text, at=now)
        row = await tx.one(
            "SELECT id FROM reporting_rule WHERE unit = :unit AND code = :code", unit=superior_id, code=code
        )
        if row is None:
            raise LookupError(code)
        for one in group:
            tie_to_rule(tx, one.id, RuleId(row["id"]), now=now)
    return sum(map(len, wanted.values()))
