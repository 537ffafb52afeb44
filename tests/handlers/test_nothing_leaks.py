"""A whole conversation, with faults in it: logs, errors and the audit log hold no name, number, code or typed text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.logs import TextLines
from conversations.engine.events import Joined, Opened, SentContact
from conversations.engine.words import SOURCE
from conversations.programme.person import Role
from handlers.apply import answers as applying
from handlers.invite import invite
from storage.answers import save_answer
from tests.phone import Phone
from tests.stage import Stage

if TYPE_CHECKING:
    from conversations.programme.answer import Answer
    from conversations.programme.ids import ReportId
    from storage.database import Database, Transaction

NAME, RENAMED = "Hoàng Thị Kín", "Hoàng Thị Kín Đáo"
PHONE = "912345678"
TYPED = {
    "first": "lời đầu tiên chưa ai biết",
    "paper": "QĐ số 45 mật, lưu tủ riêng",
    "reason": "mất nguồn mó sau lũ quét",
    "source": "chị Hoa trạm y tế kể",
    "fault": "lý do làm hỏng cơ sở dữ liệu",
    "crash": "lý do làm hỏng chương trình",
    "wish": "xin đừng gọi vào số riêng",
    "answer": "chúng tôi đã xóa số riêng",
    "difficulty": "bể lọc trước nhà bà Sáu bị nứt",
    "advice": "đã giao anh Tám đi xem",
    "stray": "lời gửi nhầm chỗ",
}
ADDRESS = "7788990011223"
TOKEN = "123456789:AAFq1x-abcdefghijklmnopqrstuvwxyz_0"
LEFT_BEHIND = (
    ("audit", "SELECT person, act, subject, detail FROM audit"),
    ("inbox", "SELECT channel, update_key, kind FROM inbox"),
    ("errors", "SELECT coalesce(error, '') AS error, coalesce(key, '') AS key, guard FROM outbox"),
)


@pytest.fixture
async def stage(database: Database) -> Stage:
    made = Stage(database)
    await made.load()
    return made


async def joined(stage: Stage) -> tuple[Phone, str]:
    """Somebody who had to leave a telephone number; and their invitation's code."""
    made = await invite(
        stage.database,
        unit="xã Phúc Sen",
        role=Role.COMMUNE_OFFICER,
        words=SOURCE,
        secrets=stage.codes,
        now=stage.clock.now(),
        asks_phone=True,
    )
    phone = Phone(stage=stage, address=ADDRESS, name=NAME)
    stage.phones[ADDRESS] = phone
    await phone.says(TYPED["first"])
    await phone.does(Joined(payload=made.code))
    await phone.chooses("Đồng ý")
    await phone.chooses("Đúng")
    await phone.does(SentContact(phone=f"+84{PHONE}", own=True))
    return phone, made.code


async def at_item(phone: Phone, code: str) -> None:
    await phone.says("/baocao")
    await phone.chooses("Danh sách tiêu chí")
    await phone.says(code)


async def not_met(phone: Phone, code: str, reason: str) -> None:
    """An item is not met, with its reason."""
    await at_item(phone, code)
    await phone.chooses("❌ Chưa đạt")
    await phone.says(reason)


async def test_no_name_number_code_or_text_is_in_logs_errors_or_the_audit_log(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    admin = await stage.joined("Quản Trị Viên Ẩn", "huyện Quảng Hòa", Role.ADMIN)
    manager = await stage.joined("Người Quản Lý Ẩn", "huyện Quảng Hòa", Role.MANAGER)
    phone, code = await joined(stage)
    await at_item(phone, "1.1")
    await phone.chooses("Việc khác…")
    await phone.chooses("Có hồ sơ giấy")
    await phone.says(TYPED["paper"])
    await phone.chooses("Việc khác…")
    await phone.chooses("Ghi nguồn")
    await phone.says(TYPED["source"])
    await phone.chooses("✅ Đạt")
    await phone.says("/taikhoan")
    await phone.chooses("Sửa tên")
    await phone.says(RENAMED)
    await phone.says("/dulieucanhan")
    await phone.chooses("Nhận tệp")
    await phone.chooses("Yêu cầu khác")
    await phone.chooses("Hạn chế xử lý")
    await phone.says(TYPED["wish"])
    await phone.chooses("Gửi yêu cầu")
    await admin.chooses("Xem yêu cầu")
    await admin.chooses("Trả lời cách làm")
    await admin.says(TYPED["answer"])
    await admin.chooses("Gửi")
    await a_difficulty(phone, manager)
    for stray in (TYPED["stray"], "/lichsu 1.1", "/tonghop", f"/start {TOKEN}"):
        await phone.says(stray)
    await phone.does(Opened(place=f"approve:{TYPED['stray']}"))
    await phone.does(Joined(payload="KHONGDUNGX"))
    await faults(stage, phone, monkeypatch)
    await phone.says("/dulieucanhan")
    await phone.chooses("Xóa dữ liệu của tôi")
    await phone.chooses("Xóa")

    lines = TextLines(())
    told = [lines.format(record) for record in caplog.records]
    async with stage.database.read() as tx:
        left = {name: str([dict(row) for row in await tx.all(sql)]) for name, sql in LEFT_BEHIND}
    assert [line for line in told if "a turn went wrong" in line]  # the faults were met, and told
    assert all(act in left["audit"] for act in ("consent_given", "answer_saved", "evidence_kept", "person_erased"))
    assert all(act in left["audit"] for act in ("difficulty_recorded", "difficulty_answer"))
    secrets = (NAME, "Quản Trị Viên Ẩn", "Người Quản Lý Ẩn", RENAMED, PHONE, code, "KHONGDUNGX", TOKEN, *TYPED.values())
    for place, text in {"logs": "".join(told), **left}.items():
        assert [(place, secret) for secret in secrets if secret in text] == []
    assert ADDRESS not in left["audit"]


async def a_difficulty(phone: Phone, manager: Phone) -> None:
    """One is recorded and answered, both in words."""
    await phone.says("/khokhan")
    await phone.chooses("Ghi khó khăn mới")
    await phone.says(TYPED["difficulty"])
    for label in ("Không thuộc tiêu chí nào", "Kinh phí", "Ghi và gửi"):
        await phone.chooses(label)
    await manager.chooses("Xem và trả lời")
    await manager.chooses("Trả lời…")
    await manager.says(TYPED["advice"])
    await manager.chooses("Đồng ý")
    phone.sees(TYPED["advice"])


async def faults(stage: Stage, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses an answer with a text in it, and then our own code breaks over one."""

    def twice(tx: Transaction, report: ReportId, answer: Answer) -> None:
        save_answer(tx, report, answer)
        save_answer(tx, report, answer)

    def breaks(tx: Transaction, report: ReportId, answer: Answer) -> None:
        raise ValueError(f"not to be kept: {answer.reason}")

    with monkeypatch.context() as broken:
        broken.setattr(applying, "save_answer", twice)
        await not_met(phone, "8.1", TYPED["fault"])
        broken.setattr(applying, "save_answer", breaks)
        await phone.says("/baocao")  # what was typed and could not be written is asked for again
        await phone.says(TYPED["crash"])
    phone.sees("Hệ thống vừa trục trặc")
