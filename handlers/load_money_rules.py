"""Loads rules about money for a unit: from a file, or those of a document that the program knows word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from handlers.trial import writing
from storage.money_rule_sets import has_rules, keep_rules
from storage.money_rules import shipped_rules
from storage.money_rules.rule_file import only, read_money_rules
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.money_rules import MoneyRules
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRules:
    """new: this version was not there before."""

    unit: Unit
    rules: MoneyRules
    version: int
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedRules:
    """The rules of a known document whose sentences stand in this one, word for word. body: as a file."""

    rules: MoneyRules
    body: str
    warnings: tuple[SourceWarning, ...]


async def load_money_rules(
    database: Database, text: str, *, name: str, unit: str, now: datetime, dry_run: bool = False
) -> LoadedRules:
    """Load a file as the rules of a unit and all below it. Raises Problem and changes nothing where it is wrong."""
    rules = read_money_rules(text, name=name)
    async with writing(database, keep=not dry_run) as tx:
        named = await unit_named(tx, unit, day=now.date())
        kept = await keep_rules(tx, named.id, text, rules.title, at=now)
        return LoadedRules(unit=named, rules=rules, version=kept.version, new=kept.new)


def recognised(document: Document) -> RecognisedRules | None:
    """None: no document whose rules come with the program."""
    text = " ".join(one.text for one in document.paragraphs)
    for name, body in shipped_rules():
        rules = read_money_rules(body, name=name)
        found = [one for one in rules.rules if one.source in text]
        if not found:
            continue
        left = [one for one in rules.rules if one not in found]
        kept = only(body, frozenset(one.code for one in found), name=name)
        return RecognisedRules(
            rules=read_money_rules(kept, name=name),
            body=kept,
            warnings=tuple(
                SourceWarning(
                    code="money_rule_not_found",
                    place=Place(),
                    stated="",
                    computed=one.source,
                    message=f"Không thấy câu “{one.source}” trong văn bản. Không áp dụng quy định “{one.title}”.",
                )
                for one in left
            ),
        )
    return None


async def keep_recognised(tx: Transaction, found: RecognisedRules | None, unit: Unit, *, now: datetime) -> bool:
    """Load what was recognised, unless somebody has given the unit rules before; whether it was loaded."""
    if found is None or await has_rules(tx, unit.id):
        return False
    await keep_rules(tx, unit.id, found.body, found.rules.title, at=now)
    return True
