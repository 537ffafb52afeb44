from dataclasses import replace
from datetime import date

import pytest

from bot.languages import load_words
from conversations.dialogues import join
from conversations.engine.effects import Consent, RefuseConsent, UseInvitation
from conversations.engine.events import Joined, Pressed, SentContact
from conversations.engine.facts import Facts, Invitation
from conversations.engine.frames import Join, Menu, Welcome
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.screen import Takes
from conversations.engine.session import Session, Shown
from conversations.engine.step import step
from conversations.programme.person import Person, Role
from tests.dialogues.commune import COMMUNE, DISTRICT, NOW, STRAY, fits, ids, person

CODE = "HJKM2345PQ"
FRAME = Join(code=CODE)
OFFERED = Invitation(
    code=CODE,
    role=Role.COMMUNE_OFFICER,
    unit=COMMUNE,
    superior=DISTRICT,
    operator="Văn phòng Điều phối nông thôn mới huyện Quảng Hòa",
    kept_until=date(2028, 12, 31),
)
NEWCOMER = person()


def facts(invitation: Invitation = OFFERED, who: Person | None = None) -> Facts:
    return Facts(now=NOW, person=who, invitation_found=invitation)


def test_consent_comes_first_and_says_who_what_until_when_and_why() -> None:
    screen = fits(join.show(FRAME, facts()))

    assert screen.text == (
        "Trợ lý này do Văn phòng Điều phối nông thôn mới huyện Quảng Hòa vận hành, chỉ lưu họ tên, đơn vị, "
        "tài khoản nhắn tin và nội dung anh/chị báo cáo, giữ đến 31/12/2028, để tổng hợp nông thôn mới.\n"
        "Anh/chị được xem, sửa hoặc rút lại lúc nào cũng được (số liệu chính thức của xã vẫn giữ). "
        "Nếu không đồng ý, anh/chị cứ gửi văn bản như trước, không ảnh hưởng gì.\n"
        "Anh/chị có đồng ý không ạ?"
    )
    assert [option.label for option in screen.options] == ["Đồng ý", "Không"]


def test_the_consent_names_the_phone_number_where_it_will_be_asked_for() -> None:
    screen = join.show(FRAME, facts(replace(OFFERED, asks_phone=True)))

    assert "chỉ lưu họ tên, số điện thoại, đơn vị, tài khoản nhắn tin" in screen.text


def test_agreeing_is_kept_with_the_version_of_the_text_and_leads_to_the_unit() -> None:
    assert join.take(FRAME, Chose("agree"), facts()) == Move(
        frames=(Join(code=CODE, stage="unit"),), effects=(Consent(code=CODE, text_version="2026-11"),)
    )


def test_declining_keeps_nothing_and_returns_to_the_greeting() -> None:
    assert join.take(FRAME, Chose("refuse"), facts()) == Move(
        frames=(Welcome(),),
        effects=(RefuseConsent(code=CODE),),
        lines=("Dạ vâng, trợ lý không lưu gì về anh/chị. Mã mời vẫn dùng được, khi nào cần anh/chị gõ lại mã.",),
    )


def test_without_consent_no_stage_can_be_reached() -> None:
    for stage in (Join(code=CODE, stage="unit"), Join(code=CODE, stage="phone"), Join(code=CODE, stage="wrong_unit")):
        assert join.show(stage, facts()).name == "join.consent"
        assert join.take(stage, Chose("right"), facts()).effects == ()
        assert join.take(stage, SentContact(phone="0900000000", own=True), facts()).effects == ()


def test_whoever_has_joined_before_is_asked_for_the_unit_at_once() -> None:
    screen = fits(join.show(FRAME, facts(who=NEWCOMER)))

    assert screen.text == "Anh/chị báo cáo cho xã Phúc Sen, huyện Quảng Hòa.\nCó đúng không ạ?"
    assert [option.label for option in screen.options] == ["Đúng", "Không phải"]


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.VILLAGE_OFFICER, "Anh/chị báo cáo cho xã Phúc Sen, huyện Quảng Hòa."),
        (Role.COMMUNE_LEADER, "Anh/chị duyệt báo cáo của xã Phúc Sen, huyện Quảng Hòa trước khi gửi."),
        (Role.OFFICE_REVIEWER, "Anh/chị đánh giá các chỉ tiêu do xã Phúc Sen, huyện Quảng Hòa phụ trách."),
        (Role.MANAGER, "Anh/chị quản lý việc báo cáo của xã Phúc Sen, huyện Quảng Hòa."),
        (Role.OBSERVER, "Anh/chị theo dõi báo cáo của xã Phúc Sen, huyện Quảng Hòa, chỉ xem."),
        (Role.ADMIN, "Anh/chị quản trị hệ thống này, tại xã Phúc Sen, huyện Quảng Hòa."),
    ],
)
def test_the_question_is_worded_by_the_role(role: Role, sentence: str) -> None:
    screen = join.show(FRAME, facts(replace(OFFERED, role=role), NEWCOMER))

    assert screen.text == f"{sentence}\nCó đúng không ạ?"


def test_a_post_is_named_with_the_unit() -> None:
    screen = join.show(FRAME, facts(replace(OFFERED, post="Trạm y tế"), NEWCOMER))

    assert screen.text.splitlines()[1] == "Phần việc: Trạm y tế."


def test_the_right_unit_uses_the_invitation_and_says_what_comes_next() -> None:
    move = join.take(Join(code=CODE, stage="unit"), Chose("right"), facts(who=NEWCOMER))

    assert move == Move(
        frames=(),
        effects=(UseInvitation(code=CODE),),
        lines=("Xong rồi, cảm ơn anh/chị! Việc tiếp theo: bấm “Báo cáo” dưới đây, hoặc gõ /baocao.",),
        home=True,
    )


