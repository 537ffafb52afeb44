"""The audit log: who did what, append-only and chained by SHA-256, so that an altered, dropped or inserted entry shows.

An entry's digest is SHA-256 of the previous digest of its chain followed by the entry as JSON. There are 16 chains, by
person: on PostgreSQL an entry locks its chain until the commit, so two people wait for each other in one case of
sixteen, not always. What happens without a person is chain 0. Triggers refuse UPDATE and DELETE on both databases.
Persons are opaque ids; detail holds no names, phone numbers or typed texts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from storage.dialects import APPEND_AUDIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.ids import PersonId
    from storage.database import Row, Transaction

CHAINS = 16
PAGE = 2_000
FAULTS_TOLD = 1_000

PAGE_OF_LOG = """
SELECT number, at, person, act, subject, detail, previous, digest FROM audit
WHERE chain = :chain AND number > :number ORDER BY number LIMIT :page
"""
NEXT_CHAIN = "SELECT min(chain) AS chain FROM audit WHERE chain > :chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the log is not as it was written. number: within the chain."""

    chain: int
    number: int
    kind: str
    """"gap" (an entry is missing before this one), "link" (it does not follow the one before), "changed"; against an
    earlier note also "cut" (the entry is no longer there) and "rewritten" (another one stands in its place)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEnd:
    """How far a chain goes. Kept elsewhere, it shows later whether an end was cut off. digest: of the last entry."""

    chain: int
    entries: int
    last: int
    """The last entry's number; differs from entries where some are missing."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What an examination of the whole log found. faults: the first `FAULTS_TOLD` of faults_found."""

    entries: int
    chains: tuple[ChainEnd, ...]
    faults: tuple[Fault, ...]
    faults_found: int

    @property
    def whole(self) -> bool:
        return not self.faults_found


class Examination:
    """Takes the log's entries chain by chain, in their order, and keeps no more of them than where it stands."""

    def __init__(self) -> None:
        self._ends: list[ChainEnd] = []
        self._faults: list[Fault] = []
        self._found = 0
        self._chain, self._number, self._entries, self._digest = -1, 0, 0, ""

    def begin(self, chain: int) -> None:
        """What comes now is this chain's."""
        self._end()
        self._chain, self._number, self._entries, self._digest = chain, 0, 0, ""

    @property
    def after(self) -> dict[str, int]:
        """The values for the next `PAGE_OF_LOG`: what follows the last entry taken."""
        return {"chain": self._chain, "number": self._number, "page": PAGE}

    def take(self, rows: Sequence[Row]) -> None:
        """The next entries."""
        for number, at, person, act, subject, detail, previous, digest in rows:
            if number != self._number + 1:
                self._fault(number, "gap")
            elif previous != self._digest:
                self._fault(number, "link")
            if digest != hashlib.sha256((previous + _entry(at, person, act, subject, detail)).encode()).hexdigest():
                self._fault(number, "changed")
            self._number, self._digest = number, digest
            self._entries += 1

    def outcome(self) -> Verified:
        """After the last entry."""
        self._end()
        return Verified(
            entries=sum(end.entries for end in self._ends),
            chains=tuple(self._ends),
            faults=tuple(self._faults),
            faults_found=self._found,
        )

    def _end(self) -> None:
        if self._entries:
            self._ends.append(
                ChainEnd(chain=self._chain, entries=self._entries, last=self._number, digest=self._digest)
            )
            self._entries = 0

    def _fault(self, number: int, kind: str) -> None:
        self._found += 1
        if len(self._faults) < FAULTS_TOLD:
            self._faults.append(Fault(chain=self._chain, number=number, kind=kind))


def note_later(
    tx: Transaction,
    *,
    at: int,
    person: PersonId | None,
    act: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append an entry before the transaction ends. act: "report_sent"; subject: its object, "report:12.3.2023-H1"."""
    text = orjson.dumps(detail or {}, option=orjson.OPT_SORT_KEYS).decode()
    tx.later(
        APPEND_AUDIT[tx.dialect],
        chain=(person or 0) % CHAINS,
        at=at,
        person=person,
        act=act,
        subject=subject,
        detail=text,
        entry=_entry(at, person, act, subject, text),
    )


async def verify(tx: Transaction) -> Verified:
    """Compute every chain again, page by page. Only the end of a chain can be cut off unseen: keep `chains` elsewhere
    and give it to `against`.
    """
    examination = Examination()
    chain = await _chain_after(tx, -1)
    while chain is not None:
        examination.begin(chain)
        while rows := await tx.all(PAGE_OF_LOG, **examination.after):
            examination.take(rows)
        chain = await _chain_after(tx, chain)
    return examination.outcome()


async def _chain_after(tx: Transaction, chain: int) -> int | None:
    row = await tx.one(NEXT_CHAIN, chain=chain)
    return None if row is None else row["chain"]


async def against(tx: Transaction, earlier: Sequence[ChainEnd]) -> tuple[Fault, ...]:
    """Whether the log still holds what it held at an earlier examination."""
    faults = []
    for end in earlier:
        row = await tx.one(
            "SELECT digest FROM audit WHERE chain = :chain AND number = :number", chain=end.chain, number=end.last
        )
        if row is None or row["digest"] != end.digest:
            faults.append(Fault(chain=end.chain, number=end.last, kind="cut" if row is None else "rewritten"))
    return tuple(faults)


def _entry(at: int, person: int | None, act: str, subject: str, detail: str) -> str:
    return orjson.dumps([at, person, act, subject, detail]).decode()
