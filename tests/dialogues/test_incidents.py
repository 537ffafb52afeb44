from datetime import timedelta

from conversations.dialogues import incidents
from conversations.engine.asks import AlarmsNow, StuckNow
from conversations.engine.effects import SendAgain
from conversations.engine.facts import Facts
from conversations.engine.frames import Incidents
from conversations.engine.move import Chose
from conversations.programme.incident import Alarms, Cause, Incident, Recipient, SendState, cause_of, grouped
from conversations.programme.person import Role
from tests.dialogues.commune import NOW, facts, fits, ids, stays

GROUP = "reminder.failed.refused"


def stuck(
    number: int,
    *,
    kind: str = "reminder",
    state: SendState = SendState.FAILED,
    cause: Cause = Cause.REFUSED,
    whole: bool = True,
) -> Incident:
    return Incident(
        number=number, channel="telegram", kind=kind, state=state, cause=cause, detail="Bad Request: secret",
        attempts=2, created_at=NOW, since=NOW - timedelta(minutes=number), next_at=NOW,
        to=Recipient(role=Role.COMMUNE_OFFICER, unit=f"xã Số {number % 8}"), whole=whole, once=True,
    )  # fmt: skip


def known(*found: Incident) -> Facts:
    return facts(answers={StuckNow(): tuple(sorted(found, key=lambda one: -one.number))})


FAILED = [stuck(number) for number in range(1, 21)]
UNKNOWN = stuck(30, state=SendState.UNKNOWN, cause=Cause.STOPPED)


def test_the_unclear_come_first_then_the_many() -> None:
    waiting = [stuck(40 + n, kind="answer", state=SendState.RETRYING, cause=Cause.UNREACHABLE) for n in range(2)]
    screen = fits(incidents.show(Incidents(), known(*FAILED, UNKNOWN, *waiting)))

    assert ids(screen) == ["g:reminder.unknown.stopped", f"g:{GROUP}", "g:answer.retrying.unreachable", "home"]


def test_a_long_group_stands_on_pages_and_fits() -> None:
    frame = Incidents(stage="group", group=GROUP, page=3)
    assert ids(fits(incidents.show(frame, known(*FAILED)))) == ["n:2", "n:1", "page:2", "again", "groups", "home"]
    fits(incidents.show(Incidents(stage="preview", group=GROUP), known(*FAILED)))


def test_nothing_the_channel_said_and_no_name_is_shown() -> None:
    everything = known(*FAILED, UNKNOWN)
    frames = [
        Incidents(), Incidents(stage="group", group=GROUP), Incidents(stage="one", group=GROUP, number=3),
        Incidents(stage="preview", group=GROUP, number=3),
    ]  # fmt: skip
    assert [frame for frame in frames if "secret" in incidents.show(frame, everything).text] == []


def test_a_group_is_sent_again_after_one_confirmation_without_what_has_lost_its_text() -> None:
    everything = known(*FAILED, stuck(21, whole=False))
    preview = stays(incidents.take(Incidents(stage="group", group=GROUP), Chose("again"), everything), Incidents)
    move = incidents.take(preview, Chose("send"), everything)

    assert move.effects == (SendAgain(numbers=tuple(range(20, 0, -1))),)
    assert move.frames == (Incidents(),)
    assert incidents.take(Incidents(stage="group", group=GROUP), Chose("again"), everything).effects == ()


def test_what_has_left_meanwhile_is_not_sent_again() -> None:
    frame = Incidents(stage="preview", group=GROUP, number=3)
    move = incidents.take(frame, Chose("send"), known(UNKNOWN))

    assert (move.effects, move.lines) == ((), ("Tin này không còn kẹt nữa.",))
    assert ids(incidents.show(stays(move, Incidents), known(UNKNOWN))) == ["g:reminder.unknown.stopped", "home"]


def test_a_message_without_its_text_cannot_be_sent_again() -> None:
    frame = Incidents(stage="one", group=GROUP, number=1)
    assert ids(incidents.show(frame, known(stuck(1, whole=False)))) == ["group", "home"]
    assert ids(incidents.show(frame, known(stuck(1)))) == ["again", "group", "home"]


def test_whoever_no_longer_runs_the_system_sees_nothing() -> None:
    screen = incidents.show(Incidents(stage="group", group=GROUP), facts(answers={AlarmsNow(): Alarms(failed=3)}))
    assert screen.text == "Mục này chỉ dành cho người quản trị hệ thống."


def test_the_cause_is_read_from_what_is_kept_with_the_row() -> None:
    assert cause_of("refused: Bad Request: too long", SendState.FAILED) == (Cause.REFUSED, "Bad Request: too long")
    assert cause_of("stopped", SendState.UNKNOWN) == (Cause.STOPPED, "")
    assert cause_of("Bad Request: too long", SendState.FAILED) == (Cause.OTHER, "Bad Request: too long")
    assert cause_of("", SendState.QUEUED) == (Cause.WAITING, "")
    assert cause_of("", SendState.SKIPPED) == (Cause.OTHER, "")


def test_groups_are_of_one_kind_state_and_cause() -> None:
    groups = grouped([*FAILED, UNKNOWN])
    assert [(group.name, len(group.incidents)) for group in groups] == [("reminder.unknown.stopped", 1), (GROUP, 20)]
