"""An officer who reads English is asked in English, from the catalogue that ships; what is data stays Vietnamese."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.languages import load_words
from conversations.programme.person import Role
from conversations.screens.paging import LABEL
from locales.catalogue import load_catalogue
from tests.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.database import Database

HOUSE = Path(__file__).parents[2]


async def test_a_session_in_english_is_asked_and_answered_in_english(sqlite_database: Database) -> None:
    stage = Stage(sqlite_database)
    stage.services = replace(stage.services, words=load_words())
    await stage.load()
    officer = await stage.joined("cán bộ xã", "Phúc Sen", Role.COMMUNE_OFFICER)

    await officer.says("/taikhoan")
    await officer.chooses("Ngôn ngữ")
    await officer.chooses("English")
    await officer.says("/baocao")
    await officer.says("continue")
    await officer.says("later")
    await officer.says("Later")
    assert officer.screen().splitlines() == [
        "2.1 · Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa, đảm bảo ô tô đi lại thuận tiện quanh năm (3/57)",
        "Roadmap: this criterion is to be met in 2022",
        "Requirement: not in the system yet",
        "Enter a percentage, or part of a total, for example 350/400",
        "[No figure yet]",
        "[Later]",
        "[◀ Previous question]",
        "[List]",
        "[More…]",
    ]

    await officer.says("350/400")
    assess, *verdicts = officer.screen().splitlines()
    assert assess == (
        "2.1 = 87,5% (350/400). The requirement is not in the system yet, so please assess it yourself: "
        "is this indicator met or not?"
    )
    assert verdicts == [
        "[✅ Met]",
        "[⚠ Met, not yet stable]",
        "[❌ Not met]",
        "[Enter again]",
    ]

    await officer.says("met")
    await officer.chooses("As of 31/5/2023")
    assert officer.screen().splitlines()[0] == (
        "✔ 2.1 = 87,5% (350/400) · self-assessed (xã): met · as of 31/5/2023, official"
    )


def test_english_labels_fit_where_vietnamese_ones_do() -> None:
    english = load_catalogue("en")
    labels = {english.text(context, message) for context, message in labels_in_the_code()}
    assert {"Later", "To the menu"} < labels
    assert [label for label in labels if len(label) > LABEL] == []


def labels_in_the_code() -> Iterator[tuple[str, str]]:
    """Context and message of each `say` within an `Option(…)`."""
    for file in (HOUSE / "conversations").rglob("*.py"):
        for option in _calls(ast.parse(file.read_text(encoding="utf-8")), "Option"):
            for said in _calls(option, "say"):
                context, message = said.args[:2]
                assert isinstance(context, ast.Constant)
                assert isinstance(message, ast.Constant)
                yield str(context.value), str(message.value)


def _calls(inside: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(inside):
        if isinstance(node, ast.Call) and name in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}:
            yield node
