"""An admin invites within the own units, shows a code again as a picture, withdraws it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.engine.screen import Picture
from conversations.programme.invitation import MOST_USES, until_is_right
from conversations.programme.rights import role_fits
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import invite as screens
from conversations.screens import problems
from conversations.screens.qr_recipe import QrRecipe
from handlers.apply.users import administered
from handlers.facts.administered import invitations_open
from handlers.invite import keep_invitation, link_of
from storage.invitations import withdraw_invitation

if TYPE_CHECKING:
    from conversations.engine.effects import MakeInvitation, ShowInvitation, WithdrawInvitation
    from conversations.programme.ids import InvitationId
    from conversations.programme.invitation import OpenInvitation
    from handlers.apply.acting import Acting


async def make(acting: Acting, effect: MakeInvitation) -> tuple[Picture, ...]:
    """Raises Refusal: not their unit, or nothing that such an invitation can be."""
    unit = await administered(acting, effect.unit)
    post = tidy(effect.post)
    today = acting.now.date()
    fits = role_fits(effect.role, unit) and len(post) <= limits.PERSON_NAME
    if not fits or not 1 <= effect.uses <= MOST_USES or not until_is_right(effect.until, today=today):
        raise problems.not_yours(acting.words)
    code = await keep_invitation(
        acting.tx,
        secrets=acting.services.secrets,
        unit=unit.id,
        role=effect.role,
        post=post,
        uses=effect.uses,
        asks_phone=effect.phone,
        until=datetime.combine(effect.until + timedelta(days=1), time(), acting.now.tzinfo),
        by=acting.somebody,
        now=acting.now,
    )
    found = next(one for one in await _open(acting) if one.code == code)
    acting.said.append(screens.made(found, acting.words))
    return _picture(acting, found)


async def show(acting: Acting, effect: ShowInvitation) -> tuple[Picture, ...]:
    """Raises Refusal: it is another's, or opens nothing any more."""
    return _picture(acting, await _one(acting, effect.invitation))


async def withdraw(acting: Acting, effect: WithdrawInvitation) -> None:
    """Raises Refusal as above."""
    found = await _one(acting, effect.invitation)
    await withdraw_invitation(acting.tx, found.id, now=acting.now)
    acting.note("invitation_withdrawn", f"invitation:{found.id}", unit=found.unit.id)
    acting.said.append(screens.withdrawn(found, acting.words))


async def _open(acting: Acting) -> tuple[OpenInvitation, ...]:
    if acting.person is None:
        raise problems.not_yours(acting.words)
    found = await invitations_open(
        acting.tx, acting.person, acting.programme, link_base=acting.services.link_base, now=acting.now
    )
    return found or ()


async def _one(acting: Acting, number: InvitationId) -> OpenInvitation:
    found = next((one for one in await _open(acting) if one.id == number), None)
    if found is None:
        raise problems.not_yours(acting.words)
    return found


def _picture(acting: Acting, found: OpenInvitation) -> tuple[Picture, ...]:
    """To be passed on as it comes: on a channel without pictures its words alone."""
    caption = screens.caption(found, acting.words)
    recipe = QrRecipe(text=link_of(acting.services.link_base, found.code) or found.code)
    return (Picture(name="invite.qr", recipe=str(recipe), caption=caption, text=caption),)
