"""What everybody reads: only what was switched on, whole criteria, whose word, and nothing that could harm anybody."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from bot.documents.public_html import POLICY
from bot.public_pages import PublicPages
from conversations.engine.effects import SwitchPublicPage
from conversations.programme.person import Role
from conversations.programme.review import ItemAct
from conversations.programme.unit import kind_by_code
from handlers.public_pages import switch_named_page
from storage.units import add_unit
from tests.handlers.reporting_world import NOW
from tests.handlers.review_world import make_review

if TYPE_CHECKING:
    from bot.listening import Reply
    from storage.database import Database
    from tests.handlers.review_world import Review


class Read(HTMLParser):
    """The words of a page, and which tags and attributes it has."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.words.append(data)


def read(reply: Reply) -> Read:
    assert (reply.status, reply.kind) == (HTTPStatus.OK, "text/html; charset=utf-8")
    page = Read()
    page.feed(reply.body.decode())
    return page


def said(reply: Reply) -> str:
    return " ".join(" ".join(read(reply).words).split())


@pytest.fixture
async def review(database: Database) -> Review:
    """Criterion 1 is judged to be met; of 2 the commune says so of one indicator; the rest is not known."""
    made = await make_review(database)
    await made.send("1.1", "1.2", "2.1")
    for item in ("1.1", "1.2"):
        await made.world.does(made.reviewer, made.say(ItemAct.MEET, item))
    return made


@pytest.fixture
def pages(review: Review) -> PublicPages:
    return PublicPages(database=review.world.database, clock=review.world.clock)


async def opened(review: Review, name: str, *, wanted: bool = True) -> None:
    await switch_named_page(review.world.database, name, wanted=wanted, now=NOW)


async def test_nothing_is_open_until_it_is_switched_on(review: Review, pages: PublicPages) -> None:
    assert (await pages.get("/xa-phuc-sen", {})).status is HTTPStatus.NOT_FOUND
    assert "Chưa có đơn vị nào công khai." in said(await pages.get("/", {}))

    await opened(review, "huyện Quảng Hòa")
    review.world.clock.at += timedelta(minutes=1)
    assert (await pages.get("/xa-phuc-sen", {})).status is HTTPStatus.OK
    await opened(review, "huyện Quảng Hòa", wanted=False)
    review.world.clock.at += timedelta(minutes=1)
    assert (await pages.get("/xa-phuc-sen", {})).status is HTTPStatus.NOT_FOUND


async def test_a_communes_page_says_whose_word_each_criterion_is_and_nothing_else(
    review: Review, pages: PublicPages
) -> None:
    await opened(review, "xã Phúc Sen")
    page = said(await pages.get("/xa-phuc-sen", {}))

    assert "Xã Phúc Sen: 1/19 tiêu chí nông thôn mới" in page
    assert "Số liệu đến ngày 5/6/2023." in page
    assert "Phòng, ngành đã đánh giá đạt: 1/19 tiêu chí" in page
    assert "1 Quy hoạch Phòng, ngành đánh giá: đạt" in page
    assert "19 Quốc phòng, an ninh Chưa có số liệu" in page
    assert re.findall(r"\b\d+\.\d+\b", page) == []
    for hidden in ("Cán bộ", "Phòng Kinh tế", "18.5", "minh chứng", "ảnh"):
        assert hidden not in page
    assert (await pages.get("/xa-doc-lap", {})).status is HTTPStatus.NOT_FOUND


async def test_what_a_commune_says_itself_is_never_called_met(database: Database) -> None:
    made = await make_review(database)
    await made.send("1.1", "1.2")
    await opened(made, "xã Phúc Sen")
    page = said(await PublicPages(database=database, clock=made.world.clock).get("/xa-phuc-sen/", {}))

    assert "Xã Phúc Sen: 0/19 tiêu chí nông thôn mới" in page
    assert "1 Quy hoạch Xã tự đánh giá đạt, chờ phòng, ngành đánh giá" in page


