"""What a process keeps between turns so that a turn reads little: the programme of the day, reports in work.

Nothing here is asked whether it is still right by time: a copy is used only under the stamp the turn itself has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.criteria import CriteriaSets
from storage.last_used import LastUsed
from storage.programme import Programme, stamp_of, stamp_read
from storage.sessions import KnownSessions

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.ids import PersonId
    from conversations.programme.person import Person
    from conversations.programme.report import Report, ReportKey
    from storage.database import Transaction
    from storage.reports import Found, StoredReport

REPORTS_KEPT = 256
"""Reports in work at the same time; a report with 57 answers takes about 100 kB, so all of them about 25 MB."""
SESSIONS_KEPT = 1024
"""Chats that spoke last; each takes about 3 kB."""
PEOPLE_KEPT = 1024
"""People who acted last; each takes about 1 kB."""


class Caches:
    """One for each open database; empty at start, and it may be thrown away at any time."""

    def __init__(self, *, reports_kept: int = REPORTS_KEPT, sessions_kept: int = SESSIONS_KEPT) -> None:
        self.sets = CriteriaSets()
        self.sessions = KnownSessions(kept=sessions_kept)
        self._programme: Programme | None = None
        self._turn: tuple[Transaction, Programme, Person | None] | None = None
        self._found: tuple[Transaction, ReportKey, Found] | None = None
        self._people: LastUsed[PersonId, tuple[object, Programme, Person]] = LastUsed(kept=PEOPLE_KEPT)
        self._reports: LastUsed[ReportKey, tuple[StoredReport, Programme, Report]] = LastUsed(kept=reports_kept)

    def programme(self, *, stamp: int, today: date) -> Programme:
        """The programme of that day under that stamp, as far as it was read."""
        kept = self._programme
        if kept is None or kept.stamp != stamp or kept.today != today:
            kept = self._programme = Programme(stamp=stamp, today=today, sets=self.sets)
        return kept

    async def programme_now(self, tx: Transaction, *, today: date) -> Programme:
        """The programme of that day under the stamp read now: for whoever asks outside a turn's facts."""
        return self.programme(stamp=stamp_of(await tx.all(stamp_read()[0])), today=today)

    def loaded(self, tx: Transaction, *, programme: Programme, person: Person | None) -> None:
        """This transaction has read the programme's stamp and who is acting."""
        self._turn = (tx, programme, person)

    def programme_of(self, tx: Transaction) -> Programme | None:
        """The programme as this very transaction found it; None: it has not read the stamp, or another has since."""
        return self._turn[1] if self._turn is not None and self._turn[0] is tx else None

    def person_of(self, tx: Transaction, person: PersonId) -> Person | None:
        """The person as this very transaction found them; None: they must be read."""
        turn = self._turn
        return turn[2] if turn is not None and turn[0] is tx and turn[2] is not None and turn[2].id == person else None

    def person(self, person: PersonId, *, told: object, programme: Programme) -> Person | None:
        """The person as they were when the database told the very same of them; None: they must be put together."""
        kept = self._people.get(person)
        return kept[2] if kept is not None and kept[0] == told and kept[1] is programme else None

    def keep_person(self, person: Person, *, told: object, programme: Programme) -> None:
        """Remember the person under what the database told of them."""
        self._people.put(person.id, (told, programme, person))

    def forget_person(self) -> None:
        """What the transaction knew of who is acting is no longer so."""
        if self._turn is not None:
            self._turn = (*self._turn[:2], None)

    def found(self, tx: Transaction, key: ReportKey, found: Found) -> None:
        """This transaction has read the report's own row, or written it: that is how it stands."""
        self._found = (tx, key, found)

    def found_of(self, tx: Transaction, key: ReportKey) -> Found | None:
        """The report's own row as this very transaction left it; None: it must be read."""
        known = self._found
        return known[2] if known is not None and known[0] is tx and known[1] == key else None

    def forget_found(self) -> None:
        """The transaction has changed reports in a way that only the database knows."""
        self._found = None

    def report(self, key: ReportKey, *, stamp: int, programme: Programme) -> Report | None:
        """The report as it was under that stamp; None: it must be read."""
        kept = self._reports.get(key)
        return kept[2] if kept is not None and kept[0].stamp == stamp and kept[1] is programme else None

    def stored(self, key: ReportKey) -> StoredReport | None:
        """The report's own row as it was last; it is still the same where its stamp is."""
        kept = self._reports.get(key)
        return None if kept is None else kept[0]

    def keep(self, report: Report, *, stored: StoredReport, programme: Programme) -> None:
        """Remember the report under the stamp of its row."""
        self._reports.put(report.key, (stored, programme, report))
