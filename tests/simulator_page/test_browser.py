"""The page in a real browser, as a person uses it. Skipped, with the reason, where none is named by NTM_CHROMIUM."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulator_page.browsing import IN_A_BROWSER, browsing, joins, playwright

if TYPE_CHECKING:
    from bot.simulator.demo import Demo

pytestmark = IN_A_BROWSER


OFFICER = "Cán bộ xã Phúc Sen"
VILLAGE = "Trưởng xóm Lũng Vài"


async def test_an_officer_reports_by_pressing_and_typing_and_the_panel_tells_what_was_stored(
    demo: Demo, *, keep: bool
) -> None:
    async with browsing(1400, 900, keep=keep) as page:
        await page.open(demo.url)
        await joins(page, OFFICER)
        await page.types(OFFICER, "/baocao")
        await page.choose(OFFICER, "Tiếp tục", exact=False)
        await page.sees(OFFICER, "1.1 · ")
        await page.choose(OFFICER, "✅ Đạt")
        await page.sees(OFFICER, "✔ 1.1")
        await page.why_sees("1.1 · đạt")
        await page.types(OFFICER, "chưa đạt")
        await page.sees(OFFICER, "✔ 1.2")
        await page.why_sees("1.2 · chưa đạt")

        await page.seat(VILLAGE).get_by_role("switch").click()
        await page.choose(VILLAGE, "Gõ", exact=False)
        await page.sees(VILLAGE, "1. Đồng ý")
        await page.types(VILLAGE, "1")
        await page.sees(VILLAGE, "1. Đúng")
        await page.types(VILLAGE, "1")
        await page.sees(VILLAGE, f"Chào anh/chị {VILLAGE}")
        await page.types(VILLAGE, "bao cao")
        await page.sees(VILLAGE, "Báo cáo xóm 6 tháng đầu năm 2023")
        await page.types(VILLAGE, "1")
        await page.why_sees("fill_report.question")
        await page.seat(OFFICER).get_by_label("Tin nhắn", exact=True).focus()
        await page.why_sees("1.2 · chưa đạt")
        await page.picture("desktop")


async def test_the_clock_is_wound_faults_are_switched_and_a_killed_bot_comes_back(demo: Demo) -> None:
    async with browsing(1400, 900, keep=False) as page:
        await page.open(demo.url)
        await joins(page, OFFICER)
        now = page.page.locator("#now")
        await page.page.get_by_role("button", name="+1 ngày").click()
        await playwright.expect(now).to_contain_text("06/06/2023")
        await page.page.get_by_role("button", name="Tới 7:00").click()
        await playwright.expect(now).to_contain_text("07/06/2023 · 07:00")

        cut = page.page.get_by_role("button", name="Mất mạng")
        await cut.click()
        await playwright.expect(cut).to_have_attribute("aria-pressed", "true")
        await page.types(OFFICER, "/trogiup")
        await cut.click()
        await playwright.expect(cut).to_have_attribute("aria-pressed", "false")
        await page.sees(OFFICER, "Hướng dẫn")

        await page.page.get_by_role("button", name="kill -9").click()
        await page.page.get_by_text("Trợ lý đã chạy lại").wait_for()
        await page.types(OFFICER, "/baocao")
        await page.sees(OFFICER, "Báo cáo 6 tháng đầu năm 2023")
        async with page.page.expect_download() as saved:
            await page.page.get_by_role("link", name="Lưu hội thoại").click()
        text = Path(await (await saved.value).path()).read_text(encoding="utf-8")
    assert f"{OFFICER}: (mã mời commune_officer, xã Phúc Sen)" in text
    assert "(+1440 phút)" in text


async def test_on_a_small_screen_one_phone_is_shown_and_tabs_lead_to_the_others(demo: Demo, *, keep: bool) -> None:
    async with browsing(390, 844, keep=keep) as page:
        await page.open(demo.url)
        await playwright.expect(page.seat(VILLAGE)).to_be_hidden()
        await page.page.get_by_role("tab", name="Xóm Lũng Vài").click()
        await playwright.expect(page.seat(OFFICER)).to_be_hidden()
        await page.seat(VILLAGE).get_by_role("button", name="Bắt đầu").wait_for()
        await page.page.get_by_role("tab", name="Xã Phúc Sen").click()
        await joins(page, OFFICER)
        await page.types(OFFICER, "/baocao")
        await page.choose(OFFICER, "Tiếp tục", exact=False)
        await page.choose(OFFICER, "✅ Đạt")
        await page.why_sees("1.1 · đạt")
        await page.seat(OFFICER).get_by_label("Tin nhắn", exact=True).hover()
        widths = await page.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        await page.picture("phone")
    assert widths[0] <= widths[1]


MANAGER = "Phòng Nông nghiệp và PTNT"
GROUP = "Nông thôn mới huyện Quảng Hòa"


async def test_the_districts_group_is_bound_gets_its_digest_on_monday_and_the_table_when_it_asks(
    demo: Demo, *, keep: bool
) -> None:
    async with browsing(390, 844, keep=keep) as page:
        await page.open(demo.url)
        await page.page.get_by_role("tab", name="Phòng NN và PTNT").click()
        await joins(page, MANAGER)
        await page.page.get_by_role("tab", name="Nhóm huyện").click()
        await page.seat(GROUP).get_by_role("button", name="Thêm trợ lý", exact=False).click()
        await page.sees(GROUP, "gõ /gannhom kèm tên đơn vị")
        await page.types(GROUP, "/gannhom")
        await page.choose(GROUP, "Gắn nhóm")
        await page.sees(GROUP, "Nhóm này theo dõi huyện Quảng Hòa")
        await demo.wind({"at": "2023-06-12T12:00"})
        await page.sees(GROUP, "Tổng hợp · huyện Quảng Hòa")
        await page.types(GROUP, "/bangtieuchi")
        photo = page.seat(GROUP).get_by_role("log").locator("img").last
        await photo.wait_for()
        await page.page.wait_for_function(
            "img => img.complete && img.naturalWidth >= 540", arg=await photo.element_handle()
        )
        await photo.evaluate("img => img.scrollIntoView({ block: 'end' })")
        await page.picture("group")


OFFICE = "Phòng Tài nguyên và Môi trường"


async def test_an_office_asks_for_more_and_the_officer_answers_in_the_same_chat(demo: Demo, *, keep: bool) -> None:
    async with browsing(390, 844, keep=keep) as page:
        tab = page.page.get_by_role
        await page.open(demo.url)
        await joins(page, OFFICER)
        await page.types(OFFICER, "/baocao")
        await page.choose(OFFICER, "Danh sách tiêu chí")
        await page.types(OFFICER, "17.6")
        await page.sees(OFFICER, "17.6 · ")
        await page.types(OFFICER, "350/400")
        await page.choose(OFFICER, "✅ Đạt")
        await page.choose(OFFICER, "Số chính thức", exact=False)
        await page.sees(OFFICER, "✔ 17.6")
        await page.types(OFFICER, "/guibaocao")
        await page.choose(OFFICER, "Lãnh đạo đã duyệt trên giấy")
        await page.types(OFFICER, "12/BC-UBND ngày 5/6/2023")
        await page.sees(OFFICER, "Biên nhận số 01")

        await tab("tab", name="Phòng TN và MT").click()
        await joins(page, OFFICE)
        await page.types(OFFICE, "/danhgia")
        await page.choose(OFFICE, "▶ Xem lần lượt")
        await page.sees(OFFICE, "Chưa có minh chứng")
        await page.picture("office")
        await page.choose(OFFICE, "Đề nghị bổ sung…")
        await page.types(OFFICE, "xin gửi ảnh điểm thu gom rác")
        await page.sees(OFFICE, "đã đề nghị bổ sung")

        await tab("tab", name="Xã Phúc Sen").click()
        await page.sees(OFFICER, "báo cáo vẫn tính là gửi đúng hạn")
        await page.choose(OFFICER, "Hỏi lại phòng")
        await page.choose(OFFICER, "Trả lời phòng bằng lời…")
        await page.types(OFFICER, "ảnh gửi kèm hồ sơ giấy tại xã")
        await page.sees(OFFICER, "Chờ Phòng Tài nguyên và Môi trường đánh giá")
