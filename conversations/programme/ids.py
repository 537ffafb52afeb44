"""Ids are types: a unit's number can never stand where a person's is wanted. All are positive integers given by the
database.
"""

from __future__ import annotations

from typing import NewType

UnitId = NewType("UnitId", int)
PersonId = NewType("PersonId", int)
RuleId = NewType("RuleId", int)
ReportId = NewType("ReportId", int)
EvidenceId = NewType("EvidenceId", int)
DifficultyId = NewType("DifficultyId", int)
EntryId = NewType("EntryId", int)
InvitationId = NewType("InvitationId", int)
GroupId = NewType("GroupId", int)
FallId = NewType("FallId", int)
DossierId = NewType("DossierId", int)
SetId = NewType("SetId", str)
"""The name of a criteria set, e.g. "xa-ntm-2021-2025"; with its version number it names one immutable text."""
