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
    from collections.abc import Mapping

    from conversations.programme.ids import PersonId
    from storage.database import Transaction

CHAINS = 16
PAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the log is not as it was written. number: within the chain."""

    chain: int
    number: int
    kind: str
    """"gap" (an entry is missing before this one), "link" (it does not follow the one before), "changed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What an examination of the whole log found."""

    entries: int
    faults: tuple[Fault, ...]


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
    """Compute every chain again. Only the end of a chain can be cut off unseen: keep the count in a safe place."""
    entries = 0
    faults: list[Fault] = []
    for chain in range(CHAINS):
        number, digest = 0, ""
        while rows := await tx.all(
            "SELECT number, at, person, act, subject, detail, previous, digest FROM audit"
            " WHERE chain = :chain AND number > :number ORDER BY number LIMIT :page",
            chain=chain,
            number=number,
            page=PAGE,
        ):
            for row in rows:
                entry = _entry(row["at"], row["person"], row["act"], row["subject"], row["detail"])
                if row["number"] != number + 1:
                    faults.append(Fault(chain=chain, number=row["number"], kind="gap"))
                elif row["previous"] != digest:
                    faults.append(Fault(chain=chain, number=row["number"], kind="link"))
                if row["digest"] != hashlib.sha256((row["previous"] + entry).encode()).hexdigest():
                    faults.append(Fault(chain=chain, number=row["number"], kind="changed"))
                number, digest = row["number"], row["digest"]
            entries += len(rows)
    return Verified(entries=entries, faults=tuple(faults))


def _entry(at: int, person: int | None, act: str, subject: str, detail: str) -> str:
    return orjson.dumps([at, person, act, subject, detail]).decode()
