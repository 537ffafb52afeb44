"""Commands, typed in every way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.commands import Command, read_command

KNOWN = ("baocao", "tieptuc", "lichsu", "menu", "trogiup", "dulieucanhan", "start", "batdau", "thoat")


@pytest.mark.parametrize(
    ("typed", "name", "arguments"),
    [
        ("/baocao", "baocao", ""),
        ("/BaoCao", "baocao", ""),
        ("/baocao@ntm_bot", "baocao", ""),
        ("/baocao@NTM_bot 6 tháng", "baocao", "6 tháng"),
        ("/bao_cao", "baocao", ""),
        ("/báo cáo", "baocao", ""),
        ("/ báo cáo", "baocao", ""),
        ("／baocao", "baocao", ""),
        ("/lichsu 13.3", "lichsu", "13.3"),
        ("/lịch sử 13.3", "lichsu", "13.3"),
        ("/start AbC-1_x", "start", "AbC-1_x"),
        ("/dữ liệu cá nhân", "dulieucanhan", ""),
        ("/xoahet", "xoahet", ""),
        ("/xoá hết đi", "xoa", "hết đi"),
        ("\u200e/menu\u200f", "menu", ""),
    ],
)
def test_with_a_slash_any_name_is_a_command(typed: str, name: str, arguments: str) -> None:
    for open_question in (False, True):
        read = read_command(typed, known=KNOWN, slash_only=open_question, bot_name="ntm_bot")
        assert read == Command(name=name, arguments=arguments)


@pytest.mark.parametrize(
    ("typed", "name", "arguments"),
    [
        ("báo cáo", "baocao", ""),
        ("BÁO CÁO", "baocao", ""),
        ("bao cao", "baocao", ""),
        ("baocao.", "baocao", ""),
        ("trợ giúp", "trogiup", ""),
        ("tro giup", "trogiup", ""),
        ("menu", "menu", ""),
        ("bat dau", "batdau", ""),
        ("baso caos", "baocao", ""),
        ("tieesp tucj", "tieptuc", ""),
        ("dữ liệu cá nhân", "dulieucanhan", ""),
        ("lịch sử 13.3", "lichsu", "13.3"),
        (unicodedata.normalize("NFD", "báo cáo"), "baocao", ""),
    ],
)
def test_a_bare_word_is_a_command_when_it_is_the_whole_message(typed: str, name: str, arguments: str) -> None:
    assert read_command(typed, known=KNOWN) == Command(name=name, arguments=arguments)
    assert read_command(typed, known=KNOWN, slash_only=True) is None


@pytest.mark.parametrize(
    "typed", ["báo cáo giúp em", "em muốn báo cáo", "xin chào", "95,5", "", "/", "//", "👍", "menu " * 100, "/\u200b"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert read_command(typed, known=KNOWN) is None


def test_a_command_to_another_bot_of_the_group_is_none() -> None:
    assert read_command("/baocao@other_bot", known=KNOWN, bot_name="ntm_bot") is None
    assert read_command("/baocao@other_bot", known=KNOWN) == Command(name="baocao")


@given(st.text(max_size=400), st.booleans())
def test_no_text_stops_the_reading(text: str, slash_only: bool) -> None:
    for typed in (text, f"/{text}"):
        command = read_command(typed, known=KNOWN, slash_only=slash_only)
        assert command is None or 0 < len(command.name) <= 32
