"""Invitations for an admin: screens fit, figures and days are checked, what is forged or gone does nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conversations.dialogues import invite
from conversations.engine.asks import Administered, AnyAsk, InvitationsOpen
from conversations.engine.effects import MakeInvitation, ShowInvitation, WithdrawInvitation
from conversations.engine.frames import Invite, RoleDraft
from conversations.engine.move import Chose, Typed
from conversations.programme.directory import AdministeredUnits
from conversations.programme.ids import InvitationId
from conversations.programme.invitation import OpenInvitation
from conversations.programme.person import Grant, Role
from tests.dialogues.commune import COMMUNE, DISTRICT, HEALTH, NOW, VILLAGES, facts, fits, ids, person

ADMIN = person(Grant(role=Role.ADMIN, unit=DISTRICT))
OPEN = tuple(
    OpenInvitation(
        id=InvitationId(number),
        code=f"K7M2P9RT{number:02}",
        link=f"https://t.me/ntm_quang_hoa_bot?start=K7M2P9RT{number:02}",
        unit=COMMUNE,
        role=Role.COMMUNE_OFFICER,
        post="Văn hóa - xã hội, thể thao và du lịch, gia đình và trẻ em",
        uses=1000,
        used=1,
        asks_phone=True,
        expires_at=NOW + timedelta(days=3),
        made_by="Nguyễn Phước Bảo Quý Vĩnh Thụy " * 2,
    )
    for number in range(40, 10, -1)
)
UNITS = AdministeredUnits(own=(DISTRICT,), below=(COMMUNE, *VILLAGES), posts=(HEALTH,))
KNOWN: dict[AnyAsk, object] = {InvitationsOpen(): OPEN, Administered(): UNITS, Administered(COMMUNE.id): UNITS}
HERE = facts(ADMIN, answers=KNOWN)
DRAFT = RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH)
SURE = Invite(stage="sure", draft=DRAFT)
ONE = Invite(stage="one", number=InvitationId(30))
FRAMES = [
    Invite(),
    Invite(page=4),
    ONE,
    Invite(stage="withdraw", number=InvitationId(30)),
    Invite(stage="role"),
    Invite(stage="role", draft=RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER)),
    SURE,
    Invite(stage="uses", draft=DRAFT),
    Invite(stage="until", draft=DRAFT),
]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.stage)
def test_every_screen_fits_and_what_is_forged_changes_nothing(frame: Invite) -> None:
    fits(invite.show(frame, HERE))
    for option in ("i:99", "i:x", "n:0", "n:9999999", "n:x", "d:999", "u:77", "role:king", "post:9", "page:x", ""):
        assert invite.take(frame, Chose(option), HERE).effects == ()
    gone = facts(ADMIN)
    assert invite.show(frame, gone).name == "invite.out_of_sight"
    assert invite.take(frame, Chose("yes"), gone).effects == ()


def test_nothing_is_made_without_the_preview_and_everything_said_is_in_it() -> None:
    frame = SURE
    for given in (Chose("uses"), Typed("25"), Chose("until"), Typed("30/6"), Chose("phone")):
        move = invite.take(frame, given, HERE)
        assert move.effects == ()
        (after,) = move.frames
        assert isinstance(after, Invite)
        frame = after
    move = invite.take(frame, Chose("yes"), HERE)
    assert move.effects == (
        MakeInvitation(
            unit=COMMUNE.id,
            role=Role.COMMUNE_OFFICER,
            post=HEALTH,
            uses=25,
            until=date(2023, 6, 30),
            phone=True,
        ),
    )
    assert move.frames == (Invite(),)


@pytest.mark.parametrize("text", ["0", "1001", "-1", "1,5", "hai", "99999999999", "²"])
def test_how_many_is_a_number_in_its_bounds(text: str) -> None:
    frame = Invite(stage="uses", draft=DRAFT)
    move = invite.take(frame, Typed(text), HERE)
    assert (move.frames, len(move.lines)) == ((frame,), 1)


@pytest.mark.parametrize("text", ["6/6/2023", "8/6/2024", "31/2", "tháng 7", "mai mốt"])
def test_until_when_is_a_day_within_a_year(text: str) -> None:
    frame = Invite(stage="until", draft=DRAFT)
    move = invite.take(frame, Typed(text), HERE)
    assert (move.frames, len(move.lines)) == ((frame,), 1)


def test_one_is_shown_again_and_withdrawn_after_one_confirmation() -> None:
    assert invite.take(ONE, Chose("show"), HERE).effects == (ShowInvitation(invitation=InvitationId(30)),)
    (asked,) = invite.take(ONE, Chose("withdraw"), HERE).frames
    assert asked == Invite(stage="withdraw", number=InvitationId(30))
    move = invite.take(Invite(stage="withdraw", number=InvitationId(30)), Chose("yes"), HERE)
    assert move.effects == (WithdrawInvitation(invitation=InvitationId(30)),)


def test_what_was_used_up_meanwhile_is_said_and_nothing_is_done() -> None:
    there = facts(ADMIN, answers={InvitationsOpen(): ()})
    for frame, option in ((ONE, "show"), (Invite(stage="withdraw", number=InvitationId(30)), "yes")):
        move = invite.take(frame, Chose(option), there)
        assert (move.effects, move.lines) == ((), ("Mã này không còn dùng được nữa.",))
    assert ids(invite.show(ONE, there)) == ["new", "home"]
