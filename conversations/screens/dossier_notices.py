"""What others are told of a dossier: the level above when it comes, the unit when it comes back or is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import dossier_place, report_place
from conversations.engine.screen import Link, Message
from conversations.programme.dossier import DossierAct
from conversations.programme.dossier_plan import PlanOutcome
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.dossier_words import act_words, days_words, name_words

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import DossierId
    from conversations.programme.unit import Unit


def handed_in(dossier: Dossier, words: Words) -> Message:
    """To the managers of the unit above: it is theirs now."""
    due = dossier.dates.second_by
    text = words.say("dossier", "Đã nộp hồ sơ: {name}.", name=name_words(dossier, words))
    if due is not None and not dossier.direct:
        text = words.say("dossier", "{text} Chậm nhất hết ngày {day} trình lên.", text=text, day=show_date(due))
    return _to_it("handed_in", text, dossier, words)


def taken_back(dossier: Dossier, words: Words) -> Message:
    """To the same: the unit has withdrawn it."""
    text = words.say("dossier", "Đã rút lại hồ sơ để sửa: {name}.", name=name_words(dossier, words))
    return _to_it("taken_back", text, dossier, words)


def acted(dossier: Dossier, by: Unit, words: Words) -> Message:
    """To all it concerns: what was done, by which document, and why. by: whose managers did it."""
    step = dossier.last
    text = words.say(
        "dossier", "{who} {act}: hồ sơ {name}.",
        who=capital(by.title), act=act_words(step.act, words), name=name_words(dossier, words),
    )  # fmt: skip
    if step.paper_day is not None:
        text = words.say(
            "dossier", "{text} Văn bản số {number}, ngày {day}.",
            text=text, number=step.paper_number, day=show_date(step.paper_day),
        )  # fmt: skip
    if step.text:
        text = words.say("dossier", "{text} Lý do: “{reason}”.", text=text, reason=step.text)
    return _to_it(step.act.value, text, dossier, words)


def to_correct(dossier: Dossier, by: Unit, words: Words) -> Message:
    """To the unit's officers and leaders: it is theirs again, with a way to what is filled in."""
    message = acted(dossier, by, words)
    if dossier.report is None:
        return message
    again = words.say("dossier", "{text} Bổ sung xong, xin gửi lại.", text=message.text)
    fix = Link(place=report_place(dossier.report), label=words.say("dossier", "Sửa hồ sơ"), command="baocao")
    return Message(name=message.name, text=again, links=(fix, *message.links))


def named(dossier: Dossier, outcome: PlanOutcome, words: Words) -> Message:
    """To the commune and to the level above: it is wanted, by these days."""
    match outcome:
        case PlanOutcome.OPENS:
            text = words.say("dossier", "Mở hồ sơ mới: {name}.", name=name_words(dossier, words))
        case PlanOutcome.AGAIN:
            text = words.say("dossier", "Làm lại hồ sơ đợt mới: {name}.", name=name_words(dossier, words))
        case _:
            text = words.say("dossier", "Đổi năm, hạn của hồ sơ: {name}.", name=name_words(dossier, words))
    return _to_it("named", "\n".join(line for line in (text, days_words(dossier, words)) if line), dossier, words)


def named_words(outcome: PlanOutcome, number: DossierId, words: Words) -> str:
    """To whoever named it, above the next screen."""
    match outcome:
        case PlanOutcome.OPENS:
            return words.say("dossier", "Đã mở hồ sơ số {number}.", number=number)
        case PlanOutcome.AGAIN:
            return words.say("dossier", "Đã mở đợt mới cho hồ sơ số {number}.", number=number)
        case PlanOutcome.MOVES:
            return words.say("dossier", "Đã đổi năm, hạn của hồ sơ số {number}.", number=number)
        case _:
            return words.say("dossier", "Hồ sơ số {number} đã có đúng như vậy, không đổi gì.", number=number)


def done_words(act: DossierAct, words: Words) -> str:
    """To whoever did it, above the next screen."""
    match act:
        case DossierAct.SUBMIT:
            return words.say("dossier", "Đã ghi nhận hồ sơ nộp.")
        case DossierAct.PASS_UP:
            return words.say("dossier", "Đã ghi việc trình lên.")
        case DossierAct.SEND_BACK | DossierAct.RESUME:
            return words.say("dossier", "Đã trả hồ sơ cho đơn vị bổ sung.")
        case DossierAct.WITHDRAW:
            return words.say("dossier", "Đã rút lại hồ sơ.")
        case DossierAct.RECOGNISE | DossierAct.KEEP | DossierAct.REFUSE | DossierAct.REVOKE:
            return words.say("dossier", "Đã ghi quyết định.")
        case DossierAct.OPEN | DossierAct.MOVED:
            return ""
        case _:
            assert_never(act)


def _to_it(name: str, text: str, dossier: Dossier, words: Words) -> Message:
    look = Link(place=dossier_place(dossier.id), label=words.say("dossier", "Xem hồ sơ"), command="hoso")
    return Message(name=f"dossier_notices.{name}", text=text, links=(look,))
