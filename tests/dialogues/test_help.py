import pytest

from conversations.dialogues import help as help_dialogue
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Help
from conversations.engine.move import Chose, Move
from conversations.programme.person import Grant, Role
from conversations.screens.help import TOPICS
from tests.dialogues.commune import COMMUNE, HEAD, LEADER, NOW, OFFICER, PEOPLE, STRAY, facts, fits, ids, person

STRANGER = Facts(now=NOW)


FILLING = ["answer", "numbers", "photos", "sending", "mistakes"]
EVERYBODY = ["stop", "privacy", "commands"]


@pytest.mark.parametrize(
    ("role", "topics"),
    [
        (Role.VILLAGE_OFFICER, FILLING),
        (Role.COMMUNE_OFFICER, FILLING),
        (Role.COMMUNE_LEADER, ["approve"]),
        (Role.OFFICE_REVIEWER, ["judge", *FILLING]),
        (Role.MANAGER, ["follow", "manage"]),
        (Role.OBSERVER, ["follow"]),
        (Role.ADMIN, ["invite", "run"]),
    ],
)
def test_the_list_offers_what_is_the_work_of_ones_role(role: Role, topics: list[str]) -> None:
    screen = fits(help_dialogue.show(Help(), facts(person(Grant(role=role, unit=COMMUNE)))))
    assert ids(screen) == [*(f"topic:{topic}" for topic in (*topics, *EVERYBODY)), "close"]


def test_before_joining_it_says_how_to_join() -> None:
    expected = ["join", *FILLING, "stop", "privacy"]
    assert ids(fits(help_dialogue.show(Help(), STRANGER))) == [*(f"topic:{topic}" for topic in expected), "close"]
    assert help_dialogue.needs(Help()) == Needs()


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "commands"])
def test_each_topic_is_one_short_screen_of_its_own(topic: str) -> None:
    screen = fits(help_dialogue.show(Help(topic=topic), facts()))

    assert len(screen.text) <= 600
    assert (screen.name, ids(screen)) == (f"help.{topic}", ["list", "close"])
    others = {help_dialogue.show(Help(topic=other), facts()).text for other in TOPICS if other != topic}
    assert screen.text not in others


def test_the_commands_are_those_of_the_persons_roles() -> None:
    named = {
        who: [
            line.split(":")[0] for line in fits(help_dialogue.show(Help(topic="commands"), facts(who))).text.split("\n")
        ]
        for who in PEOPLE
    }

    everybody = ["/menu", "/trogiup", "/taikhoan", "/dulieucanhan", "/lienhe", "/thoat"]
    head = ["/baocao", "/tieptuc", "/tiendo", "/dagui", "/lichsu", "/khokhan", "/soghi"]
    reports = ["/baocao", "/tieptuc", "/tiendo", "/phancong", "/baothay", "/dagui", "/lichsu"]
    officer = [*reports, "/khokhan", "/soghi", "/hoso", "/taive"]
    leader = ["/tieptuc", "/duyet", "/tiendo", "/dagui", "/lichsu", "/soghi", "/hoso", "/taive"]
    assert named[HEAD] == ["Các lệnh", *head, *everybody]
    assert named[OFFICER] == ["Các lệnh", *officer, *everybody]
    assert named[LEADER] == ["Các lệnh", *leader, *everybody]


def test_topics_open_and_close() -> None:
    assert help_dialogue.take(Help(), Chose("topic:photos"), facts()) == Move(frames=(Help(topic="photos"),))
    assert help_dialogue.take(Help(topic="photos"), Chose("list"), facts()) == Move(frames=(Help(),))
    assert help_dialogue.take(Help(topic="photos"), Chose("close"), facts()) == Move(frames=())


def test_an_unknown_topic_is_the_list_and_anything_else_is_answered() -> None:
    assert help_dialogue.show(Help(topic="gone"), facts()) == help_dialogue.show(Help(), facts())
    for given in STRAY:
        move = help_dialogue.take(Help(), given, facts())
        assert (move.frames, len(move.lines)) == ((Help(),), 1)
