"""`ntm export evidence`: what was stored of sent reports by a day, under names that lead nowhere, and nothing else."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.files import keep
from bot.documents.evidence_rows import files_of, listing
from bot.documents.write_bundle import Faults
from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import Answer, EvidenceKind, State
from conversations.programme.criteria import Indicator, Measure
from conversations.programme.ids import EvidenceId, PersonId, RuleId, UnitId
from conversations.programme.report import ReportKey
from conversations.programme.review import ItemAct
from conversations.programme.unit import Unit, kind_by_code
from handlers.evidence_bundle import BundledPiece, EvidenceBundle
from storage.bundled_evidence import KeptPiece
from storage.evidence import file_stored, pending_files
from storage.open import open_database
from tests.handlers.reporting_world import CHANNEL, NOW, begin
from tests.handlers.review_world import make_review

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database
    from tests.bot.cli.conftest import Ntm

FIRST, SECOND = b"\xff\xd8 one", b"\xff\xd8 two"
FORMULA = '=HYPERLINK("http://x","y")'
HEADS = ["Chỉ tiêu", "Đã báo", "Loại minh chứng", "Tệp", "Hồ sơ giấy, vị trí", "SHA-256", "Phòng, ngành đánh giá"]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def _record(folder: Path) -> None:
    """1.1 has two photos, a paper and one photo not fetched yet, and is judged; 1.2 a photo, but no answer; 2.1 a
    place. The report has left; the neighbour's has not.
    """
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        await database.migrate()
        review = await make_review(database)
        world = review.world

        def kept(item: str, kind: EvidenceKind = EvidenceKind.PHOTO, **more: str) -> KeepEvidence:
            return KeepEvidence(key=world.key, indicator=item, kind=kind, **more)

        await world.does(
            review.officer,
            begin(world.key),
            kept("1.1", reference="first", album="m"),
            kept("1.1", reference="second", album="m"),
            kept("1.1", reference="waits"),
            kept("1.1", EvidenceKind.PAPER, paper=FORMULA),
            kept("1.2", reference="first"),
            kept("2.1", EvidenceKind.PLACE, reference="22.69,106.41"),
        )
        async with database.write() as tx:
            for one in await pending_files(tx, channel=CHANNEL, now=NOW):
                if one.reference != "waits":
                    made = keep({"first": FIRST}.get(one.reference, SECOND), "jpg", folder / "evidence")
                    await file_stored(
                        tx, one.evidence, one.number, sha256=made.sha256, size=made.size, path=made.path, now=NOW
                    )
        await review.send("1.1", "2.1")
        await world.does(review.reviewer, review.say(ItemAct.MEET))
    finally:
        await database.close()


@pytest.fixture
def recorded(ntm: Ntm, tmp_path: Path) -> Ntm:
    (tmp_path / "data").mkdir()
    asyncio.run(_record(tmp_path / "data"))
    ntm.at("2023-06-06T09:00+07:00")
    return ntm


def taken(ntm: Ntm, file: Path, *more: str, unit: str = "xã Phúc Sen") -> str:
    said = ntm("export", "evidence", "--unit", unit, "--period", "2023-H1", "--out", str(file), *more)
    assert (said.code, said.err) == (0, "")
    return said.out


def names(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def listed(file: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(file) as archive:
        return rows(archive.read("danh-sach.csv"))


def changed(folder: Path, sql: str, **values: object) -> None:
    async def work(database: Database) -> None:
        try:
            async with database.write() as tx:
                await tx.run(sql, **values)
        finally:
            await database.close()

    async def run() -> None:
        await work(await open_database(f"sqlite:///{folder}/ntm.db"))

    asyncio.run(run())


def test_a_communes_bundle_holds_what_is_stored_of_what_was_answered_and_a_list(recorded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "goi.zip"
    assert taken(recorded, file) == f"Đã ghi 2 tệp và 4 dòng minh chứng của xã Phúc Sen vào {file}.\n"
    one, two = "1.1/1.1-xa-phuc-sen-1.jpg", "1.1/1.1-xa-phuc-sen-2.jpg"
    assert names(file) == [one, two, "danh-sach.csv"]
    with zipfile.ZipFile(file) as archive:
        assert (archive.read(one), archive.read(two)) == (FIRST, SECOND)
    found = listed(file)
    assert [[row[head] for head in HEADS] for row in found] == [
        ["1.1", "đạt", "ảnh", one, "", digest(FIRST), "đạt"],
        ["1.1", "đạt", "ảnh", two, "", digest(SECOND), "đạt"],
        ["1.1", "đạt", "hồ sơ giấy", "", f"'{FORMULA}", "", "đạt"],
        ["2.1", "đạt", "vị trí", "", "22.69,106.41", "", "chưa đánh giá"],
    ]
    others = {(row["Đơn vị"], row["Người gửi"], row["Ngày gửi"], row["Ghi chú"]) for row in found}
    assert others == {("xã Phúc Sen", "cán bộ xã", "5/6/2023", "")}


def test_the_same_day_gives_the_same_bytes_and_a_day_before_the_report_left_gives_none(
    recorded: Ntm, tmp_path: Path
) -> None:
    first, later, before = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    taken(recorded, first, "--as-of", "5/6/2023")
    recorded.at("2023-06-20T09:00+07:00")
    changed(
        tmp_path / "data",
        "INSERT INTO evidence (report, indicator, kind, paper, person, channel, at)"
        " SELECT report, indicator, 'paper', 'sau', person, channel, at + 86400000 FROM evidence WHERE kind = 'place'",
    )
    taken(recorded, later, "--as-of", "2023-06-05")
    assert later.read_bytes() == first.read_bytes()
    taken(recorded, later)
    assert [row["Hồ sơ giấy, vị trí"] for row in listed(later)][-1] == "sau"
    said = taken(recorded, before, "--known-at", "2023-06-05T07:00+07:00")
    assert said.endswith("Chưa gửi báo cáo: xã Phúc Sen.\n")
    assert (names(before), listed(before)) == (["danh-sach.csv"], [])


def test_what_is_gone_changed_or_elsewhere_is_told_and_never_taken(recorded: Ntm, tmp_path: Path) -> None:
    file, kept = tmp_path / "goi.zip", tmp_path / "data" / "evidence"
    (kept / digest(FIRST)[:2] / f"{digest(FIRST)}.jpg").unlink()
    (kept / digest(SECOND)[:2] / f"{digest(SECOND)}.jpg").write_bytes(b"other")
    said = taken(recorded, file)
    assert said.splitlines()[1:] == [
        "Thiếu 1 tệp trên đĩa; xem cột Ghi chú trong danh-sach.csv.",
        "1 tệp không còn như lúc nhận; xem cột Ghi chú trong danh-sach.csv.",
    ]
    assert names(file) == ["1.1/1.1-xa-phuc-sen-2.jpg", "danh-sach.csv"]
    assert [row["Ghi chú"] for row in listed(file)] == ["thiếu tệp trên đĩa", "không còn như lúc nhận", "", ""]

    (tmp_path / "data" / "secret.jpg").write_bytes(SECOND)
    changed(
        tmp_path / "data", "UPDATE evidence_file SET path = '../secret.jpg' WHERE sha256 = :sha", sha=digest(SECOND)
    )
    changed(
        tmp_path / "data",
        "INSERT INTO destroyed_file (evidence, number, at)"
        " SELECT evidence, number, 0 FROM evidence_file WHERE sha256 = :sha",
        sha=digest(FIRST),
    )
    taken(recorded, file)
    assert names(file) == ["danh-sach.csv"]
    assert [row["Ghi chú"] for row in listed(file)] == ["đã hủy khi hết thời hạn lưu", "thiếu tệp trên đĩa", "", ""]


def test_a_districts_bundle_has_a_folder_a_commune_and_only_what_is_wanted(recorded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "goi.zip"
    said = taken(recorded, file, unit="huyện Quảng Hòa")
    assert said.splitlines()[1] == "Chưa gửi báo cáo: xã Độc Lập."
    assert names(file)[0] == "xa-phuc-sen/1.1/1.1-xa-phuc-sen-1.jpg"
    taken(recorded, file, "--criterion", "2", unit="huyện Quảng Hòa")
    assert [row["Chỉ tiêu"] for row in listed(file)] == ["2.1"]
    document = recorded(
        "export", "evidence", "--unit", "xã Phúc Sen", "--criterion", "1.1", "--out", str(file), "--json"
    ).document
    assert document == {
        "file": str(file), "files": 2, "rows": 3, "missing": [], "damaged": [], "unsent": [], "unit": "xã Phúc Sen",
        "as_of": "2023-06-06",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--unit", "xã Phúc Sen", "--criterion", "99"), "Bộ tiêu chí không có tiêu chí hay chỉ tiêu số này."),
        (("--unit", "Phòng Y tế"), "Minh chứng được xuất theo xã."),
        (("--unit", "xã Phúc Sen", "--period", "2099-H1"), "Không có kỳ báo cáo nào như vậy."),
    ],
)
def test_what_cannot_be_exported_is_one_sentence_and_no_file(
    recorded: Ntm, tmp_path: Path, more: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "goi.zip"
    said = recorded("export", "evidence", "--out", str(file), *more)
    assert said.code == 2
    assert told in said.err
    assert not file.exists()


def test_each_piece_that_was_taken_is_in_the_log(recorded: Ntm, tmp_path: Path) -> None:
    taken(recorded, tmp_path / "goi.zip")

    async def seen() -> list[tuple[object, str, str]]:
        database = await open_database(f"sqlite:///{tmp_path}/data/ntm.db")
        try:
            async with database.read() as tx:
                found = await tx.all(
                    "SELECT a.person, a.detail, e.kind FROM audit a JOIN evidence e ON a.subject = 'evidence:' || e.id"
                    " WHERE a.act = 'evidence_viewed' ORDER BY a.id"
                )
                return [(row["person"], row["kind"], row["detail"]) for row in found]
        finally:
            await database.close()

    found = asyncio.run(seen())
    assert [(person, kind) for person, kind, _ in found] == [(None, "photo"), (None, "paper"), (None, "place")]
    assert all('"way":"file"' in detail.replace(" ", "") for _, _, detail in found)
    assert recorded("audit", "verify").code == 0


def test_no_name_leads_out_of_the_folder_and_no_two_are_the_same() -> None:
    kind = kind_by_code("xa")
    hostile = ("../../etc", "Tân Hòa", "Tân Hoà", "..", "=1+1\\C:", "Lũng / Vài\n")
    units = [Unit(id=UnitId(place), kind=kind, name=name, parent=None) for place, name in enumerate(hostile, 1)]
    pieces = tuple(
        BundledPiece(
            unit=unit,
            key=ReportKey(unit=unit.id, rule=RuleId(1), period="2023-H1"),
            indicator=Indicator(code=code, criterion="9", title="=x", measure=Measure.PERCENT),
            answer=Answer(indicator=code, version=1, state=State.MET, by=PersonId(1), channel=CHANNEL, at=NOW),
            met=None,
            piece=KeptPiece(
                id=EvidenceId(1), indicator=code, kind=EvidenceKind.PHOTO, words="", path="aa/b.php/../x.JPG\x00",
                size=1, sha256="", destroyed=False, role=None, post="", at=NOW,
            ),
        )
        for unit in units
        for code in ("9.1", "9-1", "../..", "9.1")
    )  # fmt: skip
    found = EvidenceBundle(
        unit=Unit(id=UnitId(99), kind=kind_by_code("huyen"), name="H", parent=None), pieces=pieces, unsent=()
    )
    files = files_of(found)
    made = [file.name for file in files if file is not None]
    assert len(set(made)) == len(pieces)
    parts = [part for name in made for part in name.split("/")]
    assert all(part.strip(".") == part and set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for part in parts)
    assert all(name.count("/") == 2 and ".." not in name for name in made)
    assert {row["Nội dung chỉ tiêu"] for row in rows(listing(found, files, Faults()))} == {"'=x"}
