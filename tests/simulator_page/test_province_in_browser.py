"""A province's plan on phones: what a commune's dossier still needs, and where the money stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulator_page.browsing import IN_A_BROWSER, browsing, joins

if TYPE_CHECKING:
    from bot.simulator.demo import Demo
    from tests.simulator_page.browsing import Page

pytestmark = IN_A_BROWSER

COMMUNE = "Cán bộ xã Đại Chánh"
DISTRICT = "Phòng Nông nghiệp và PTNT Đại Lộc"
PROVINCE = "Văn phòng Điều phối NTM tỉnh"
WRAPPED = """() => [...document.querySelectorAll(".seat.chosen .inline button")]
  .filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().height > 44)
  .map((one) => one.innerText)"""


async def every_label_stands_in_one_line(page: Page) -> None:
    assert await page.page.locator(".seat.chosen .inline button").count() > 1
    assert await page.page.evaluate(WRAPPED) == []


async def test_a_dossier_and_the_money_are_read_on_a_small_phone(province: Demo, *, keep: bool) -> None:
    async with browsing(390, 844, keep=keep) as page:
        tab = page.page.get_by_role
        await page.open(province.url)
        await joins(page, COMMUNE)
        await page.types(COMMUNE, "/hoso")
        await page.choose(COMMUNE, "Số 7 · Đại Chánh")
        await page.sees(COMMUNE, "Danh mục ví dụ: có 0/9 mục")
        await every_label_stands_in_one_line(page)
        await page.picture("dossier")

        await tab("tab", name="Huyện Đại Lộc").click()
        await joins(page, DISTRICT)
        await every_label_stands_in_one_line(page)
        await page.types(DISTRICT, "/hoso")
        await page.sees(DISTRICT, "Quá hạn: 4 hồ sơ, đứng trước.")
        await every_label_stands_in_one_line(page)

        await tab("tab", name="VPĐP tỉnh").click()
        await joins(page, PROVINCE)
        await page.types(PROVINCE, "/tonghop")
        await page.choose(PROVINCE, "Vốn")
        await page.sees(PROVINCE, "kế hoạch 282,776 tỷ đồng")
        await every_label_stands_in_one_line(page)
        await page.picture("money")
