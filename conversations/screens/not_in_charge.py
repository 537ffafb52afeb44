"""No longer in charge of a unit's reports: what that means, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import progress_place, users_place
from conversations.engine.screen import Link, Message, Option, Screen, rows_of
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.paging import LABEL, clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit

OFFERED = 12


def which(units: Sequence[Unit], facts: Facts) -> Screen:
    """Which unit."""
    words = facts.words
    if not units:
        return out_of_sight("not_in_charge", words)
    return Screen(
        name="not_in_charge.which",
        text=words.say("not_in_charge", "Anh/chị không còn phụ trách báo cáo của đơn vị nào?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title, LABEL)) for unit in units[:OFFERED]),
            Option("close", words.say("not_in_charge", "◀ Quay lại")),
        ),
    )


def sure(unit: Unit, facts: Facts) -> Screen:
    """Asked once."""
    words = facts.words
    return Screen(
        name="not_in_charge.sure",
        text=words.say(
            "not_in_charge",
            "Anh/chị không còn phụ trách báo cáo của {unit}, đúng không ạ?\n"
            "Nếu đúng, trợ lý thôi nhắc anh/chị và báo để cấp trên cử người khác. Quyền của anh/chị giữ nguyên đến khi "
            "cấp trên đổi.",
            unit=unit.title,
        ),
        rows=rows_of(
            Option("yes", words.say("not_in_charge", "Đúng, tôi thôi phụ trách")),
            Option("close", words.say("not_in_charge", "Không, tôi vẫn phụ trách")),
        ),
    )


def left(unit: Unit, facts: Facts) -> Screen:
    """What was said, with the way back."""
    words = facts.words
    return Screen(
        name="not_in_charge.left",
        text=words.say(
            "not_in_charge",
            "Cảm ơn anh/chị. Trợ lý không nhắc anh/chị về báo cáo của {unit} nữa và đã báo cấp trên.",
            unit=unit.title,
        ),
        rows=rows_of(
            Option("undo", words.say("not_in_charge", "Tôi vẫn phụ trách")),
            Option("close", words.say("not_in_charge", "Đóng")),
        ),
    )


def in_charge_again(unit: Unit, words: Words) -> str:
    """Above what waited."""
    return words.say("not_in_charge", "Dạ, anh/chị vẫn phụ trách {unit}; trợ lý sẽ nhắc như trước.", unit=unit.title)


def somebody_left(unit: Unit, *, name: str, words: Words) -> Message:
    """To whoever can name another."""
    return Message(
        name="not_in_charge.somebody_left",
        text=words.say(
            "not_in_charge",
            "{name} báo không còn phụ trách báo cáo của {unit}, nên trợ lý không nhắc người này nữa. Xin anh/chị cử "
            "người khác và gửi mã mời cho người đó.",
            name=name,
            unit=unit.title,
        ),
        links=(_progress(unit, words),),
    )


def hand_it_over(unit: Unit, person: PersonId, *, name: str, words: Words) -> Message:
    """To whoever administers the unit: the way to the one who left, where their work can be handed over."""
    return Message(
        name="not_in_charge.hand_it_over",
        text=words.say(
            "not_in_charge",
            "{name} báo không còn phụ trách báo cáo của {unit}. Nếu đã có người thay, xin anh/chị bàn giao để việc "
            "đang mở sang người đó.",
            name=name,
            unit=unit.title,
        ),
        links=(
            Link(
                place=users_place(person),
                label=words.say("not_in_charge", "Bàn giao cho người khác"),
                command="nguoidung",
            ),
        ),
    )


def somebody_is_back(unit: Unit, *, name: str, words: Words) -> Message:
    """To those who were told otherwise."""
    return Message(
        name="not_in_charge.somebody_is_back",
        text=words.say("not_in_charge", "{name} báo vẫn phụ trách báo cáo của {unit}.", name=name, unit=unit.title),
        silent=True,
    )


def _progress(unit: Unit, words: Words) -> Link:
    return Link(place=progress_place(unit.id), label=words.say("not_in_charge", "Xem tiến độ"), command="tiendo")
