"""A session of every kind, with every field of every frame; each has its sample in session_samples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from conversations.engine import frames as f
from conversations.engine.screen import Takes
from conversations.engine.session import Session, Shown
from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import Figure, Nature, State
from conversations.programme.calendar import DueOperator, Form, Offsets
from conversations.programme.change_log import LogKind
from conversations.programme.criteria import Measure
from conversations.programme.cycle import Cycle
from conversations.programme.ids import DifficultyId, DossierId, EntryId, InvitationId, PersonId, RuleId, SetId, UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from conversations.programme.review import ItemAct, Queue
from conversations.programme.unit import Level
from conversations.programme.wanted_change import ChangeKind, WantedChange
from conversations.reading.deadlines import Due

KEY = ReportKey(unit=UnitId(12), rule=RuleId(3), period="2023-H1")
MONTHLY = Due(cycle=Cycle.MONTH, operator=DueOperator.BEFORE, day=5, shift=1)
CONTRACT = f.Works(
    unit=UnitId(1), stage="reading", page=1, work=7, contractor="Công ty Phia Chang", number="07/HĐXD",
    day=date(2023, 6, 4), amount=3_450_500_000, other=3_450_500, said=True,
)  # fmt: skip
MOVE = f.MoneyMoves(
    unit=UnitId(1), stage="preview", act="move", page=1, giver=UnitId(12), taker=UnitId(13), number=7,
    day=date(2023, 6, 4), purse="ntm.province.recurrent.2023", amount=100_000_000, other=100_000, text="12/QĐ-UBND",
)  # fmt: skip
SESSIONS = {
    "new": Session(),
    "joining": Session(stack=(f.Join(code="K7M2P9RTXA", stage="phone"),)),
    "menu": Session(person=PersonId(5), stack=(f.Menu(),)),
    "fill_report": Session(
        person=PersonId(5),
        language="en",
        stack=(
            f.Menu(),
            f.FillReport(key=KEY),
            f.FillReport(
                key=KEY,
                stage="unlikely",
                item="17.1",
                seen=2,
                pending=f.Pending(
                    figure=Figure(value=Decimal("95.50"), numerator=191, denominator=200),
                    other=Figure(value=Decimal(1307608)),
                    state=State.MET,
                    choice="a",
                    reason="Mưa lũ tháng 9",
                    checked=True,
                ),
                as_of=date(2023, 6, 1),
                nature=Nature.ESTIMATE,
                source="chị Hoa, trạm y tế",
                page=1,
                criterion="17",
                skipped=("1.1", "2.2"),
                previous="16.2",
                photos=("AgACAgUAAx", "AgACAgUAAy"),
                photo_album="13579",
                photo_item="17.1",
                item_source="trạm y tế, 7/6",
                only=True,
            ),
        ),
        shown=Shown(
            token="1f",
            name="fill_report.unlikely",
            options=(("yes", "Đúng"), ("no", "Nhập lại")),
            takes=(Takes.FIGURE, Takes.PHOTO),
        ),
        revision=31,
        last_press=("1e", "item:17.1:2"),
    ),
    "lacking": Session(
        person=PersonId(6), stack=(f.Welcome(), f.Progress(unit=UnitId(1), page=1, lacks=True)), revision=4
    ),
    "other_set": Session(
        person=PersonId(6), stack=(f.Welcome(), f.Progress(unit=UnitId(1), page=1, other_set=True)), revision=4
    ),
    "money": Session(person=PersonId(6), stack=(f.Menu(), f.Digest(unit=UnitId(1)), f.Money(unit=UnitId(1), page=1))),
    "money_moves": Session(person=PersonId(6), stack=(f.Menu(), MOVE)),
    "works": Session(person=PersonId(6), stack=(f.Menu(), CONTRACT)),
    "judging": Session(
        person=PersonId(6),
        stack=(f.Welcome(), f.ReviewReport(unit=UnitId(7), last_key=KEY, last_item="9.1")),
        revision=4,
    ),
    "other_frames": Session(
        person=PersonId(6),
        stack=(
            f.Welcome(),
            f.ChooseReport(page=2),
            f.Progress(unit=UnitId(1), page=1),
            f.Assign(unit=UnitId(1), stage="items", post="y tế", criterion="15", page=1),
            f.OnBehalf(unit=UnitId(1), stage="how", village=UnitId(7), how="phone", page=1, typed="Đông"),
            f.Approve(key=KEY, stage="send_back", page=1),
            f.Receipts(page=1, key=KEY),
            f.History(unit=UnitId(1), item="17.1", page=1),
            f.Digest(unit=UnitId(1), page=1),
            f.CriteriaTable(unit=UnitId(1), part=2, page=1),
            f.Help(topic="commands"),
            f.Account(stage="language"),
            f.MyData(stage="erase"),
            f.Contact(),
            f.AskForRight(command="duyet"),
        ),
        revision=2,
    ),
    "roadmap": Session(
        person=PersonId(6), stack=(f.Digest(unit=UnitId(1)), f.Roadmap(unit=UnitId(1), page=1)), revision=2
    ),
    "targets": Session(
        person=PersonId(6), stack=(f.Digest(unit=UnitId(1)), f.Targets(unit=UnitId(1), page=2)), revision=2
    ),
    "goals": Session(
        person=PersonId(6),
        stack=(f.Digest(unit=UnitId(1), page=1), f.Goals(unit=UnitId(1), period="2023-Q1", page=1)),
        revision=3,
    ),
    "ad_hoc_request": Session(
        person=PersonId(6),
        stack=(
            f.AdHocRequest(
                unit=UnitId(1),
                stage="which",
                title="Thiệt hại mưa đá",
                questions=(
                    Question(text="Bao nhiêu nhà tốc mái?", measure=Measure.NUMBER),
                    Question(text="Cần hỗ trợ không?", measure=Measure.CHOICE, options=("Có", "Không")),
                ),
                text="Việc gì cần trước?",
                owes=Level.COMMUNE,
                only=(UnitId(12),),
                unclear=("Hồng",),
                operator=DueOperator.UNTIL,
                day=date(2023, 6, 12),
                complete=True,
                rule=RuleId(9),
                page=1,
            ),
        ),
        revision=4,
    ),
    "deadlines": Session(
        person=PersonId(6),
        stack=(
            f.Deadlines(
                stage="which",
                page=1,
                draft=f.RuleDraft(
                    unit=UnitId(1),
                    rule=RuleId(4),
                    title="Báo cáo giải ngân",
                    owes=Level.COMMUNE,
                    only=(UnitId(12), UnitId(13)),
                    due=MONTHLY,
                    form=Form.OFFICE,
                    set_id=SetId("xa-ntm-2021-2025"),
                    offsets=Offsets(before=(3, 0), after=(1,), then_every=2),
                    grace=2,
                    lock=30,
                ),
                readings=(MONTHLY, replace(MONTHLY, cycle=Cycle.ONCE, month=6, year=2023, shift=0)),
            ),
        ),
        revision=3,
    ),
    "reminder_wishes": Session(
        person=PersonId(7),
        stack=(
            f.Snooze(key=KEY),
            f.NotInCharge(unit=UnitId(1)),
            f.PromiseDay(key=KEY, stage="day", reason="Còn chờ số liệu"),
        ),
    ),
    "own_data": Session(person=PersonId(6), stack=(f.Menu(), f.MyData(stage="all", page=3))),
    "data_requests": Session(
        person=PersonId(6),
        stack=(
            f.AskAboutData(stage="sure", kind="correction", typed="Đổi số điện thoại"),
            f.DataRequests(stage="check", number=3, act="answer", typed="Đã nhận", page=1),
        ),
    ),
    "incidents": Session(
        person=PersonId(6),
        stack=(f.Menu(), f.Incidents(stage="preview", group="reminder.failed.refused", number=5, page=1)),
    ),
    "system": Session(person=PersonId(6), stack=(f.Menu(), f.System(), f.Backups(stage="preview"))),
    "users": Session(
        person=PersonId(6),
        stack=(
            f.Menu(),
            f.Users(
                stage="handover_sure",
                text="duc",
                page=1,
                person=PersonId(8),
                draft=f.RoleDraft(unit=UnitId(12), role=Role.COMMUNE_OFFICER, post="Trạm y tế"),
                successor=PersonId(9),
            ),
        ),
    ),
    "invite": Session(
        person=PersonId(6),
        stack=(
            f.Menu(),
            f.Invite(
                stage="until",
                number=InvitationId(4),
                draft=f.RoleDraft(unit=UnitId(12), role=Role.ADMIN),
                uses=5,
                until=date(2023, 6, 30),
                phone=True,
                page=1,
            ),
        ),
    ),
    "linking": Session(person=PersonId(6), stack=(f.Menu(), f.Account(stage="unlink", account=4))),
    "log": Session(
        person=PersonId(6),
        stack=(
            f.Log(
                stage="pick",
                text="duc",
                person=PersonId(8),
                unit=UnitId(12),
                kind=LogKind.PEOPLE,
                trail=(90, 80),
            ),
        ),
    ),
    "choosing": Session(
        person=PersonId(6),
        stack=(
            f.Menu(),
            f.FillReport(key=KEY, stage="locked", pending=f.Pending(counted="hộ")),
            f.ChooseUnit(command="lichsu", item="13.3", page=1),
        ),
        revision=3,
    ),
    "reviewing": Session(
        person=PersonId(10),
        stack=(
            f.ReviewReport(
                unit=UnitId(30),
                stage="reason",
                queue=Queue.DISPUTED,
                page=2,
                key=KEY,
                item="1.2",
                skip=1,
                act=ItemAct.DECIDE_MET,
                seen=3,
            ),
            f.AnswerOffice(key=KEY, item="1.2", act=ItemAct.DISPUTE, seen=2, page=1),
            f.Reopen(unit=UnitId(1), key=KEY, stage="reason", named="Phúc Sen", page=1),
            f.TakePapers(unit=UnitId(1)),
        ),
    ),
    "fill_goals": Session(
        person=PersonId(8),
        stack=(
            f.Menu(),
            f.FillGoals(unit=UnitId(1), page=1, code=16, text="92,4", day=date(2023, 5, 31), estimate=True),
        ),
    ),
    "tasks": Session(
        person=PersonId(8),
        stack=(
            f.Menu(),
            f.Tasks(unit=UnitId(1), page=1, code=4, asks_paper=True, paper_number="15/BC-UBND", paper_day="2023-06-03"),
        ),
    ),
    "office_forms": Session(
        person=PersonId(8),
        stack=(
            f.Menu(),
            f.OfficeForms(unit=UnitId(1), stage="end", report="H1", page=1),
            f.OfficeForms(unit=UnitId(1), stage="report", file=f.HeldFile(reference="AgADx", name="mau.docx", size=9)),
        ),
    ),
    "import_kinds": Session(
        person=PersonId(8),
        stack=(
            f.Menu(),
            f.ImportPlan(
                unit=UnitId(12),
                kind=ImportKind.COMMUNE_PLAN,
                file=f.HeldFile(reference="AgADx", name="von.xlsx", size=9),
            ),
        ),
    ),
    "take_papers": Session(
        person=PersonId(8), stack=(f.Menu(), f.TakePapers(unit=UnitId(1), period="2023-H1", page=1))
    ),
    "public_page": Session(person=PersonId(8), stack=(f.Menu(), f.PublicPage(unit=UnitId(1)))),
    "leave_and_reminding": Session(
        person=PersonId(8),
        stack=(
            f.Leave(
                unit=UnitId(1),
                stage="who",
                first=date(2023, 6, 12),
                last=date(2023, 6, 16),
                substitute=PersonId(9),
                page=1,
            ),
            f.RemindNow(
                unit=UnitId(1), rule=RuleId(3), period="2023-H1", stage="pick", picked=(UnitId(12), UnitId(13)), page=1
            ),
            f.Schedule(stage="sure"),
        ),
    ),
    "dossiers": Session(
        person=PersonId(11),
        stack=(
            f.Menu(),
            f.Dossiers(state="submitted", page=1),
            f.Dossiers(
                stage="sure",
                number=DossierId(12),
                seen=3,
                act="refuse",
                paper_number="512/QĐ-UBND",
                paper_day="2024-12-05",
                reason="Thiếu biên bản họp xã",
            ),
        ),
    ),
    "open_dossier": Session(
        person=PersonId(11),
        stack=(
            f.Dossiers(),
            f.OpenDossier(at=UnitId(5), page=2),
            f.OpenDossier(
                stage="sure",
                at=UnitId(5),
                unit=UnitId(31),
                standard="kieu_mau",
                kind="keeping",
                year=2025,
                first_by="2025-05-30",
                second_by="2025-06-30",
            ),
        ),
    ),
    "difficulties": Session(
        person=PersonId(8),
        stack=(
            f.Difficulties(
                stage="preview",
                unit=UnitId(12),
                text="Thiếu kinh phí",
                photos=("AgACAgUAAxkBAAI", "BQADBQADy"),
                voices=("AwACAgUAAxkBAAI",),
                criterion="17.6",
                tagged=True,
                kind="money",
            ),
            f.Difficulties(stage="sure", number=DifficultyId(7), seen=2, act="answer", text="Được", page=1),
        ),
    ),
    "register": Session(
        person=PersonId(8),
        stack=(
            f.Register(
                stage="preview",
                unit=UnitId(12),
                kind="dong-gop",
                number=EntryId(7),
                seen=2,
                act="correct",
                page=1,
                draft=f.EntryDraft(
                    sub="dat",
                    amount=5_000_000,
                    whole=9_000_000,
                    other=5_000,
                    day=date(2023, 6, 4),
                    text="đường liên xóm",
                    worded=True,
                    paper="12/NQ-HĐND",
                    papered=True,
                    photos=("AgACAgUAAxkBAAI",),
                ),
            ),
        ),
    ),
    "stating_costs": Session(
        person=PersonId(8),
        stack=(
            f.Progress(
                unit=UnitId(12), lacks=True, page=1, item="17.1", costing="sure", criterion="17", amount=450_000_000
            ),
            f.Lacks(unit=UnitId(3), commune=UnitId(12), page=1, item="17.1"),
        ),
    ),
    "import_plan": Session(
        person=PersonId(5),
        stack=(f.Menu(), f.ImportPlan(), f.ImportPlan(unit=UnitId(12), another=True, page=1)),
    ),
    "units": Session(
        person=PersonId(5),
        stack=(
            f.Menu(),
            f.Units(),
            f.Units(
                stage="check",
                at=UnitId(12),
                wanted=WantedChange(
                    unit=UnitId(12),
                    kind=ChangeKind.MERGE,
                    others=(UnitId(13),),
                    name="Hạnh Phúc",
                    new_kind="xa",
                    to=UnitId(3),
                    parts=("Phúc Sen: Pác Rằng",),
                    on=date(2025, 7, 1),
                ),
                text="Phúc",
                change=4,
                page=1,
            ),
        ),
    ),
}
