"""Who may do what: named predicates, checked in the use case for every action and every read, not by hiding buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.dossier import HANDING_IN
from conversations.programme.person import Person, Role
from conversations.programme.unit import Level, Unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from conversations.programme.dossier import Dossier, DossierAct
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Grant


def manages_district(grant: Grant) -> bool:
    """Whether it makes somebody manager of a district; such people also report for it."""
    return grant.role is Role.MANAGER and grant.unit.kind.level is Level.DISTRICT


def manages_there(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """Whether the person manages the very unit or one above it. above: the ids of all units above the unit."""
    return any(grant.unit.id == unit.id or grant.unit.id in above for grant in person.grants_of(Role.MANAGER))


def reports_there(grant: Grant) -> bool:
    """Whether whoever holds it reports for the very unit: officers, an office's reviewers, a district's managers."""
    match grant.role:
        case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER | Role.OFFICE_REVIEWER:
            return True
        case Role.MANAGER:
            return manages_district(grant)
        case Role.COMMUNE_LEADER | Role.OBSERVER | Role.ADMIN:
            return False
        case _:
            assert_never(grant.role)


def may_fill(person: Person, unit: Unit) -> bool:
    """Officers fill their own unit's report, managers their district's; a commune officer also fills for the commune's
    villages.
    """
    match unit.kind.level:
        case Level.VILLAGE:
            return person.has(Role.VILLAGE_OFFICER, unit.id) or person.has(Role.COMMUNE_OFFICER, unit.parent)
        case Level.COMMUNE:
            return person.has(Role.COMMUNE_OFFICER, unit.id)
        case Level.OFFICE:
            return person.has(Role.OFFICE_REVIEWER, unit.id)
        case Level.DISTRICT:
            return person.has(Role.MANAGER, unit.id)
        case Level.PROVINCE:
            return False


def may_submit(person: Person, unit: Unit) -> bool:
    """Whoever fills may send up."""
    return may_fill(person, unit)


def may_assign(person: Person, unit: Unit) -> bool:
    """A commune officer without a post (the officer in charge) says who answers what; colleagues by post do not."""
    return any(
        grant.role is Role.COMMUNE_OFFICER and grant.unit.id == unit.id and not grant.post for grant in person.grants
    )


def is_reminded(person: Person, unit: Unit) -> bool:
    """Whoever reports for the very unit or approves there may put reminders off, be away, and say that it is no longer
    theirs.
    """
    return any(
        grant.unit.id == unit.id and (reports_there(grant) or grant.role is Role.COMMUNE_LEADER)
        for grant in person.grants
    )


def may_promise_day(person: Person, unit: Unit) -> bool:
    """Whoever fills the whole report says why it is late and by when it comes; a colleague by post does not."""
    return may_fill(person, unit) and not person.posts_at(unit.id)


def may_request(person: Person, unit: UnitId) -> bool:
    """A manager asks the units below their own a few questions, and reads the answers."""
    return person.has(Role.MANAGER, unit)


def may_record_difficulty(person: Person, unit: Unit) -> bool:
    """Officers of the very village or commune, and a district's managers, say what hinders it, whether an answer helps,
    and when it is over.
    """
    return any(
        grant.unit.id == unit.id and reports_there(grant) and grant.role is not Role.OFFICE_REVIEWER
        for grant in person.grants
    )


def may_answer_difficulty(person: Person, owner: Unit) -> bool:
    """Whoever answers at the very place that must: an office's reviewers, a commune's officers, a unit's managers."""
    match owner.kind.level:
        case Level.OFFICE:
            return person.has(Role.OFFICE_REVIEWER, owner.id)
        case Level.COMMUNE:
            return person.has(Role.COMMUNE_OFFICER, owner.id)
        case Level.DISTRICT | Level.PROVINCE:
            return person.has(Role.MANAGER, owner.id)
        case Level.VILLAGE:
            return False


def may_see_difficulty(person: Person, unit: Unit, above: frozenset[int], places: Collection[UnitId]) -> bool:
    """The unit's own people, its commune's, the offices that must or had to answer, and the managers above.

    above: the ids of all units above the unit. places: the ids of the units that must or had to answer.
    """
    for grant in person.grants:
        match grant.role:
            case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER | Role.COMMUNE_LEADER:
                if grant.unit.id == unit.id or (unit.kind.level is Level.VILLAGE and grant.unit.id == unit.parent):
                    return True
            case Role.OFFICE_REVIEWER:
                if grant.unit.id in places:
                    return True
            case Role.MANAGER:
                if grant.unit.id == unit.id or grant.unit.id in above:
                    return True
            case Role.OBSERVER | Role.ADMIN:
                continue
    return False


DOSSIERS_BELOW = (Role.MANAGER, Role.OBSERVER)
"""Who sees the dossiers of a unit and all below it …"""
DOSSIERS_OF_COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
"""… and who those of a commune and its villages: the next predicate says it of one dossier."""
NAMES_FOR_DOSSIERS = (Role.MANAGER, Role.COMMUNE_LEADER)


