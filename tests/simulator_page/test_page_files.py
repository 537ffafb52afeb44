"""The page as files: every call leads to a route, every button to a deed, nothing comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.simulator.demo import Demo
from bot.simulator.pages import PAGE, Pages
from bot.simulator.quang_hoa.world import WORLD
from bot.simulator.reasons import FILLING
from conversations.engine.frames import FillStage

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = sorted(PAGE.iterdir())
_CALL = re.compile(
    r"""(?P<method>get|post|del|EventSource)\((?P<quote>["'`])(?P<path>/(?:_sim|_demo|page)/.*?)(?P=quote)"""
)
_ATTRIBUTE = re.compile(r"""(?:href|src)=["']([^"']+)["']|src: [`"](/[^`"]+)[`"]|from "([^"]+)";""")
_METHODS = {"get": "GET", "post": "POST", "del": "DELETE", "EventSource": "GET"}


def calls() -> Iterator[tuple[str, str]]:
    for file in FILES:
        for found in _CALL.finditer(file.read_text(encoding="utf-8")):
            path = re.sub(r"\$\{[^}]*\}", "1", found["path"].partition("?")[0])
            yield _METHODS[found["method"]], path


def loads() -> Iterator[str]:
    for file in FILES:
        for found in _ATTRIBUTE.finditer(file.read_text(encoding="utf-8")):
            yield re.sub(r"\$\{.*\}", "1", next(part for part in found.groups() if part))


@pytest.fixture
def app(tmp_path: Path) -> web.Application:
    demo = Demo(data=tmp_path, place=WORLD)
    demo.emulator.app.add_routes(Pages(demo).routes())
    return demo.emulator.app


async def test_every_call_of_the_page_leads_to_a_route(app: web.Application) -> None:
    made = sorted(set(calls()))
    assert len(made) > 25
    for method, path in made:
        found = await app.router.resolve(make_mocked_request(method, path))
        assert found.http_exception is None, (method, path)


async def test_everything_the_page_loads_is_its_own(app: web.Application) -> None:
    for path in sorted(set(loads())):
        assert path.startswith(("/page/", "/_sim/files/", "/_demo/")), path
        if path.startswith("/page/"):
            assert (PAGE / path.removeprefix("/page/")).is_file(), path


def test_every_button_of_the_strip_does_something() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    strip = (PAGE / "strip.js").read_text(encoding="utf-8")
    wanted = set(re.findall(r'data-action="(\w+)"', page))
    block = strip.partition("this.actions = {")[2].partition("};")[0]
    assert wanted == set(re.findall(r"^\s+(\w+):", block, flags=re.MULTILINE))
    faults = strip.partition("const FAULTS = {")[2].partition("\n};")[0]
    assert set(re.findall(r'data-fault="(\w+)"', page)) == set(re.findall(r"^\s+(\w+):", faults, flags=re.MULTILINE))


def test_there_is_a_reason_for_every_stage_of_filling() -> None:
    assert set(FILLING) == set(get_args(FillStage))
