"""The evidence of sent reports as of a moment: what was there then, whose word it stands beside, by whom by role."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from conversations.programme.report import ReportAct
from conversations.programme.review import ItemAct
from handlers.evidence_bundle import BundleWish, EvidenceBundle, evidence_bundle
from storage.criteria import CriteriaSets
from tests.handlers.reporting_world import NOW, begin
from tests.handlers.review_world import make_review

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database
    from tests.handlers.review_world import Review

HOUR = timedelta(hours=1)


@pytest.fixture
async def review(database: Database) -> Review:
    return await make_review(database)


async def bundle(review: Review, *, known_at: datetime | None = None) -> EvidenceBundle:
    wish = BundleWish(unit="huyện Quảng Hòa", as_of=NOW.date(), period="2023-H1", known_at=known_at)
    return await evidence_bundle(review.world.database, CriteriaSets(), wish, now=review.world.clock.at)


def told(found: EvidenceBundle) -> list[tuple[str, str, bool | None, Role | None, str]]:
    return [(one.indicator.code, one.piece.words, one.met, one.piece.role, one.piece.post) for one in found.pieces]


async def test_as_known_at_a_moment_it_is_what_was_there_then(review: Review) -> None:
    world = review.world
    clinic = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    paper = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="QĐ 12")
    await world.does(clinic, begin(world.key), paper)
    world.clock.at += 2 * HOUR
    await review.send("1.1")
    sent = world.clock.at
    world.clock.at += HOUR
    await world.does(review.reviewer, review.say(ItemAct.MEET))

    assert told(await bundle(review)) == [("1.1", "QĐ 12", True, Role.COMMUNE_OFFICER, "Trạm y tế")]
    before = await bundle(review, known_at=sent)
    assert told(before) == [("1.1", "QĐ 12", None, Role.COMMUNE_OFFICER, "Trạm y tế")]
    nothing = await bundle(review, known_at=sent - HOUR)
    assert (nothing.pieces, [one.title for one in nothing.unsent]) == ((), ["xã Độc Lập", "xã Phúc Sen"])


async def test_a_draft_and_a_report_taken_back_are_nobodys_word(review: Review) -> None:
    world = review.world
    paper = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="QĐ 12")
    await world.does(review.officer, begin(world.key), paper, world.answer("1.1"))
    assert (await bundle(review)).pieces == ()
    await review.send()
    assert len((await bundle(review)).pieces) == 1
    await world.does(review.officer, world.act(ReportAct.WITHDRAW))
    assert (await bundle(review)).pieces == ()
    assert await world.count_rows("audit WHERE act = 'evidence_viewed'") == 1
