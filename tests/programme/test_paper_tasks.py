"""The tasks of a letter and of a resolution: each with its number and who must act, in the paper's words."""

from __future__ import annotations

from datetime import date

from conversations.programme.duties import Owing, who_owes
from conversations.programme.ids import UnitId
from conversations.programme.paper_tasks import DoneBy, FollowedTask, PaperTask, TaskState, UnitTasks, read_tasks
from conversations.programme.unit import Level, Unit, kind_by_code
from tests.programme.goals import HA_GIANG, HA_TINH, LETTER, source

PROVINCE = Unit(id=UnitId(1), kind=kind_by_code("tinh"), name="Hà Tĩnh", parent=None)
WHO_OF_LETTER = [
    ("1", "Các sở ngành, địa phương"),
    ("2", "Cả hệ thống chính trị"),
    ("3", "các địa phương"),
    ("4", "Các huyện, xã"),
    ("5", "Các tổ chức, đơn vị được giao đỡ đầu, tài trợ"),
    ("6", "Các cấp, các ngành"),
    ("7", "Các Đoàn công tác của Ban Thường vụ Tỉnh ủy"),
    ("8", "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội"),
    ("", "Văn phòng Tỉnh ủy"),
]


def test_a_letters_numbered_paragraphs_and_who_follows_them_are_tasks() -> None:
    tasks = read_tasks(tuple(source(LETTER).prose()))
    assert [(one.number, one.who) for one in tasks] == WHO_OF_LETTER
    assert all(one.due == "" for one in tasks)
    assert tasks[-1].text == (
        "Văn phòng Tỉnh ủy theo dõi, tổng hợp kết quả thực hiện, định kỳ báo cáo Ban Thường vụ Tỉnh ủy"
    )
    assert tasks[0].text.endswith("văn hóa – xã hội lành mạnh")


def test_a_resolutions_tasks_stand_under_how_it_is_carried_out() -> None:
    tasks = read_tasks(tuple(source(HA_TINH).prose()))
    assert [(one.number, one.who) for one in tasks] == [
        ("1", "Các cấp ủy"),
        ("2", "Đảng đoàn Hội đồng nhân dân tỉnh, Ban cán sự đảng Ủy ban nhân dân tỉnh"),
        ("3", "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội"),
        ("4", "Ban Tuyên giáo Tỉnh ủy"),
        ("5", "Trường Chính trị Trần Phú"),
        ("", "Văn phòng Tỉnh ủy"),
    ]
    assert read_tasks(tuple(source(HA_GIANG).prose())) == ()


def test_a_day_is_read_where_the_paper_names_one() -> None:
    changed = source(LETTER, ("4. Các huyện, xã chủ động", "4. Các huyện, xã trước ngày 15/9/2022 chủ động"))
    tasks = read_tasks(tuple(changed.prose()))
    assert [(one.number, one.due) for one in tasks if one.due] == [("4", "trước ngày 15/9/2022")]
    assert who_owes(WHO_OF_LETTER[3][1]) == Owing(levels=(Level.DISTRICT, Level.COMMUNE))


def test_what_is_late_comes_first_and_a_task_that_two_papers_give_once() -> None:
    def given(code: int, last_day: date | None, paper: str = "CV", done: DoneBy | None = None) -> FollowedTask:
        task = PaperTask(number=str(code), text="Việc", who="Các xã", due="")
        return FollowedTask(code=code, task=task, paper=paper, owing=Owing(), last_day=last_day, done=done)

    today = date(2022, 9, 15)
    tasks = (
        given(1, None, "NQ"),
        given(2, None, done=DoneBy(number="15/BC", day=today)),
        given(3, date(2022, 9, 20)),
        given(4, date(2022, 9, 14)),
        given(5, date(2022, 9, 1)),
        given(1, None, "CV"),
    )
    found = UnitTasks(unit=PROVINCE, as_of=today, tasks=tasks)
    assert [(one.code, one.paper) for one in found.urgent_first] == [
        (5, "CV"), (4, "CV"), (3, "CV"), (1, "CV"), (2, "CV"),
    ]  # fmt: skip
    assert [found.task(1), found.task(9)] == [tasks[-1], None]


def test_the_state_follows_from_the_day_the_reports_and_the_paper() -> None:
    task = PaperTask(number="1", text="Việc", who="Các huyện, xã", due="trước ngày 15/9/2022")
    day = date(2022, 9, 14)
    dated = FollowedTask(code=1, task=task, paper="CV", owing=Owing(), last_day=day, done=None, sent=2, owed=3)
    assert [dated.state(one) for one in (day, date(2022, 9, 15))] == [TaskState.OPEN, TaskState.LATE]
    assert (
        FollowedTask(code=1, task=task, paper="CV", owing=Owing(), last_day=day, done=None, sent=3, owed=3).state(
            date(2022, 9, 15)
        )
        is TaskState.DONE
    )
    done = DoneBy(number="15/BC", day=date(2022, 9, 20))
    reported = FollowedTask(code=1, task=task, paper="CV", owing=Owing(), last_day=None, done=done)
    assert [reported.state(one) for one in (date(2022, 9, 19), done.day)] == [TaskState.NOT_DATED, TaskState.DONE]