def test_the_wrong_unit_leaves_the_invitation_unused_and_says_whom_to_tell() -> None:
    move = join.take(Join(code=CODE, stage="unit"), Chose("wrong"), facts(who=NEWCOMER))
    wrong = Join(code=CODE, stage="wrong_unit")
    screen = fits(join.show(wrong, facts(who=NEWCOMER)))

    assert move == Move(frames=(wrong,))
    assert screen.text == (
        "Dạ, vậy mã này không dành cho anh/chị và vẫn chưa dùng. Xin anh/chị báo người đã gửi mã rằng mã ghi "
        "xã Phúc Sen, huyện Quảng Hòa, để nhận mã khác.\nCó mã mới, xin gõ vào đây."
    )
    assert join.take(wrong, Chose("again"), facts(who=NEWCOMER)) == Move(frames=(Join(code=CODE, stage="unit"),))
    assert join.take(wrong, Typed("FHJKMNPQ23"), facts(who=NEWCOMER)) == Move(frames=(Join(code="FHJKMNPQ23"),))
    assert join.take(wrong, Chose("leave"), facts(who=NEWCOMER)).frames == ()


def test_a_number_is_asked_for_where_the_invitation_wants_one_and_only_the_senders_own_counts() -> None:
    asked = facts(replace(OFFERED, asks_phone=True), NEWCOMER)
    phone = Join(code=CODE, stage="phone")

    assert join.take(FRAME, Chose("right"), asked) == Move(frames=(phone,))
    assert Takes.CONTACT in fits(join.show(phone, asked)).takes
    assert join.show(phone, asked).share == "Gửi số điện thoại của tôi"
    assert join.show(phone, replace(asked, words=load_words()["en"])).share == "Send my phone number"
    for given, line in (
        (
            SentContact(phone="0900000001", own=False),
            "Số vừa gửi là của người khác nên không lưu. Xin anh/chị bấm nút để gửi số của chính mình.",
        ),
        (Typed("0900000001"), "Số gõ tay thì trợ lý chưa xác nhận được. Xin anh/chị bấm nút gửi số điện thoại."),
    ):
        assert join.take(phone, given, asked) == Move(frames=(phone,), lines=(line,))
    done = join.take(phone, SentContact(phone="0900000001", own=True), asked)
    assert (done.effects, done.home) == ((UseInvitation(code=CODE, phone="0900000001"),), True)


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            "unknown",
            "Chưa tìm thấy mã mời “HJKM2345PQ”. Xin anh/chị xem lại từng chữ; mã gồm 10 chữ và số, không có dấu.",
        ),
        ("expired", "Mã mời này đã hết hạn. Xin anh/chị nhờ người gửi mã cấp mã mới."),
        ("used_up", "Mã mời này đã có người dùng hết lượt. Xin anh/chị nhờ người gửi mã cấp mã mới."),
        ("withdrawn", "Mã mời này đã được thu hồi. Xin anh/chị hỏi lại người gửi mã."),
    ],
)
def test_an_invitation_that_does_not_open_says_why_and_takes_another_code(problem: str, sentence: str) -> None:
    broken = facts(Invitation(code=CODE, problem=problem))
    screen = fits(join.show(FRAME, broken))

    assert screen.text == f"{sentence}\nCó mã khác, xin anh/chị gõ vào đây."
    assert ids(screen) == ["leave"]
    assert join.take(FRAME, Chose("leave"), broken) == Move(frames=())
    assert join.take(FRAME, Chose("agree"), broken) == Move(frames=(FRAME,))  # pressed while it still opened
    assert join.take(FRAME, Typed("mã FHJKMNPQ23"), broken) == Move(frames=(Join(code="FHJKMNPQ23"),))
    assert join.take(FRAME, Typed("sao vậy"), broken).lines == ("Trợ lý không thấy mã mời trong tin vừa gửi.",)


def test_the_same_invitation_again_uses_nothing() -> None:
    again = facts(replace(OFFERED, already_held=True), NEWCOMER)

    assert fits(join.show(FRAME, again)).text == (
        "Anh/chị đã tham gia rồi: cán bộ xã · xã Phúc Sen, huyện Quảng Hòa. Không cần làm gì thêm."
    )
    assert join.take(FRAME, Chose("leave"), again) == Move(frames=())


def test_anything_else_is_answered_politely_at_every_stage() -> None:
    for invitation, who in (
        (OFFERED, None),
        (OFFERED, NEWCOMER),
        (replace(OFFERED, already_held=True), NEWCOMER),
        (Invitation(code=CODE, problem="unknown"), None),
    ):
        for frame in (FRAME, Join(code=CODE, stage="wrong_unit")):
            for given in STRAY:
                move = join.take(frame, given, facts(invitation, who))
                assert (move.effects, len(move.frames), len(move.lines)) == ((), 1, 1)


def test_leaving_after_the_consent_leads_to_the_menu_and_declining_to_the_greeting_alone() -> None:
    opened = step(Session(), Joined(payload=CODE), facts()).session
    shown = Shown(token="1", name="join", options=(("leave", "Để sau"), ("refuse", "Không")))
    declined = step(replace(opened, shown=shown), Pressed(token="1", option="refuse"), facts())
    consented = replace(
        opened, person=NEWCOMER.id, stack=(*opened.stack[:-1], Join(code=CODE, stage="wrong_unit")), shown=shown
    )
    left = step(consented, Pressed(token="1", option="leave"), facts(who=NEWCOMER))

    assert declined.session.stack == (Welcome(),)
    assert left.session.stack == (Menu(),)
