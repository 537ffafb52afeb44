"""Each effect goes to the use case that carries it out; what it tells others comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine import effects as e
from handlers.apply import invitations, units, users
from handlers.apply.answers import keep_answer, keep_evidence
from handlers.apply.backups import make_backup
from handlers.apply.costs import state_cost
from handlers.apply.data_requests import handle_data_request, request_about_data
from handlers.apply.difficulties import act_on_difficulty, record_difficulty
from handlers.apply.dossiers import act_on_dossier
from handlers.apply.dossiers_named import name_for_dossier
from handlers.apply.goal_figures import fill_goal
from handlers.apply.incidents import send_again
from handlers.apply.leave import come_back, go_on_leave
from handlers.apply.linking import link
from handlers.apply.money_moves import move_money, state_contract, state_unspendable, take_move_back
from handlers.apply.paper_tasks import record_task_done
from handlers.apply.people import call, consent, request_right, speak, use_invitation, withdraw
from handlers.apply.public_pages import switch_public_page
from handlers.apply.registers import change_entry, record_entry
from handlers.apply.reopening import close, keep_closed, reopen
from handlers.apply.reports import act_on, assign_items, begin
from handlers.apply.requests import ask_units
from handlers.apply.reviews import confirm_together, review_item
from handlers.apply.rules import set_rule, stop_rule
from handlers.apply.schedule import remind_units, switch_schedule
from handlers.apply.tables import subscribe_digest
from handlers.apply.wishes import drop_reminder, leave, promise, remind_again, stay

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from conversations.engine.session import Session
    from handlers.apply.acting import Acting, Notice


CarriedOut = (
    e.ByAnybody
    | e.OnReports
    | e.ByManagers
    | e.OnReviews
    | e.OnDifficulties
    | e.OnRegisters
    | e.OnMoney
    | e.OnDossiers
    | e.ByAdmins
    | e.OnPeople
    | e.OnUnits
)


async def carry_out(acting: Acting, effect: CarriedOut) -> tuple[Session, tuple[Notice, ...]]:
    """The session after it, and who is told what."""
    if isinstance(effect, e.OnReports):
        return acting.session, await _on_reports(acting, effect)
    if isinstance(effect, e.OnReviews):
        return acting.session, await _on_reviews(acting, effect)
    if isinstance(effect, e.OnDifficulties):
        return acting.session, await _on_difficulties(acting, effect)
    if isinstance(effect, e.OnRegisters):
        return acting.session, await _on_registers(acting, effect)
    if isinstance(effect, e.OnMoney):
        return acting.session, await _on_money(acting, effect)
    if isinstance(effect, e.OnDossiers):
        return acting.session, await _on_dossiers(acting, effect)
    if isinstance(effect, e.ByManagers):
        return acting.session, await _by_managers(acting, effect)
    if isinstance(effect, e.OnUnits):
        return acting.session, await units.change(acting, effect)
    if isinstance(effect, e.ByAdmins):
        return acting.session, await _by_admins(acting, effect)
    if isinstance(effect, e.OnPeople):
        return acting.session, await _on_people(acting, effect)
    return await _by_anybody(acting, effect)


async def _by_anybody(acting: Acting, effect: e.ByAnybody) -> tuple[Session, tuple[Notice, ...]]:
    same = acting.session
    match effect:
        case e.Consent():
            return await consent(acting, effect), ()
        case e.RefuseConsent():
            return same, ()
        case e.UseInvitation():
            await use_invitation(acting, effect)
            return same, ()
        case e.SetLanguage():
            return speak(acting, effect), ()
        case e.Rename():
            call(acting, effect)
            return same, ()
        case e.RequestRight():
            return same, await request_right(acting, effect)
        case e.RequestAboutData():
            return same, await request_about_data(acting, effect)
        case e.WithdrawConsent():
            return await withdraw(acting, effect), ()
        case e.MakeLinkCode() | e.UseLinkCode() | e.UnlinkChannel():
            return await link(acting, effect)
        case _:
            assert_never(effect)


async def _on_reports(acting: Acting, effect: e.OnReports) -> tuple[Notice, ...]:
    match effect:
        case e.BeginReport():
            return await begin(acting, effect)
        case e.SaveAnswer():
            return await keep_answer(acting, effect)
        case e.KeepEvidence():
            return await keep_evidence(acting, effect)
        case e.ActOnReport():
            return await act_on(acting, effect)
        case e.AssignItems():
            return await assign_items(acting, effect)
        case e.RemindAgain():
            return await _told_nobody(remind_again(acting, effect))
        case e.DropReminder():
            drop_reminder(acting, effect)
            return ()
        case e.LeaveCharge():
            return await leave(acting, effect)
        case e.TakeCharge():
            return await stay(acting, effect)
        case e.PromiseReport():
            return await promise(acting, effect)
        case e.GoOnLeave():
            return await go_on_leave(acting, effect)
        case e.ComeBack():
            return await come_back(acting, effect)
        case _:
            assert_never(effect)


async def _by_managers(acting: Acting, effect: e.ByManagers) -> tuple[Notice, ...]:
    match effect:
        case e.AskUnits():
            return await ask_units(acting, effect)
        case e.SubscribeDigest():
            return await _told_nobody(subscribe_digest(acting, effect))
        case e.FillGoal():
            return await _told_nobody(fill_goal(acting, effect))
        case e.RecordTaskDone():
            return await _told_nobody(record_task_done(acting, effect))
        case e.SwitchPublicPage():
            return await _told_nobody(switch_public_page(acting, effect))
        case e.RemindUnits():
            return await _told_nobody(remind_units(acting, effect))
        case _:
            assert_never(effect)


async def _on_reviews(acting: Acting, effect: e.OnReviews) -> tuple[Notice, ...]:
    match effect:
        case e.ReviewItem():
            return await review_item(acting, effect)
        case e.ConfirmTogether():
            return await confirm_together(acting, effect)
        case e.ReopenReport():
            return await reopen(acting, effect)
        case e.KeepClosed():
            return await keep_closed(acting, effect)
        case e.CloseReport():
            return await close(acting, effect)
        case _:
            assert_never(effect)


async def _on_difficulties(acting: Acting, effect: e.OnDifficulties) -> tuple[Notice, ...]:
    match effect:
        case e.RecordDifficulty():
            return await record_difficulty(acting, effect)
        case e.ActOnDifficulty():
            return await act_on_difficulty(acting, effect)
        case _:
            assert_never(effect)


async def _on_registers(acting: Acting, effect: e.OnRegisters) -> tuple[Notice, ...]:
    match effect:
        case e.RecordEntry():
            return await record_entry(acting, effect)
        case e.ChangeEntry():
            return await _told_nobody(change_entry(acting, effect))
        case e.StateCost():
            return await _told_nobody(state_cost(acting, effect))
        case _:
            assert_never(effect)


async def _on_dossiers(acting: Acting, effect: e.OnDossiers) -> tuple[Notice, ...]:
    match effect:
        case e.ActOnDossier():
            return await act_on_dossier(acting, effect)
        case e.NameForDossier():
            return await name_for_dossier(acting, effect)
        case _:
            assert_never(effect)


async def _on_money(acting: Acting, effect: e.OnMoney) -> tuple[Notice, ...]:
    match effect:
        case e.StateUnspendable():
            return await _told_nobody(state_unspendable(acting, effect))
        case e.MoveMoney():
            return await _told_nobody(move_money(acting, effect))
        case e.UndoMove():
            return await _told_nobody(take_move_back(acting, effect))
        case e.StateContract():
            return await _told_nobody(state_contract(acting, effect))
        case _:
            assert_never(effect)


async def _by_admins(acting: Acting, effect: e.ByAdmins) -> tuple[Notice, ...]:
    match effect:
        case e.HandleDataRequest():
            return await handle_data_request(acting, effect)
        case e.PutRule():
            return await _told_nobody(set_rule(acting, effect))
        case e.EndRule():
            return await _told_nobody(stop_rule(acting, effect))
        case e.SendAgain():
            return await _told_nobody(send_again(acting, effect))
        case e.SwitchSchedule():
            switch_schedule(acting, effect)
            return ()
        case e.MakeBackup():
            return await _told_nobody(make_backup(acting))
        case _:
            assert_never(effect)


async def _on_people(acting: Acting, effect: e.OnPeople) -> tuple[Notice, ...]:
    match effect:
        case e.WithdrawInvitation():
            return await _told_nobody(invitations.withdraw(acting, effect))
        case e.GrantRole() | e.EndRole() | e.SuspendPerson() | e.ResumePerson() | e.HandOver():
            return await users.change(acting, effect)
        case _:
            assert_never(effect)


async def _told_nobody(work: Awaitable[None]) -> tuple[Notice, ...]:
    """For what concerns nobody else."""
    await work
    return ()
