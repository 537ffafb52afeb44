"""A crosswalk is checked against both sets and shows a commune under the other one; it never gives an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_document import read_document
from conversations.dialogues import progress
from conversations.engine.asks_of_standing import UnderOtherSet
from conversations.engine.effects import SaveAnswer
from conversations.engine.frames import Progress
from conversations.engine.move import Chose
from conversations.engine.words import SOURCE
from conversations.programme.answer import Figure, Nature, State
from conversations.programme.crosswalk import Relation
from conversations.programme.crosswalk_rows import crosswalk_of_table
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.programme.review import ItemAct
from conversations.screens.crosswalk import under_lines
from handlers.load_crosswalk import crosswalk_of_toml, load_crosswalk
from handlers.show_crosswalk import show_status_under
from storage.criteria import CriteriaSets, store_set
from storage.criteria_sets import shipped_files
from tests.documents.plan_files import csv_text
from tests.every_row import everything
from tests.handlers.reporting_world import NOW
from tests.handlers.review_world import FORM, PAPER, Review, make_review

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.engine.screen import Screen
    from conversations.programme.crosswalk import CommuneUnder, StatusUnder
    from conversations.programme.ids import PersonId
    from handlers.load_crosswalk import LoadedCrosswalk
    from storage.database import Database

NEW = "xa-vi-du"
DAY = date(2023, 7, 1)
OLD_TITLE = "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025"
SET = """
id = "xa-vi-du"
title = "Bộ mới (ví dụ)"
level = "commune"
example = true
valid_from = 2023-06-20
cite = "ví dụ"
source = "Soạn để kiểm thử"

[sources]
example = { confidence = "example", text = "Soạn để kiểm thử" }

[[criteria]]
code = "1"
title = "Nước sạch và bưu chính"
title_source = "example"

[[criteria.indicators]]
code = "1.1"
title = "Nước sạch"
measure = "percent"
unit = "%"
thresholds = [{ value = 98 }]
title_source = "example"
threshold_source = "example"

[[criteria.indicators]]
code = "1.2"
title = "Bưu chính, viễn thông"
measure = "status"
title_source = "example"

[[criteria]]
code = "2"
title = "Sản xuất"
title_source = "example"

[[criteria.indicators]]
code = "2.1"
title = "Hợp tác xã"
measure = "status"
title_source = "example"

[[criteria.indicators]]
code = "2.2"
title = "Liên kết"
measure = "status"
title_source = "example"

[[criteria.indicators]]
code = "2.3"
title = "Chuyển đổi số"
measure = "status"
title_source = "example"

[[criteria]]
code = "3"
title = "Quy hoạch"
title_source = "example"

[[criteria.indicators]]
code = "3.1"
title = "Quy hoạch"
measure = "status"
title_source = "example"

