"""A plan is read under the set whose criteria its headings name; the date decides only between equals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.documents.read_text import read_text
from conversations.programme.ids import SetId
from conversations.programme.plan_set import likeliest_set
from conversations.programme.table import Document
from storage.criteria_sets import shipped_files
from storage.criteria_sets.read_set import read_set
from tests.programme.quang_hoa import seed

FILES = dict(shipped_files())
OF_2021 = read_set(FILES["xa-ntm-2021-2025.toml"], name="2021")
OF_2026 = read_set(FILES["xa-ntm-2026-2030.toml"], name="2026")
DATED = date(2022, 10, 1)


def headed(*titles: str) -> Document:
    rows = "\t".join(("TT", "Xã", *titles)) + "\n" + "\t".join(("1", "Phúc Sen", *("x" for _ in titles)))
    return Document(name="bang.txt", blocks=read_text(f"{rows}\n"))


def test_the_headings_name_the_set() -> None:
    assert likeliest_set(seed(), [OF_2026, OF_2021], dated=None) is OF_2021
    new = headed(*(criterion.title for criterion in OF_2026.criteria))
    assert likeliest_set(new, [OF_2021, OF_2026], dated=DATED) is OF_2026


def test_columns_that_are_only_numbered_are_of_the_set_with_so_many_criteria() -> None:
    for form in (OF_2021, OF_2026):
        table = headed(*(criterion.code for criterion in form.criteria))
        for dated in (None, DATED, date(2026, 3, 1)):
            assert likeliest_set(table, [OF_2021, OF_2026], dated=dated) is form


def test_between_sets_of_the_same_names_the_one_of_the_documents_day_counts() -> None:
    later = replace(OF_2021, id=SetId("xa-sau"), valid_from=date(2026, 1, 1), valid_to=None)
    assert likeliest_set(seed(), [later, OF_2021], dated=DATED) is OF_2021
    assert likeliest_set(seed(), [OF_2021, later], dated=date(2026, 3, 1)) is later
    assert likeliest_set(seed(), [OF_2021, later], dated=None) is later


def test_without_any_set_there_is_none() -> None:
    assert likeliest_set(seed(), [], dated=DATED) is None