def may_see_dossier(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """The officers and leaders of the very commune, or of a village's; managers and observers there and above.

    above: the ids of all units above the unit.
    """
    for grant in person.grants:
        match grant.role:
            case Role.COMMUNE_OFFICER | Role.COMMUNE_LEADER:
                if grant.unit.id == unit.id or (unit.kind.level is Level.VILLAGE and grant.unit.id == unit.parent):
                    return True
            case Role.MANAGER | Role.OBSERVER:
                if grant.unit.id == unit.id or grant.unit.id in above:
                    return True
            case Role.VILLAGE_OFFICER | Role.OFFICE_REVIEWER | Role.ADMIN:
                continue
    return False


def may_act_on_dossier(person: Person, dossier: Dossier, act: DossierAct) -> bool:
    """The managers of the very unit that must do it: the one above passes up, the one that recognises decides. What a
    commune hands in on paper, for itself or a village, is also recorded by its officers in charge and its leader.
    """
    actor = dossier.actor(act)
    if actor is not None and person.has(Role.MANAGER, actor.id):
        return True
    commune = dossier.hands_in
    return act in HANDING_IN and (may_assign(person, commune) or may_approve(person, commune))


def may_name_for_dossiers(person: Person) -> bool:
    """Whether the person may name units for dossiers anywhere; for which ones, the next predicate says."""
    return bool(person.grants_of(*NAMES_FOR_DOSSIERS))


def may_open_dossier(person: Person, unit: Unit, above: Collection[int]) -> bool:
    """Who names a unit for a standard: the managers above it; of a village also its commune's leader.

    above: the ids of all units above the unit.
    """
    managed = any(grant.unit.id in above for grant in person.grants_of(Role.MANAGER))
    led = unit.kind.level is Level.VILLAGE and person.has(Role.COMMUNE_LEADER, unit.parent)
    return unit.kind.level in {Level.VILLAGE, Level.COMMUNE} and (managed or led)


def may_state_cost(person: Person, unit: Unit) -> bool:
    """The commune's officers say what a criterion still takes there."""
    return unit.kind.level is Level.COMMUNE and person.has(Role.COMMUNE_OFFICER, unit.id)


def may_keep_register(person: Person, unit: Unit) -> bool:
    """Whoever works at the very unit writes in its registers: its officers, an office's reviewers, its managers."""
    match unit.kind.level:
        case Level.VILLAGE:
            return person.has(Role.VILLAGE_OFFICER, unit.id)
        case Level.COMMUNE:
            return person.has(Role.COMMUNE_OFFICER, unit.id)
        case Level.OFFICE:
            return person.has(Role.OFFICE_REVIEWER, unit.id)
        case Level.DISTRICT | Level.PROVINCE:
            return person.has(Role.MANAGER, unit.id)


def may_approve(person: Person, unit: Unit) -> bool:
    """The leader of the very unit."""
    return person.has(Role.COMMUNE_LEADER, unit.id)


def may_judge(person: Person, offices: Collection[UnitId]) -> UnitId | None:
    """The office for which the person gives a verdict on an item that these offices judge; None: for none."""
    held = {grant.unit.id for grant in person.grants_of(Role.OFFICE_REVIEWER)}
    return next((office for office in offices if office in held), None)


def may_decide(person: Person, unit: UnitId) -> bool:
    """The last word on a dispute, and a word on what no office judges: the managers of the unit that the report is
    owed to.
    """
    return person.has(Role.MANAGER, unit)


def may_reopen(person: Person, owed_to: Collection[UnitId]) -> bool:
    """A manager of the unit that the report is owed to, or of one above it. owed_to: all of them."""
    return any(grant.unit.id in owed_to for grant in person.grants_of(Role.MANAGER))


def may_agree_to_reopen(person: Person, owed_to: Collection[UnitId], offices: Collection[UnitId]) -> bool:
    """The second person where a report was confirmed: another manager, or a reviewer of an office that has judged."""
    return may_reopen(person, owed_to) or may_judge(person, offices) is not None


def may_take_papers(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """Official files: officers and leaders those of their own commune, managers those of their unit and below.

    above: the ids of all units above the unit.
    """
    if person.has(Role.COMMUNE_OFFICER, unit.id) or person.has(Role.COMMUNE_LEADER, unit.id):
        return True
    return manages_there(person, unit, above)


def may_publish(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """Whether everybody may read how the unit stands is said by its managers, or those of a unit above it.

    above: the ids of all units above the unit.
    """
    return manages_there(person, unit, above)


def may_record_tasks(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """By which paper a task of the unit's papers is done is said by its managers, or those of a unit above it.

    above: the ids of all units above the unit.
    """
    return manages_there(person, unit, above)


def may_fill_goals(person: Person, unit: Unit) -> bool:
    """Figures of a unit's goals are said by its own managers, but for those of which an office is named."""
    return person.has(Role.MANAGER, unit.id)


def may_bind_group(person: Person, unit: Unit) -> bool:
    """A manager or an admin of the very unit says which group gets its summaries."""
    return person.has(Role.MANAGER, unit.id) or person.has(Role.ADMIN, unit.id)


def may_see_unit(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """Own unit's people; the commune for its villages; managers and observers above.

    above: the ids of all units above the unit. A reviewer sees single indicators of a commune, never its whole report.
    """
    for grant in person.grants:
        match grant.role:
            case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER | Role.COMMUNE_LEADER:
                if grant.unit.id in {unit.id, unit.parent}:
                    return True
            case Role.MANAGER | Role.OBSERVER:
                if grant.unit.id == unit.id or grant.unit.id in above:
                    return True
            case Role.OFFICE_REVIEWER:
                if grant.unit.id == unit.id:
                    return True
            case Role.ADMIN:
                continue
    return False


def may_see_evidence(person: Person, unit: Unit, above: frozenset[int], owners: frozenset[UnitId]) -> bool:
    """Who reports for the unit or leads it, its commune's people, the managers above, and the office that judges the
    item. Observers see figures only.

    above: the ids of all units above the unit. owners: the offices that judge the item there today.
    """
    for grant in person.grants:
        match grant.role:
            case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER | Role.COMMUNE_LEADER:
                if grant.unit.id in {unit.id, unit.parent}:
                    return True
            case Role.MANAGER:
                if grant.unit.id == unit.id or grant.unit.id in above:
                    return True
            case Role.OFFICE_REVIEWER:
                if grant.unit.id == unit.id or grant.unit.id in owners:
                    return True
            case Role.OBSERVER | Role.ADMIN:
                continue
    return False


def may_set_deadlines(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """An admin of the unit to which the reports are owed, or of one above it. above: the ids of all units above."""
    return may_administer(person, unit, above)


def may_administer(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """An admin of the very unit or of one above it invites there, gives and ends roles, hands over and reads the log.

    above: the ids of all units above the unit.
    """
    return any(grant.unit.id == unit.id or grant.unit.id in above for grant in person.grants_of(Role.ADMIN))


def may_replace(person: Person, above: frozenset[int]) -> bool:
    """Whether the person administers a unit above: only there can a unit be merged, split or moved elsewhere.

    above: the ids of all units above the unit.
    """
    return any(grant.unit.id in above for grant in person.grants_of(Role.ADMIN))


def digest_role(person: Person, unit: Unit, above: frozenset[int]) -> Role | None:
    """As what the person may read the unit's digest and table: as its manager, as an observer, or not at all.

    above: the ids of all units above the unit.
    """
    held = {grant.role for grant in person.grants if grant.unit.id == unit.id or grant.unit.id in above}
    return Role.MANAGER if Role.MANAGER in held else Role.OBSERVER if Role.OBSERVER in held else None


def may_record_money(person: Person, unit: Unit, above: frozenset[int]) -> bool:
    """Managers there and above record what of the unit's money cannot be spent, and what was moved among those below.

    above: the ids of all units above the unit.
    """
    return manages_there(person, unit, above)


def may_handle_incidents(person: Person) -> bool:
    """Whoever runs the system sees what did not leave, without what it says, and has it sent again."""
    return bool(person.grants_of(Role.ADMIN))


def may_handle_data_requests(person: Person) -> bool:
    """Whoever runs the system answers requests about personal data, wherever they come from."""
    return bool(person.grants_of(Role.ADMIN))


def may_remind(person: Person, unit: Unit) -> bool:
    """The managers of the very unit to which the report is owed."""
    return person.has(Role.MANAGER, unit.id)


def may_stop_schedule(person: Person) -> bool:
    """Whoever runs the system, wherever they were appointed."""
    return Role.ADMIN in person.roles()


def may_see_system(person: Person) -> bool:
    """Whoever runs the system, wherever they were appointed."""
    return Role.ADMIN in person.roles()


def may_back_up(person: Person) -> bool:
    """Whoever runs the system sees which backups there are and has one made; none of it is shown or sent to them."""
    return Role.ADMIN in person.roles()


def role_fits(role: Role, unit: Unit) -> bool:
    """Whether the role is one that people can hold at such a unit."""
    level = unit.kind.level
    match role:
        case Role.VILLAGE_OFFICER:
            return level is Level.VILLAGE
        case Role.COMMUNE_OFFICER | Role.COMMUNE_LEADER:
            return level is Level.COMMUNE
        case Role.OFFICE_REVIEWER:
            return level is Level.OFFICE
        case Role.MANAGER:
            return level in {Level.PROVINCE, Level.DISTRICT}
        case Role.OBSERVER:
            return level in {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
        case Role.ADMIN:
            return True
        case _:
            assert_never(role)