[[criteria.indicators]]
code = "3.2"
title = "Cây xanh"
measure = "percent"
unit = "%"
thresholds = [{ value = 10 }]
title_source = "example"
threshold_source = "example"
"""
ROWS = [
    ["17.1", "1.1", "same"],
    ["8.1, 8.2", "1.2", "gộp"],
    ["13.1", "2.1; 2.2", "tách"],
    ["", "2.3", "mới"],
    ["1.1", "3.1", "như cũ"],
    ["17.4", "3.2", "same"],
]


def table(*but: str, more: list[list[str]] | None = None, source: str = "ví dụ") -> list[list[str]]:
    """The whole table; but: old codes left out."""
    rows = [row for row in ROWS if row[0] not in but] + (more or [])
    named = {code.strip() for row in rows for code in row[0].split(",")} | set(but)
    text = dict(shipped_files())["xa-ntm-2021-2025.toml"]
    codes = [line.split('"')[1] for line in text.splitlines() if line.startswith('code = "')]
    rest = [code for code in codes if code not in named and (("." in code) or codes.count(code) == 2)]
    rows += [[code, "", "bỏ"] for code in dict.fromkeys(rest)]
    return [["Cũ", "Mới", "Quan hệ", "Nguồn"], *[[*row, source] for row in rows]]


class Walks:
    """Whoever loads crosswalks."""

    def __init__(self, review: Review, folder: Path) -> None:
        self.review = review
        self.path = folder / "doi-chieu.csv"

    @property
    def database(self) -> Database:
        return self.review.world.database

    async def loads(self, rows: list[list[str]], *, dry_run: bool = False) -> LoadedCrosswalk:
        self.path.write_text(csv_text(rows), encoding="utf-8")
        walk = crosswalk_of_table(read_document(self.path), old_set=FORM, new_set=NEW, valid_from=date(2023, 6, 20))
        return await load_crosswalk(
            self.database, CriteriaSets(), walk, name=self.path.name, at=self.review.world.clock.at, dry_run=dry_run
        )

    async def refused(self, rows: list[list[str]]) -> str:
        before = await everything(self.database)
        with pytest.raises(Problem) as refused:
            await self.loads(rows)
        assert await everything(self.database) == before
        return refused.value.sentence()

    async def under(self, day: date = DAY) -> StatusUnder:
        return await show_status_under(self.database, CriteriaSets(), unit="xã Phúc Sen", set_id=NEW, as_of=day)

    async def commune(self) -> CommuneUnder:
        (commune,) = (await self.under()).communes
        return commune


@pytest.fixture
async def walks(database: Database, tmp_path: Path) -> Walks:
    walks = Walks(await make_review(database), tmp_path)
    async with database.write() as tx:
        await store_set(tx, SET, name="xa-vi-du.toml", origin="file", at=NOW)
    return walks


async def reported(walks: Walks, *, percent: str = "95", judged: bool = False) -> None:
    """17.1 with a figure, 1.1 and 8.1 met, 13.1 met, 5 not met."""
    world, officer = walks.review.world, walks.review.officer
    await world.does(
        officer,
        SaveAnswer(
            key=world.key, indicator="17.1", seen=0, state=State.MET, figure=Figure(value=Decimal(percent)),
            as_of=NOW.date(), nature=Nature.OFFICIAL,
        ),
        *(world.answer(code) for code in ("1.1", "8.1", "13.1")),
        world.act(ReportAct.SEND, paper=PAPER),
    )  # fmt: skip
    if judged:
        await world.does(walks.review.reviewer, walks.review.say(ItemAct.FAIL, reason="chưa có quyết định"))


async def test_a_commune_is_shown_under_the_new_set_and_nothing_is_written(walks: Walks) -> None:
    await walks.loads(table())
    await reported(walks)
    before = await everything(walks.database)
    commune = await walks.commune()
    assert await everything(walks.database) == before
    found = {one.indicator: (one.state, one.judged) for one in commune.carried}
    assert found == {
        "1.1": (State.NOT_MET, True),
        "1.2": (State.NOT_REPORTED, False),
        "2.1": (State.NOT_REPORTED, False),
        "2.2": (State.NOT_REPORTED, False),
        "2.3": (State.NOT_REPORTED, False),
        "3.1": (State.MET, False),
        "3.2": (State.NOT_REPORTED, False),
    }
    assert {code: one.state for code, one in commune.status.criteria.items()} == {
        "1": State.NOT_MET, "2": State.NOT_REPORTED, "3": State.NOT_REPORTED,
    }  # fmt: skip
    assert len(commune.dropped) == 51
    assert under_lines(commune, (await walks.under()).form, SOURCE)[:4] == [
        "Đạt 0/3 tiêu chí theo bộ này.",
        "• 1.1: 95%, chưa đạt, xét theo mức mới (theo bộ cũ 17.1)",
        "• 3.1: đạt (theo bộ cũ 1.1)",
        "Chưa có, chỉ tiêu mới (3): 2.1, 2.2, 2.3.",
    ]


async def test_a_merged_indicator_is_met_only_where_all_its_parts_were(walks: Walks) -> None:
    world, officer = walks.review.world, walks.review.officer
    await walks.loads(table())
    await world.does(officer, *(world.answer(code) for code in ("8.1", "8.2")), world.act(ReportAct.SEND, paper=PAPER))
    found = {one.indicator: one for one in (await walks.commune()).carried}
    assert (found["1.2"].state, found["1.2"].parts, found["1.2"].relation) == (
        State.MET, ("8.1", "8.2"), Relation.MERGED,
    )  # fmt: skip


async def test_the_office_s_verdict_is_carried_before_the_commune_s_word(walks: Walks) -> None:
    await walks.loads(table())
    await reported(walks, percent="99", judged=True)
    found = {one.indicator: one.state for one in (await walks.commune()).carried}
    assert (found["1.1"], found["3.1"]) == (State.MET, State.NOT_MET)


async def test_what_a_commune_says_under_the_set_itself_comes_first(walks: Walks) -> None:
    await walks.loads(table())
    await reported(walks)
    async with walks.database.write() as tx:
        report = (await tx.all("SELECT id FROM report"))[0]["id"]
        columns = "unit, period, set_version, state, leader_note, stamp, opened_by, opened_at, sent_at, opened_above_at"
        await tx.run(
            f"INSERT INTO report (id, rule, set_id, {columns}) SELECT 99, 2, :set_id, {columns} FROM report",  # noqa: S608 - written here
            set_id=NEW,
        )
        await tx.run(
            "INSERT INTO report_event (report, act, person, at) SELECT 99, act, person, at FROM report_event"
            " WHERE report = :report",
            report=report,
        )
        await tx.run(
            """
            INSERT INTO answer (report, indicator, version, state, person, channel, recorded_at)
            SELECT 99, '2.3', 1, 'met', person, channel, recorded_at FROM answer
            WHERE report = :report AND indicator = '1.1'
            """,
            report=report,
        )
    commune = await walks.commune()
    assert commune.own == {"2.3"}
    assert [one.indicator for one in commune.carried] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"]


async def test_before_its_day_or_unloaded_there_is_no_crosswalk(walks: Walks) -> None:
    await reported(walks)
    with pytest.raises(Problem, match="Chưa có bảng đối chiếu từ"):
        await walks.under()
    await walks.loads(table())
    with pytest.raises(Problem, match="Chưa có bảng đối chiếu từ"):
        await walks.under(NOW.date())
    with pytest.raises(Problem, match="Không có bộ tiêu chí nào mã như vậy"):
        await show_status_under(walks.database, CriteriaSets(), unit="xã Phúc Sen", set_id="xa-khac", as_of=DAY)


async def test_the_same_again_changes_nothing_and_another_is_the_next_version(walks: Walks) -> None:
    tried = await walks.loads(table(), dry_run=True)
    assert dict(tried.totals) == {"same": 3, "merged": 1, "split": 1, "new": 1, "dropped": 51}
    async with walks.database.read() as tx:
        assert await tx.all("SELECT id FROM crosswalk") == []
    assert (await walks.loads(table())).version == 1
    before = await everything(walks.database)
    assert (await walks.loads(table())).version is None
    assert await everything(walks.database) == before
    assert (await walks.loads(table(source="ví dụ khác"))).version == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (table("17.4"), "xã nông thôn mới giai đoạn 2021-2025: Còn 1 chỉ tiêu chưa nêu: 17.4."),
        (table("17.4", more=[["17.4", "9.9", "same"]]), "dòng 8: Bộ mới (ví dụ) không có chỉ tiêu “9.9”."),
        (table("17.4", more=[["17.44", "3.2", "same"]]), "dòng 8: Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn"),
        (table("17.4", more=[["17.4", "3.1", "same"]]), "dòng 8: Chỉ tiêu 3.1 của Bộ mới (ví dụ) có hai lần"),
        (table("17.4", more=[["17.4", "", "same"]]), "dòng 8: Quan hệ “same” cần một chỉ tiêu cũ và một chỉ tiêu mới."),
        (table("17.4", more=[["17.4", "3.2", "giống"]]), "dòng 8, cột C: “giống” không phải quan hệ nào."),
        (table(source=""), "dòng 3: Dòng này không ghi nguồn."),
    ],
)  # fmt: skip
async def test_a_crosswalk_that_does_not_fit_both_sets_is_refused_with_its_place(
    walks: Walks, rows: list[list[str]], said: str
) -> None:
    assert said in await walks.refused(rows)


async def test_a_toml_file_says_the_same(walks: Walks) -> None:
    items = "\n".join(
        f'[[items]]\nold = "{row[0]}"\nnew = "{row[1]}"\nrelation = "{row[2]}"\nsource = "{row[3]}"'
        for row in table()[1:]
    )
    text = f'old = "{FORM}"\nnew = "{NEW}"\nvalid_from = 2023-06-20\n{items}\n'
    walk = crosswalk_of_toml(text, name="a.toml")
    assert walk == (await walks.loads(table())).walk
    with pytest.raises(Problem, match="Tệp phải ghi old, new"):
        crosswalk_of_toml("old = 1", name="a.toml")
    with pytest.raises(Problem) as refused:
        crosswalk_of_toml(text.replace('relation = "same"', 'relation = "giống"', 1), name="a.toml")
    assert refused.value.sentence().startswith("a.toml, mục 1: “giống” không phải quan hệ nào.")


async def screen(walks: Walks, frame: Progress, person: PersonId) -> Screen:
    return progress.show(frame, await walks.review.world.facts(person, progress.needs(frame)))


async def test_on_the_phone_the_other_set_is_offered_once_a_crosswalk_is_loaded(walks: Walks) -> None:
    world, officer = walks.review.world, walks.review.officer
    frame = Progress(unit=world.commune)
    world.clock.at += timedelta(days=26)
    assert "other_set" not in {one.id for one in (await screen(walks, frame, officer)).options}
    await reported(walks)
    await walks.loads(table())
    overview = await screen(walks, frame, officer)
    assert {one.id: one.label for one in overview.options}["other_set"] == "Theo bộ tiêu chí khác"
    facts = await world.facts(officer, progress.needs(frame))
    assert progress.take(frame, Chose("other_set"), facts).frames == (replace(frame, other_set=True),)
    shown = await screen(walks, replace(frame, other_set=True), officer)
    assert shown.text.splitlines()[:6] == [
        "Theo bộ tiêu chí khác · xã Phúc Sen",
        "Bộ mới (ví dụ), đối chiếu từ " + OLD_TITLE + ". Chỉ để xem, không phải số liệu đã báo.",
        "Đạt 0/3 tiêu chí theo bộ này.",
        "• 1.1: 95%, chưa đạt, xét theo mức mới (theo bộ cũ 17.1)",
        "• 3.1: đạt (theo bộ cũ 1.1)",
        "Chưa có, chỉ tiêu mới (3): 2.1, 2.2, 2.3.",
    ]
    assert len(shown.text) <= 2000
    assert [one.id for one in shown.options] == ["overview", "home"]


async def test_who_may_not_see_the_commune_does_not_see_it_under_another_set(walks: Walks) -> None:
    world = walks.review.world
    await reported(walks)
    await walks.loads(table())
    stranger = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    world.clock.at += timedelta(days=26)
    ask = UnderOtherSet(unit=world.commune)
    assert await world.asked(stranger, ask) is None
    assert await world.asked(walks.review.manager, ask) is not None
