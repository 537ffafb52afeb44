"""Backups and the system's state: only for whoever runs it, one confirmation, nothing by a forged button."""

from dataclasses import replace
from datetime import timedelta

from conversations.dialogues import backups, system
from conversations.engine.asks import BackupsNow, SystemNow
from conversations.engine.effects import MakeBackup
from conversations.engine.frames import Backups, Frame, Incidents, Schedule, System
from conversations.engine.move import Chose, Move, back, stay
from conversations.programme import backup as b
from conversations.programme.incident import Alarms
from conversations.programme.system import SystemState, Traffic
from tests.dialogues.commune import NOW, facts, fits, ids

MADE = b.Backup(
    number=1, reason=b.BackupReason.SCHEDULE, state=b.BackupState.MADE, asked_at=NOW, ended_at=NOW,
    place="/var/lib/ntm/backups/ntm-20230605-020000.zip", size=3_400_000_000, files=12_000, missing=3,
    fingerprint="secret-fingerprint",
)  # fmt: skip
WANTED = b.Backup(number=2, reason=b.BackupReason.PERSON, state=b.BackupState.WANTED, asked_at=NOW)
MANY = b.Backups(
    since=NOW,
    latest=tuple(
        replace(MADE, number=number, check_problem="backup_altered", checked_at=NOW, state=b.BackupState.MADE)
        for number in range(40, 0, -1)
    ),
)
STATE = SystemState(
    version="0.1.0", database="postgresql", size=123_456_789_000, waiting=11_000,
    alarms=Alarms(failed=10_000, unknown=10_000, backup=tuple(b.BackupAlarm)), backups=MANY, now=NOW,
    ticked_until=NOW, stopped_at=NOW,
    channels=tuple(Traffic(channel=name, received_at=NOW) for name in ("console", "plain", "telegram", "zalo")),
)  # fmt: skip


def test_without_the_right_nothing_is_shown_and_nothing_done() -> None:
    for option in ("preview", "make", "schedule", "backups"):
        assert backups.take(Backups(stage="preview"), Chose(option), facts()) == back()
        assert system.take(System(), Chose(option), facts()) == back()
    assert ids(backups.show(Backups(), facts())) == ids(system.show(System(), facts())) == ["home"]


def test_one_is_made_only_after_its_preview() -> None:
    known = facts(answers={BackupsNow(): b.Backups(latest=(MADE,))})
    assert ids(fits(backups.show(Backups(), known))) == ["preview", "close"]
    assert backups.take(Backups(), Chose("make"), known) == back()
    assert backups.take(Backups(), Chose("preview"), known) == stay(Backups(stage="preview"))
    assert ids(fits(backups.show(Backups(stage="preview"), known))) == ["make", "cancel"]
    assert backups.take(Backups(stage="preview"), Chose("make"), known) == stay(Backups(), effects=(MakeBackup(),))
    assert backups.take(Backups(stage="preview"), Chose("cancel"), known) == stay(Backups())


def test_while_one_is_being_made_no_other_is_offered() -> None:
    known = facts(answers={BackupsNow(): b.Backups(latest=(WANTED, MADE))})
    assert ids(backups.show(Backups(), known)) == ids(backups.show(Backups(stage="preview"), known)) == ["close"]


def test_the_longest_lists_fit_and_show_no_place_of_the_server() -> None:
    known = facts(answers={BackupsNow(): MANY, SystemNow(): STATE})
    for screen in (fits(backups.show(Backups(), known)), fits(system.show(System(), known))):
        assert [word for word in ("/var/lib", "secret") if word in screen.text] == []
    assert "3,4 GB, 12000 tệp minh chứng; thiếu 3 tệp minh chứng" in backups.show(Backups(), known).text
    assert "PostgreSQL, 123,5 GB" in system.show(System(), known).text


def test_from_the_state_one_goes_on_to_its_parts() -> None:
    known = facts(answers={SystemNow(): STATE})
    leads: dict[str, Frame] = {"schedule": Schedule(), "backups": Backups(), "incidents": Incidents()}
    assert {option: system.take(System(), Chose(option), known) for option in leads} == {
        option: Move(frames=(System(), place)) for option, place in leads.items()
    }


def test_an_old_backup_is_alarming_and_one_that_is_watched_since_today_is_not() -> None:
    day = timedelta(days=1)
    assert b.Backups().alarms(NOW) == b.Backups(since=NOW).alarms(NOW + day) == ()
    assert b.Backups(since=NOW).alarms(NOW + 2 * day) == (b.BackupAlarm.OLD,)
    assert b.Backups(since=NOW, latest=(MADE,)).alarms(NOW + 2 * day) == (b.BackupAlarm.OLD,)
    assert b.Backups(since=NOW, latest=(replace(MADE, asked_at=NOW + day),)).alarms(NOW + 2 * day) == ()
    broken = replace(MADE, checked_at=NOW, check_problem="backup_altered")
    assert b.Backups(since=NOW, latest=(broken,)).alarms(NOW) == (b.BackupAlarm.CHECK_FAILED,)
