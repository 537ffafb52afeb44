"""The public page on a phone of 360 px: large enough, nothing to be pushed sideways, and read in the dark too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.file_pages import closed_page
from bot.public_pages import PublicPages
from bot.simulator.worlds import world_named
from handlers.public_pages import switch_named_page
from storage.open import open_database
from tests.simulator_page.browsing import IN_A_BROWSER, browsing

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

pytestmark = IN_A_BROWSER

HOST = "http://xa.test"
WORLD = world_named("quang-hoa")
MEASURED = """() => {
  const shade = (text) => {
    const [r, g, b] = text.match(/[0-9.]+/g).map((one) => one / 255).map(
      (one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = shade(getComputedStyle(document.body).backgroundColor);
  const told = [...document.body.querySelectorAll("*")].filter((one) => one.innerText && one.offsetParent);
  const contrast = (one) => {
    const [low, high] = [shade(getComputedStyle(one).color), paper].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  return {
    letters: Math.min(...told.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    contrast: Math.min(...told.map(contrast)),
    wide: document.documentElement.scrollWidth,
    reaches: Math.max(...told.map((one) => one.getBoundingClientRect().right)),
    language: document.documentElement.lang,
    title: document.title,
    paper: getComputedStyle(document.body).backgroundColor,
  };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTheStart:
    """The moment at which the demo's district begins."""

    def now(self) -> datetime:
        return WORLD.starts


async def _district(page: Any, data: Path) -> None:
    """Serve the pages of the demo's district at HOST."""
    database = await open_database(f"sqlite:///{data}/ntm.db")
    try:
        await database.migrate()
        await WORLD.load(database)
        await switch_named_page(database, WORLD.title, wanted=True, now=WORLD.starts)
        pages = PublicPages(database=database, clock=AtTheStart())
        told = {path: await pages.get(path, {}) for path in ("", "huyen-quang-hoa", "xa-phuc-sen")}
    finally:
        await database.close()
    told["tep"] = closed_page("Liên kết này không dùng được hoặc đã hết hạn; xin anh/chị gửi lại lệnh.")

    async def answer(route: Any) -> None:
        reply = told[route.request.url.removeprefix(HOST).removeprefix("/xa/").strip("/")]
        await route.fulfill(
            status=int(reply.status), body=reply.body, headers={**dict(reply.headers), "Content-Type": reply.kind}
        )

    await page.route(f"{HOST}/**", answer)


@pytest.mark.parametrize(("letters", "dark"), [(16, False), (16, True), (32, False)])
async def test_a_small_phone_shows_it_whole_and_legibly(
    tmp_path: Path, *, letters: int, dark: bool, keep: bool
) -> None:
    plain = letters == 16 and not dark
    async with browsing(360, 740, keep=keep and plain, letters=letters, dark=dark) as page:
        await _district(page.page, tmp_path)
        for path in ("/xa/", "/xa/huyen-quang-hoa", "/xa/xa-phuc-sen", "/tep"):
            await page.page.goto(f"{HOST}{path}")
            found = await page.page.evaluate(MEASURED)
            assert found["letters"] >= letters, path
            assert found["contrast"] >= 4.5, path
            assert max(found["wide"], found["reaches"]) <= 360, path
            assert (found["language"], bool(found["title"])) == ("vi", True)
            assert (found["paper"] == "rgb(255, 255, 255)") is not dark
        await page.page.goto(f"{HOST}/xa/xa-phuc-sen")
        await page.page.get_by_role("cell", name="Chưa đạt, kế hoạch năm 2023").first.wait_for()
        await page.picture("public")
