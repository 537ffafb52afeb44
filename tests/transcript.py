"""Transcripts that an official can read and correct: who did what, and what every phone showed then.

A file has a cast (`- cán bộ xã: commune_officer, xã Phúc Sen`), then turns: `cán bộ xã: [Tiếp tục]` chooses an option,
`cán bộ xã: 95,5` types, `cán bộ xã: (ảnh)` sends a photo, `(tin thoại)` a
voice note, `(+2 giờ)` winds the clock, `(kẹt: reminder cho cán bộ xã,
failed, refused)` leaves a message in the outbox. What came is quoted below each turn. `(đến 8:00 06/6/2023)` winds it
to that moment, and what is due by then arrives. `Zalo` in the cast is a phone on another channel.
`- (báo cáo tháng)` in the head: communes and the district owe a monthly report, and have money; `- (đánh giá quý)`: the
same over a quarter.
`(tệp ke_hoach.docx)` sends a file and `(chờ đọc tệp)` waits until it was read or imported.
`(hồ sơ: xã Phúc Sen, nộp 29/6/2023, trình 29/7/2023)` opens a commune's dossier for NTM; the district stands
under the province that somebody of the cast works at. `(đủ tiêu chí: xã Phúc Sen)` is a new plan by which it meets all.
`(sao lưu: xong)` makes the backup that was asked for or another, `(sao lưu: backup_no_room)` fails at it, `(thử khôi
phục: đạt)` puts the last one to the test. Somebody of `tỉnh Hà Tĩnh` in the cast brings that province with its goals,
of `tỉnh Quảng Nam` that one with its roadmap.
`(vốn: von.csv cho huyện Quảng Hòa)` imports a file beside the transcript as money, `(quy định vốn: …)` as rules.
The same file is played on Telegram and in plain numbered text; `pytest --rewrite-transcripts` writes what Telegram
shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from conversations.engine.events import SentContact, SentFile, SentOther, SentPlace, SentVoice
from conversations.programme.person import Role
from handlers.import_money import import_money
from handlers.load_money_rules import load_money_rules
from tests import roadmap_world, targets_world
from tests.goals_world import OFFICE, PROVINCE, ask_office, set_goals
from tests.monthly_world import monthly_stage, under_a_province
from tests.phone import Phone, Shown
from tests.stage import ZONE, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database

_CAST = re.compile(r"- (?P<name>[^:]+): (?P<role>[a-z_]+|mới|Zalo)(?:, (?P<unit>[^,]+))?(?:, (?P<post>.+))?")
_TURN = re.compile(r"(?P<name>[^>:(\[]+): (?P<what>.+)")
_WIND = re.compile(r"\(\+(?P<number>\d+) (?P<unit>phút|giờ|ngày)\)")
_UNTIL = re.compile(r"\(đến (?P<hour>\d+):(?P<minute>\d\d) (?P<day>\d+)/(?P<month>\d+)/(?P<year>\d{4})\)")
_STUCK = re.compile(r"\(kẹt: (?P<kind>\w+) cho (?P<name>[^,]+), (?P<state>\w+), (?P<cause>\w+)\)")
_FILE = re.compile(r"\(tệp (.+)\)")
_BACKUP = re.compile(r"\((?P<what>sao lưu|thử khôi phục): (?P<outcome>\w+)\)")
_PERIODIC = {"- (báo cáo tháng)": "trước ngày 25 hằng tháng", "- (đánh giá quý)": "ngày 20 tháng cuối quý, hằng quý"}
_MONEY = re.compile(r"\((?P<what>vốn|quy định vốn): (?P<file>[\w.-]+) cho (?P<unit>.+)\)")
_DOSSIER = re.compile(r"\(hồ sơ: (?P<unit>[^,]+), nộp (?P<first>[\d/]+), trình (?P<second>[\d/]+)\)")
_ALL_MET = re.compile(r"\(đủ tiêu chí: (?P<unit>.+)\)")
_UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
_LINK = re.compile(r"(?P<label>.+), gõ: (?P<command>[\w ]+)")


@dataclass(frozen=True)
class Script:
    """head: everything before the first turn, as it stands. turns: the lines that make something happen."""

    head: str
    cast: tuple[re.Match[str], ...]
    turns: tuple[str, ...]


def read_script(text: str) -> Script:
    """The script in a transcript, without what was shown."""
    lines = [line for line in text.splitlines() if not line.startswith(">")]
    cast = [found for line in lines if (found := _CAST.fullmatch(line))]
    names = {found["name"] for found in cast}
    turns = [
        line
        for line in lines
        if _WIND.fullmatch(line)
        or _UNTIL.fullmatch(line)
        or _STUCK.fullmatch(line)
        or _BACKUP.fullmatch(line)
        or _MONEY.fullmatch(line)
        or _DOSSIER.fullmatch(line)
        or _ALL_MET.fullmatch(line)
        or ((found := _TURN.fullmatch(line)) and found["name"] in names)
    ]
    first = lines.index(turns[0])
    return Script(head="\n".join(lines[:first]).rstrip(), cast=tuple(cast), turns=tuple(turns))


async def play(path: Path, database: Database, *, plain: bool) -> str:
    """The transcript as it is on that channel now."""
    script = read_script(path.read_text(encoding="utf-8"))
    stage = Stage(database, plain=plain)
    await stage.load()
    for setting, due in _PERIODIC.items():
        if setting in script.head:
            await monthly_stage(database, now=stage.clock.now(), due=due)
    if any(member["unit"] == PROVINCE for member in script.cast):
        await set_goals(database, now=stage.clock.now())
    if any(member["unit"] == roadmap_world.PROVINCE for member in script.cast):
        await roadmap_world.set_roadmap(database, now=stage.clock.now())
    if any(member["unit"] == OFFICE for member in script.cast):
        await ask_office(database, now=stage.clock.now())
    if any(member["unit"] == "tỉnh Cao Bằng" for member in script.cast):
        await under_a_province(database, now=stage.clock.now())
    if targets_world.HEADED in script.head:
        await targets_world.set_targets(database, now=stage.clock.now())
    phones: dict[str, Phone] = {}
    codes: dict[str, str] = {}
    for member in script.cast:
        name = member["name"]
        if member["role"] == "mới":
            phones[name] = stage.phone(name)
            continue
        if member["role"] == "Zalo":
            phones[name] = stage.phone(name, channel="zalo")
            continue
        phones[name] = await stage.joined(name, member["unit"], Role(member["role"]), post=member["post"] or "")
    written = [script.head]
    for turn in script.turns:
        for phone in phones.values():
            phone.arrived.clear()
        if wind := _WIND.fullmatch(turn):
            stage.clock.wind(**{_UNITS[wind["unit"]]: int(wind["number"])})
            written += ["", turn]
            continue
        if until := _UNTIL.fullmatch(turn):
            year, month, day, hour, minute = (int(until[name]) for name in ("year", "month", "day", "hour", "minute"))
            await stage.winds_to(datetime(year, month, day, hour, minute, tzinfo=ZONE))
            written += ["", turn, "", *_shown(phones, None)]
            continue
        if stuck := _STUCK.fullmatch(turn):
            await stage.leaves_stuck(phones[stuck["name"]], stuck["kind"], state=stuck["state"], cause=stuck["cause"])
            written += ["", turn]
            continue
        if dossier := _DOSSIER.fullmatch(turn):
            await stage.opens_dossier(dossier["unit"], first=_day(dossier["first"]), second=_day(dossier["second"]))
            written += ["", turn]
            continue
        if met := _ALL_MET.fullmatch(turn):
            await stage.meets_all(met["unit"])
            written += ["", turn]
            continue
        if backup := _BACKUP.fullmatch(turn):
            problem = "" if backup["outcome"] in {"xong", "đạt"} else backup["outcome"]
            await (stage.backs_up(problem) if backup["what"] == "sao lưu" else stage.restores(problem))
            written += ["", turn, "", *_shown(phones, None)]
            continue
        if money := _MONEY.fullmatch(turn):
            await _imports(stage, path.parent / money["file"], money["unit"], rules=money["what"] != "vốn")
            written += ["", turn]
            continue
        found = _TURN.fullmatch(turn)
        assert found is not None
        speaker = phones[found["name"]]
        await _act(stage, speaker, found["what"], codes)
        written += ["", turn, "", *_shown(phones, speaker)]
    return "\n".join(written) + "\n"


async def _imports(stage: Stage, place: Path, unit: str, *, rules: bool) -> None:
    now = stage.clock.now()
    if rules:
        text = place.read_text(encoding="utf-8")
        await load_money_rules(stage.database, text, name=place.name, unit=unit, now=now)
    else:
        await import_money(stage.database, read_document(place), unit=unit, now=now)


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


async def _act(stage: Stage, speaker: Phone, what: str, codes: dict[str, str]) -> None:
    if what.startswith("[") and what.endswith("]"):
        await speaker.chooses(what[1:-1])
    elif what == "(ảnh)":
        await speaker.photo(f"photo-{stage.next_key()}")
    elif what == "(tin thoại)":
        await speaker.does(SentVoice(reference=f"voice-{stage.next_key()}", size=20_000, seconds=9))
    elif found := _FILE.fullmatch(what):
        await speaker.does(SentFile(reference=found[1], name=found[1], size=90_000))
    elif what == "(chờ đọc tệp)":
        await stage.read_files()
    elif what == "(vị trí)":
        await speaker.does(SentPlace(latitude=22.69, longitude=106.41))
    elif what == "(số điện thoại)":
        await speaker.does(SentContact(phone="+84900000001", own=True))
    elif what == "(nhãn dán)":
        await speaker.does(SentOther(kind="sticker"))
    elif what.startswith("(mã mời ") and what.endswith(")"):
        role, unit, *post = what.removeprefix("(mã mời ").removesuffix(")").split(", ", 2)
        codes[what] = codes.get(what) or await stage.invited(unit, Role(role), post="".join(post))
        await speaker.says(f"/start {codes[what]}")
    elif what.startswith("(gõ mã mời ") and what.endswith(")"):
        role, unit, *post = what.removeprefix("(gõ mã mời ").removesuffix(")").split(", ", 2)
        await speaker.says(await stage.invited(unit, Role(role), post="".join(post)))
    elif what == "(bấm lại)":
        assert speaker.last_incoming is not None
        again = speaker.last_incoming
        await speaker.does(again.event, pressed_on=again.pressed_on)
    else:
        await speaker.says(what)


def _shown(phones: dict[str, Phone], speaker: Phone | None) -> list[str]:
    lines: list[str] = []
    if speaker is not None and speaker.toast:
        lines.append(f"> *{speaker.toast}*")
    ordered = [
        *((speaker,) if speaker is not None else ()),
        *(phone for phone in phones.values() if phone is not speaker),
    ]
    for phone in ordered:
        for shown in phone.arrived:
            if lines:
                lines.append("")
            if phone is not speaker:
                lines.append(f"> → {phone.name}:")
            lines += _quoted(shown)
    return lines


def _quoted(shown: Shown) -> list[str]:
    """Text and options; a link that plain text names with its command stands as the option that it is."""
    text, options = [], list(shown.options)
    for line in shown.text.split("\n"):
        link = _LINK.fullmatch(line)
        if link is None:
            text.append(line)
        else:
            options.append(link["label"])
    while text and not text[-1]:
        text.pop()
    return [f"> {line}".rstrip() for line in text] + [f"> [{option}]" for option in options]
