"""Loads a crosswalk between two criteria sets: checked against both, kept as a version; the same again is no change."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.crosswalk import check
from conversations.programme.crosswalk_rows import crosswalk_of_keys
from conversations.programme.problem import Problem
from handlers.trial import writing
from storage.criteria import stored_sets
from storage.criteria_sets.set_problem import not_toml
from storage.crosswalks import add_crosswalk, body_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.crosswalk import Crosswalk
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCrosswalk:
    """version None: it was loaded already."""

    walk: Crosswalk
    old: CriteriaSet
    new: CriteriaSet
    version: int | None

    @property
    def totals(self) -> Mapping[str, int]:
        """Relation to how many items have it."""
        return Counter(item.relation.value for item in self.walk.items)


async def load_crosswalk(
    database: Database, sets: CriteriaSets, walk: Crosswalk, *, name: str, at: datetime, dry_run: bool = False
) -> LoadedCrosswalk:
    """Raises Problem and keeps nothing: a set is not known, or the items do not fit the two sets."""
    async with writing(database, keep=not dry_run) as tx:
        old, new = await _known(tx, sets, walk.old_set), await _known(tx, sets, walk.new_set)
        if old.id == new.id:
            raise Problem(
                code="crosswalk_one_set",
                where=old.title,
                message="Hai bộ tiêu chí phải khác nhau.",
                remedy="Hãy ghi mã bộ cũ và mã bộ mới.",
            )
        check(walk, old, new)
        said = f"{walk.old_set}\n{walk.new_set}\n{walk.valid_from.isoformat()}\n{body_of(walk)}"
        digest = hashlib.sha256(said.encode()).hexdigest()
        version = await add_crosswalk(tx, walk, digest=digest, file_name=name, at=at)
        return LoadedCrosswalk(walk=walk, old=old, new=new, version=version)


def crosswalk_of_toml(text: str, *, name: str) -> Crosswalk:
    """Raises Problem: no TOML, or something in it is missing."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise not_toml(wrong, name=name) from None
    return crosswalk_of_keys(raw, name=name)


async def _known(tx: Transaction, sets: CriteriaSets, set_id: str) -> CriteriaSet:
    form = await sets.newest(tx, set_id)
    if form is None or not form.of_criteria:
        listed = ", ".join(one.id for one in await stored_sets(tx))
        raise Problem(
            code="criteria_set_unknown",
            where=f"“{set_id}”",
            message="Không có bộ tiêu chí nào mã như vậy.",
            remedy=f"Các bộ đã có: {listed}.",
        )
    return form
