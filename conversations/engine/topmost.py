"""The dialogue of a frame: what it needs, what it shows, what it makes of an input. An exhaustive match, no
registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.dialogues import (
    account,
    ad_hoc_request,
    answer_office,
    approve,
    ask_about_data,
    ask_for_right,
    assign,
    backups,
    choose_report,
    choose_unit,
    contact,
    criteria_table,
    data_requests,
    deadlines,
    difficulties,
    digest,
    dossiers,
    fill_report,
    goals,
    history,
    import_plan,
    incidents,
    invite,
    join,
    lacks,
    leave,
    log,
    menu,
    money,
    my_data,
    not_in_charge,
    on_behalf,
    progress,
    promise_day,
    public_page,
    receipts,
    register,
    remind_now,
    reopen,
    review_report,
    roadmap,
    schedule,
    snooze,
    system,
    take_papers,
    units,
    users,
    welcome,
)
from conversations.dialogues import (
    help as help_dialogue,
)
from conversations.engine import frames as f
from conversations.screens.suspended import suspended

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, Needs
    from conversations.engine.move import Input, Move
    from conversations.engine.screen import Screen


def needs_of(frame: f.Frame) -> Needs:  # noqa: PLR0915 - a case for each frame
    """The facts without which the frame can neither be shown nor take an input."""
    match frame:
        case f.Welcome():
            return welcome.needs(frame)
        case f.Join():
            return join.needs(frame)
        case f.Menu():
            return menu.needs(frame)
        case f.ChooseReport():
            return choose_report.needs(frame)
        case f.ChooseUnit():
            return choose_unit.needs(frame)
        case f.FillReport():
            return fill_report.needs(frame)
        case f.Progress():
            return progress.needs(frame)
        case f.Assign():
            return assign.needs(frame)
        case f.OnBehalf():
            return on_behalf.needs(frame)
        case f.Approve():
            return approve.needs(frame)
        case f.Receipts():
            return receipts.needs(frame)
        case f.History():
            return history.needs(frame)
        case f.Digest():
            return digest.needs(frame)
        case f.CriteriaTable():
            return criteria_table.needs(frame)
        case f.Goals():
            return goals.needs(frame)
        case f.Money():
            return money.needs(frame)
        case f.Roadmap():
            return roadmap.needs(frame)
        case f.Help():
            return help_dialogue.needs(frame)
        case f.Account():
            return account.needs(frame)
        case f.MyData():
            return my_data.needs(frame)
        case f.AskAboutData():
            return ask_about_data.needs(frame)
        case f.DataRequests():
            return data_requests.needs(frame)
        case f.Contact():
            return contact.needs(frame)
        case f.AskForRight():
            return ask_for_right.needs(frame)
        case f.Deadlines():
            return deadlines.needs(frame)
        case f.Snooze():
            return snooze.needs(frame)
        case f.NotInCharge():
            return not_in_charge.needs(frame)
        case f.PromiseDay():
            return promise_day.needs(frame)
        case f.AdHocRequest():
            return ad_hoc_request.needs(frame)
        case f.Incidents():
            return incidents.needs(frame)
        case f.Leave():
            return leave.needs(frame)
        case f.RemindNow():
            return remind_now.needs(frame)
        case f.Schedule():
            return schedule.needs(frame)
        case f.System():
            return system.needs(frame)
        case f.Backups():
            return backups.needs(frame)
        case f.ImportPlan():
            return import_plan.needs(frame)
        case f.Units():
            return units.needs(frame)
        case f.Users():
            return users.needs(frame)
        case f.Invite():
            return invite.needs(frame)
        case f.Log():
            return log.needs(frame)
        case f.ReviewReport():
            return review_report.needs(frame)
        case f.PublicPage():
            return public_page.needs(frame)
        case f.TakePapers():
            return take_papers.needs(frame)
        case f.AnswerOffice():
            return answer_office.needs(frame)
        case f.Reopen():
            return reopen.needs(frame)
        case f.Difficulties():
            return difficulties.needs(frame)
        case f.Register():
            return register.needs(frame)
        case f.Dossiers():
            return dossiers.needs(frame)
        case f.Lacks():
            return lacks.needs(frame)
        case _:
            assert_never(frame)


def screen_of(frame: f.Frame, facts: Facts) -> Screen:  # noqa: PLR0915 - a case for each frame
    """What the frame shows, given its facts."""
    if facts.person is not None and facts.person.suspended:
        return suspended(facts.words)
    match frame:
        case f.Welcome():
            return welcome.show(frame, facts)
        case f.Join():
            return join.show(frame, facts)
        case f.Menu():
            return menu.show(frame, facts)
        case f.ChooseReport():
            return choose_report.show(frame, facts)
        case f.ChooseUnit():
            return choose_unit.show(frame, facts)
        case f.FillReport():
            return fill_report.show(frame, facts)
        case f.Progress():
            return progress.show(frame, facts)
        case f.Assign():
            return assign.show(frame, facts)
        case f.OnBehalf():
            return on_behalf.show(frame, facts)
        case f.Approve():
            return approve.show(frame, facts)
        case f.Receipts():
            return receipts.show(frame, facts)
        case f.History():
            return history.show(frame, facts)
        case f.Digest():
            return digest.show(frame, facts)
        case f.CriteriaTable():
            return criteria_table.show(frame, facts)
        case f.Goals():
            return goals.show(frame, facts)
        case f.Money():
            return money.show(frame, facts)
        case f.Roadmap():
            return roadmap.show(frame, facts)
        case f.Help():
            return help_dialogue.show(frame, facts)
        case f.Account():
            return account.show(frame, facts)
        case f.MyData():
            return my_data.show(frame, facts)
        case f.AskAboutData():
            return ask_about_data.show(frame, facts)
        case f.DataRequests():
            return data_requests.show(frame, facts)
        case f.Contact():
            return contact.show(frame, facts)
        case f.AskForRight():
            return ask_for_right.show(frame, facts)
        case f.Deadlines():
            return deadlines.show(frame, facts)
        case f.Snooze():
            return snooze.show(frame, facts)
        case f.NotInCharge():
            return not_in_charge.show(frame, facts)
        case f.PromiseDay():
            return promise_day.show(frame, facts)
        case f.AdHocRequest():
            return ad_hoc_request.show(frame, facts)
        case f.Incidents():
            return incidents.show(frame, facts)
        case f.Leave():
            return leave.show(frame, facts)
        case f.RemindNow():
            return remind_now.show(frame, facts)
        case f.Schedule():
            return schedule.show(frame, facts)
        case f.System():
            return system.show(frame, facts)
        case f.Backups():
            return backups.show(frame, facts)
        case f.ImportPlan():
            return import_plan.show(frame, facts)
        case f.Units():
            return units.show(frame, facts)
        case f.Users():
            return users.show(frame, facts)
        case f.Invite():
            return invite.show(frame, facts)
        case f.Log():
            return log.show(frame, facts)
        case f.ReviewReport():
            return review_report.show(frame, facts)
        case f.PublicPage():
            return public_page.show(frame, facts)
        case f.TakePapers():
            return take_papers.show(frame, facts)
        case f.AnswerOffice():
            return answer_office.show(frame, facts)
        case f.Reopen():
            return reopen.show(frame, facts)
        case f.Difficulties():
            return difficulties.show(frame, facts)
        case f.Register():
            return register.show(frame, facts)
        case f.Dossiers():
            return dossiers.show(frame, facts)
        case f.Lacks():
            return lacks.show(frame, facts)
        case _:
            assert_never(frame)


def move_of(frame: f.Frame, given: Input, facts: Facts) -> Move:  # noqa: PLR0915 - a case for each frame
    """What the frame makes of an input, given its facts."""
    match frame:
        case f.Welcome():
            return welcome.take(frame, given, facts)
        case f.Join():
            return join.take(frame, given, facts)
        case f.Menu():
            return menu.take(frame, given, facts)
        case f.ChooseReport():
            return choose_report.take(frame, given, facts)
        case f.ChooseUnit():
            return choose_unit.take(frame, given, facts)
        case f.FillReport():
            return fill_report.take(frame, given, facts)
        case f.Progress():
            return progress.take(frame, given, facts)
        case f.Assign():
            return assign.take(frame, given, facts)
        case f.OnBehalf():
            return on_behalf.take(frame, given, facts)
        case f.Approve():
            return approve.take(frame, given, facts)
        case f.Receipts():
            return receipts.take(frame, given, facts)
        case f.History():
            return history.take(frame, given, facts)
        case f.Digest():
            return digest.take(frame, given, facts)
        case f.CriteriaTable():
            return criteria_table.take(frame, given, facts)
        case f.Goals():
            return goals.take(frame, given, facts)
        case f.Money():
            return money.take(frame, given, facts)
        case f.Roadmap():
            return roadmap.take(frame, given, facts)
        case f.Help():
            return help_dialogue.take(frame, given, facts)
        case f.Account():
            return account.take(frame, given, facts)
        case f.MyData():
            return my_data.take(frame, given, facts)
        case f.AskAboutData():
            return ask_about_data.take(frame, given, facts)
        case f.DataRequests():
            return data_requests.take(frame, given, facts)
        case f.Contact():
            return contact.take(frame, given, facts)
        case f.AskForRight():
            return ask_for_right.take(frame, given, facts)
        case f.Deadlines():
            return deadlines.take(frame, given, facts)
        case f.Snooze():
            return snooze.take(frame, given, facts)
        case f.NotInCharge():
            return not_in_charge.take(frame, given, facts)
        case f.PromiseDay():
            return promise_day.take(frame, given, facts)
        case f.AdHocRequest():
            return ad_hoc_request.take(frame, given, facts)
        case f.Incidents():
            return incidents.take(frame, given, facts)
        case f.Leave():
            return leave.take(frame, given, facts)
        case f.RemindNow():
            return remind_now.take(frame, given, facts)
        case f.Schedule():
            return schedule.take(frame, given, facts)
        case f.System():
            return system.take(frame, given, facts)
        case f.Backups():
            return backups.take(frame, given, facts)
        case f.ImportPlan():
            return import_plan.take(frame, given, facts)
        case f.Units():
            return units.take(frame, given, facts)
        case f.Users():
            return users.take(frame, given, facts)
        case f.Invite():
            return invite.take(frame, given, facts)
        case f.Log():
            return log.take(frame, given, facts)
        case f.ReviewReport():
            return review_report.take(frame, given, facts)
        case f.PublicPage():
            return public_page.take(frame, given, facts)
        case f.TakePapers():
            return take_papers.take(frame, given, facts)
        case f.AnswerOffice():
            return answer_office.take(frame, given, facts)
        case f.Reopen():
            return reopen.take(frame, given, facts)
        case f.Difficulties():
            return difficulties.take(frame, given, facts)
        case f.Register():
            return register.take(frame, given, facts)
        case f.Dossiers():
            return dossiers.take(frame, given, facts)
        case f.Lacks():
            return lacks.take(frame, given, facts)
        case _:
            assert_never(frame)