async def test_a_district_lists_its_communes_and_each_leads_back(review: Review, pages: PublicPages) -> None:
    await opened(review, "huyện Quảng Hòa")

    index = read(await pages.get("", {}))
    assert index.links == ["/xa/huyen-quang-hoa", "/xa/xa-doc-lap", "/xa/xa-phuc-sen"]
    listed = read(await pages.get("/huyen-quang-hoa", {}))
    assert listed.links == ["/xa/xa-doc-lap", "/xa/xa-phuc-sen"]
    assert "Phòng, ngành đã đánh giá đạt 1/19; xã tự đánh giá đạt 0" in " ".join(listed.words)
    assert read(await pages.get("/xa-phuc-sen", {})).links == ["/xa/huyen-quang-hoa"]


async def test_two_of_one_name_are_told_apart_by_their_number(review: Review, pages: PublicPages) -> None:
    world = review.world
    async with world.database.write() as tx:
        other = await add_unit(tx, kind=kind_by_code("huyen"), name="Hạ Lang", parent=None, at=NOW)
        twin = await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Sen", parent=other, at=NOW)
    await opened(review, "huyện Quảng Hòa")
    await opened(review, "huyện Hạ Lang")

    assert (await pages.get("/xa-phuc-sen", {})).status is HTTPStatus.NOT_FOUND
    assert "1/19" in said(await pages.get(f"/xa-phuc-sen-{world.commune}", {}))
    assert "0/19" not in (twins := said(await pages.get(f"/xa-phuc-sen-{twin}", {})))
    assert "Xã Phúc Sen: chưa có số liệu tiêu chí nông thôn mới" in twins


async def test_a_page_is_plain_html_that_loads_nothing(review: Review, pages: PublicPages) -> None:
    await opened(review, "huyện Quảng Hòa")
    for name in ("", "/huyen-quang-hoa", "/xa-phuc-sen"):
        reply = await pages.get(name, {})
        page = read(reply)
        assert page.tags.isdisjoint({"script", "img", "link", "iframe", "form", "object"})
        assert {name for name in page.attributes if name.startswith("on") or name in {"src", "style"}} == set()
        assert b"width=device-width" in reply.body
        assert dict(reply.headers)["Content-Security-Policy"] == POLICY
        assert POLICY.startswith("default-src 'none'; style-src 'sha256-")


async def test_it_is_made_once_a_minute_and_not_sent_again(review: Review, pages: PublicPages) -> None:
    await opened(review, "xã Phúc Sen")
    first = await pages.get("/xa-phuc-sen", {})
    mark = dict(first.headers)["ETag"]

    again = await pages.get("/xa-phuc-sen", {b"if-none-match": mark.encode()})
    assert (again.status, again.body) == (HTTPStatus.NOT_MODIFIED, b"")
    assert dict(first.headers)["Cache-Control"] == "public, max-age=60"
    await opened(review, "xã Phúc Sen", wanted=False)
    assert (await pages.get("/xa-phuc-sen", {})).body == first.body
    review.world.clock.at += timedelta(minutes=1)
    assert (await pages.get("/xa-phuc-sen", {})).status is HTTPStatus.NOT_FOUND


async def test_switching_is_noted_with_who_did_it_and_only_once(review: Review) -> None:
    world = review.world
    manager = await world.person(Role.MANAGER, world.district)
    for wanted in (True, True, False):
        await world.does(manager, SwitchPublicPage(unit=world.district, wanted=wanted))

    noted = "audit WHERE person = :person AND subject = :subject AND act = :act"
    counts = [
        await world.count_rows(noted, person=manager, subject=f"unit:{world.district}", act=act)
        for act in ("page_opened", "page_closed")
    ]
    assert counts == [1, 1]
    assert await world.count_rows("public_page WHERE closed_at IS NOT NULL AND closed_by = :p", p=manager) == 1


async def test_a_name_cannot_become_markup(review: Review) -> None:
    async with review.world.database.write() as tx:
        await add_unit(
            tx, kind=kind_by_code("xa"), name="<script>alert(1)</script>", parent=review.world.district, at=NOW
        )
    await opened(review, "huyện Quảng Hòa")
    reply = await PublicPages(database=review.world.database, clock=review.world.clock).get("/huyen-quang-hoa", {})

    assert "script" not in read(reply).tags
    assert b"&lt;script&gt;" in reply.body
