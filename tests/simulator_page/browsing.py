"""A real browser for tests: the one that NTM_CHROMIUM names, without which they are skipped with the reason."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHROMIUM = os.environ.get("NTM_CHROMIUM", "")
PICTURES = Path(__file__).parent.parent / "screenshots"

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM or "/nowhere").is_file(), reason="no browser: NTM_CHROMIUM names no file"),
    pytest.mark.timeout(120),
]
playwright = pytest.importorskip("playwright.async_api", reason="no browser driver: the extra e2e is not installed")


class Page:
    """The page as somebody sees it. Errors of its scripts fail the test."""

    def __init__(self, page: Any, *, keep: bool) -> None:
        self.page = page
        self.errors: list[str] = []
        self._keep = keep
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    async def open(self, url: str) -> None:
        await self.page.goto(url)
        await self.page.wait_for_selector("body[data-ready=yes]")

    def seat(self, name: str) -> Any:
        return self.page.get_by_role("region", name=name, exact=True)

    async def choose(self, name: str, label: str, *, exact: bool = True) -> None:
        """Press the newest button of that label on the phone."""
        await self.seat(name).get_by_role("button", name=label, exact=exact).last.click()

    async def types(self, name: str, text: str) -> None:
        """Write and send by Enter."""
        field = self.seat(name).get_by_label("Tin nhắn", exact=True)
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, name: str, text: str) -> None:
        await self.seat(name).get_by_role("log").get_by_text(text).last.wait_for()

    async def why_sees(self, text: str) -> None:
        await self.page.get_by_role("complementary", name="Vì sao câu này?").get_by_text(text).first.wait_for()

    async def picture(self, name: str) -> None:
        """Keep what is shown, where that is wanted."""
        if self._keep:
            await self.page.wait_for_timeout(400)
            await self.page.screenshot(path=str(PICTURES / f"{name}.png"))


@asynccontextmanager
async def browsing(
    width: int, height: int, *, keep: bool, letters: int = 16, dark: bool = False
) -> AsyncIterator[Page]:
    """letters: the size that the reader has chosen, in pixels."""
    async with playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", f"--blink-settings=defaultFontSize={letters}"]
        )
        try:
            page = await browser.new_page(
                viewport={"width": width, "height": height}, locale="vi-VN", color_scheme="dark" if dark else "light"
            )
            page.set_default_timeout(30_000)
            shown = Page(page, keep=keep)
            yield shown
            assert shown.errors == []
        finally:
            await browser.close()


async def joins(page: Page, name: str) -> None:
    await page.choose(name, "Bắt đầu")
    await page.choose(name, "Đồng ý")
    await page.choose(name, "Đúng")
    await page.sees(name, f"Chào anh/chị {name}")
