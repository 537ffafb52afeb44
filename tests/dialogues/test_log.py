"""The log on a phone: pages forth and back, filters, lines that fit; nothing forged leads anywhere."""

from __future__ import annotations

import pytest

from conversations.dialogues import log
from conversations.engine.asks import Administered, AnyAsk, LogOf, PeopleFound
from conversations.engine.frames import Log
from conversations.engine.move import Chose, Typed
from conversations.engine.words import SOURCE
from conversations.programme.change_log import LogEntry, LogKind, LogPage, kind_of
from conversations.programme.directory import AdministeredUnits, Entry
from conversations.programme.ids import PersonId
from conversations.programme.person import Grant, Role
from conversations.screens.log_acts import done
from tests.dialogues.commune import COMMUNE, DISTRICT, NOW, facts, fits, ids, person

ADMIN = person(Grant(role=Role.ADMIN, unit=DISTRICT))
LONG = "Nguyễn Phước Bảo Quý Vĩnh Thụy " * 4
ENTRIES = tuple(
    LogEntry(id=number, at=NOW, who=LONG, act="answer_saved", subject=LONG, item="17.10", unit=COMMUNE.title)
    for number in range(90, 80, -1)
)
DUC = Entry(id=PersonId(22), name="Nông Văn Đức", phone="", roles=(), suspended=False)
KNOWN: dict[AnyAsk, object] = {
    LogOf(): LogPage(entries=ENTRIES, older=81),
    LogOf(before=81): LogPage(entries=ENTRIES[:3], older=None),
    LogOf(unit=COMMUNE.id): LogPage(entries=(), older=None, unit=COMMUNE),
    LogOf(kind=LogKind.DATA): LogPage(entries=(), older=40),
    PeopleFound("phuc sen"): (DUC,),
    Administered(): AdministeredUnits(own=(DISTRICT,), below=(COMMUNE,)),
}
HERE = facts(ADMIN, answers=KNOWN)


def test_pages_go_back_in_time_and_forth_again() -> None:
    first = fits(log.show(Log(), HERE))
    assert ids(first) == ["older", "kinds", "home"]
    (second,) = log.take(Log(), Chose("older"), HERE).frames
    assert second == Log(trail=(81,))
    assert ids(fits(log.show(Log(trail=(81,)), HERE))) == ["newer", "kinds", "home"]
    assert log.take(Log(trail=(81,)), Chose("older"), HERE).frames == (Log(trail=(81,)),)
    assert log.take(Log(trail=(81,)), Chose("newer"), HERE).frames == (Log(),)


def test_a_typed_text_is_a_person_or_a_unit_and_narrows_the_log() -> None:
    (asked,) = log.take(Log(trail=(81,)), Typed("phuc sen"), HERE).frames
    assert isinstance(asked, Log)
    assert ids(fits(log.show(asked, HERE))) == [f"u:{COMMUNE.id}", "p:22", "list"]
    assert log.take(asked, Chose(f"u:{COMMUNE.id}"), HERE).frames == (Log(unit=COMMUNE.id),)
    assert log.take(asked, Chose("p:22"), HERE).frames == (Log(person=PersonId(22)),)
    for forged in ("u:99", "p:99", "p:x", "x:22", ""):
        assert log.take(asked, Chose(forged), HERE).frames == (asked,)
    assert "all" in ids(fits(log.show(Log(unit=COMMUNE.id), HERE)))
    assert log.take(Log(unit=COMMUNE.id), Chose("all"), HERE).frames == (Log(),)


def test_a_kind_is_chosen_and_an_empty_stretch_goes_on() -> None:
    assert ids(fits(log.show(Log(stage="kinds"), HERE))) == [*(f"kind:{kind}" for kind in LogKind), "list"]
    (narrowed,) = log.take(Log(stage="kinds", trail=(81,)), Chose("kind:data"), HERE).frames
    assert narrowed == Log(kind=LogKind.DATA)
    screen = log.show(Log(kind=LogKind.DATA), HERE)
    assert "ở đoạn này" in screen.text
    assert "older" in ids(screen)


def test_whoever_administers_nothing_reads_nothing() -> None:
    assert log.show(Log(), facts(ADMIN)).name == "log.out_of_sight"


ACTS = {
    "role_handed_over": LogKind.PEOPLE,
    "invitation_made": LogKind.PEOPLE,
    "answer_saved": LogKind.REPORTS,
    "item_fail": LogKind.REPORTS,
    "evidence_viewed": LogKind.DATA,
    "person_erased": LogKind.DATA,
    "person_forgotten": LogKind.DATA,
    "evidence_destroyed": LogKind.DATA,
    "person_renamed": LogKind.PEOPLE,
    "backup_made": LogKind.SYSTEM,
    "units_merged": LogKind.SYSTEM,
    "never_heard_of": LogKind.SYSTEM,
    "register_exported": LogKind.REPORTS,
    "raw_exported": LogKind.REPORTS,
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_kind_and_plain_words(act: str) -> None:
    assert kind_of(act) is ACTS[act]
    words = done(LogEntry(id=1, at=NOW, who="A", act=act, subject="B", item="1.1", unit="xã C", to="D"), SOURCE)
    assert words
    assert "_" not in words
    # whether an office found it met is no admin's to read
    assert "đạt" not in words
