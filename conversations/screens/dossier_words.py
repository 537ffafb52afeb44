"""What standards, states, acts and conditions of dossiers are called: one wording for screens, lists and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.dossier import DossierAct, DossierKind, DossierState
from conversations.programme.dossier_gates import (
    CriteriaGate,
    DebtGate,
    GateState,
    SatisfactionGate,
    SecurityGate,
)
from conversations.programme.plan_targets import Standard
from conversations.reading.show import show_date, show_number, show_percent
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier, DossierDates
    from conversations.programme.dossier_checklist import DossierGroup, DossierView
    from conversations.programme.dossier_gates import AnyGate
    from conversations.programme.unit import Unit


def standard_words(standard: Standard, words: Words) -> str:
    """The standard, short as officials write it."""
    match standard:
        case Standard.NTM:
            return words.say("dossier", "NTM")
        case Standard.ADVANCED:
            return words.say("dossier", "NTM nâng cao")
        case Standard.MODEL:
            return words.say("dossier", "NTM kiểu mẫu")
        case Standard.MODERN:
            return words.say("dossier", "NTM hiện đại")
        case _:
            assert_never(standard)


def kind_words(standard: Standard, kind: DossierKind, year: int | None, words: Words) -> str:
    """Like "NTM 2024", "duy trì NTM 2024"; without the year where no document names one."""
    name = standard_words(standard, words)
    match kind:
        case DossierKind.RECOGNITION:
            said = name
        case DossierKind.KEEPING:
            said = words.say("dossier", "duy trì {standard}", standard=name)
        case _:
            assert_never(kind)
    return said if year is None else words.say("dossier", "{what} {year}", what=said, year=year)


def group_words(group: DossierGroup, words: Words) -> str:
    """What is counted together: "NTM 2024", "NTM kiểu mẫu 2025 (thôn)"."""
    what = kind_words(group.standard, group.kind, group.year, words)
    return words.say("dossier", "{what} ({sort})", what=what, sort=group.sort) if group.sort else what


def name_words(dossier: Dossier, words: Words) -> str:
    """Like "xã Đại Chánh, NTM 2024"; of a unit that was merged, also whose it was."""
    what = kind_words(dossier.standard, dossier.kind, dossier.dates.year, words)
    if dossier.opened_for.id == dossier.unit.id:
        return words.say("dossier", "{unit}, {what}", unit=dossier.unit.title, what=what)
    return words.say(
        "dossier", "{unit} (hồ sơ của {before} trước sáp nhập), {what}",
        unit=dossier.unit.title, before=dossier.opened_for.title, what=what,
    )  # fmt: skip


def state_words(state: DossierState, words: Words) -> str:
    """The state in small letters."""
    match state:
        case DossierState.PREPARING:
            return words.say("dossier", "đang hoàn thiện")
        case DossierState.SUBMITTED:
            return words.say("dossier", "đã nộp")
        case DossierState.PASSED_UP:
            return words.say("dossier", "đã trình cấp công nhận")
        case DossierState.RECOGNISED:
            return words.say("dossier", "đã công nhận")
        case DossierState.KEPT:
            return words.say("dossier", "đã thông báo duy trì")
        case DossierState.REFUSED:
            return words.say("dossier", "không được công nhận")
        case DossierState.REVOKED:
            return words.say("dossier", "bị thu hồi công nhận")
        case _:
            assert_never(state)


def act_words(act: DossierAct, words: Words) -> str:
    """What happened, in small letters."""
    match act:
        case DossierAct.OPEN:
            return words.say("dossier", "mở hồ sơ")
        case DossierAct.MOVED:
            return words.say("dossier", "đổi năm, hạn")
        case DossierAct.SUBMIT:
            return words.say("dossier", "nộp hồ sơ")
        case DossierAct.WITHDRAW:
            return words.say("dossier", "rút hồ sơ")
        case DossierAct.PASS_UP:
            return words.say("dossier", "trình lên")
        case DossierAct.SEND_BACK:
            return words.say("dossier", "trả lại để bổ sung")
        case DossierAct.RECOGNISE:
            return words.say("dossier", "công nhận")
        case DossierAct.KEEP:
            return words.say("dossier", "thông báo duy trì chuẩn")
        case DossierAct.REFUSE:
            return words.say("dossier", "không công nhận")
        case DossierAct.RESUME:
            return words.say("dossier", "làm lại hồ sơ")
        case DossierAct.REVOKE:
            return words.say("dossier", "thu hồi công nhận")
        case _:
            assert_never(act)


def late_words(dossier: Dossier, today: date, words: Words) -> str:
    """By when, and how late: "hạn 29/10/2024, còn 12 ngày"; "" where no day is known."""
    due = dossier.due
    if due is None:
        return ""
    late, left = dossier.days_late(today), (due - today).days
    if late:
        return words.count("dossier", "hạn {day}, chậm {n} ngày", "hạn {day}, chậm {n} ngày", late, day=show_date(due))
    return words.count("dossier", "hạn {day}, còn {n} ngày", "hạn {day}, còn {n} ngày", left, day=show_date(due))


def days_words(dossier: Dossier, words: Words) -> str:
    """By when it is handed in, and by when the level above passes it up or decides."""
    above = dossier.recogniser if dossier.direct else dossier.superior
    return two_days_words(dossier.dates, hands_in=dossier.hands_in, above=above, direct=dossier.direct, words=words)


def two_days_words(dates: DossierDates, *, hands_in: Unit, above: Unit | None, direct: bool, words: Words) -> str:
    """The same of one that is not opened yet. direct: above decides, so nothing is passed up."""
    said = []
    if dates.first_by is not None:
        by, day = capital(hands_in.title), show_date(dates.first_by)
        said.append(words.say("dossier", "{unit} nộp chậm nhất hết ngày {day}.", unit=by, day=day))
    if dates.second_by is not None and above is not None:
        by, day = capital(above.title), show_date(dates.second_by)
        said.append(
            words.say("dossier", "{unit} quyết định chậm nhất hết ngày {day}.", unit=by, day=day)
            if direct
            else words.say("dossier", "{unit} trình lên chậm nhất hết ngày {day}.", unit=by, day=day)
        )
    return " ".join(said) or words.say("dossier", "Chưa có hạn nộp.")


def gate_words(gate: AnyGate, words: Words) -> str:
    """A condition with what is known of it, in one line."""
    match gate:
        case CriteriaGate():
            return _criteria(gate, words)
        case SatisfactionGate():
            return _satisfaction(gate, words)
        case DebtGate():
            return _debt(gate, words)
        case SecurityGate(state=GateState.MET):
            return words.say("dossier", "An ninh, trật tự: đạt")
        case SecurityGate(state=GateState.NOT_MET):
            return words.say("dossier", "An ninh, trật tự: chưa đạt")
        case SecurityGate():
            return words.say("dossier", "An ninh, trật tự: chưa có thông tin")
        case _:
            assert_never(gate)


def _criteria(gate: CriteriaGate, words: Words) -> str:
    if not gate.of:
        return words.say("dossier", "Tiêu chí: hệ thống chưa có bộ tiêu chí của mức này")
    if len(gate.unknown) == gate.of:
        return words.say("dossier", "Tiêu chí: chưa có số liệu")
    said = words.say(
        "dossier", "Tiêu chí: đạt {met}/{of} ({confirmed} phòng, ngành xác nhận, {own} xã tự đánh giá)",
        met=gate.confirmed + gate.said, of=gate.of, confirmed=gate.confirmed, own=gate.said,
    )  # fmt: skip
    if gate.missing:
        said = words.say("dossier", "{said}; chưa đạt: {codes}", said=said, codes=", ".join(gate.missing))
    if gate.unknown:
        said = words.say("dossier", "{said}; chưa có số liệu: {codes}", said=said, codes=", ".join(gate.unknown))
    return said


def _satisfaction(gate: SatisfactionGate, words: Words) -> str:
    if gate.value is None:
        return words.say("dossier", "Sự hài lòng của người dân: chưa có kết quả lấy ý kiến")
    rate = show_percent(gate.value, places=2)
    if gate.asked is not None and gate.satisfied is not None:
        said = words.say(
            "dossier", "Sự hài lòng của người dân: {rate} ({satisfied}/{asked} hộ)",
            rate=rate, satisfied=show_number(gate.satisfied), asked=show_number(gate.asked),
        )  # fmt: skip
    else:
        said = words.say("dossier", "Sự hài lòng của người dân: {rate}", rate=rate)
    if gate.on is not None:
        said = words.say("dossier", "{said}, ngày {day}", said=said, day=show_date(gate.on))
    if gate.wanted is None:
        return words.say("dossier", "{said}; mức yêu cầu chưa có trong hệ thống", said=said)
    return words.say("dossier", "{said}; yêu cầu từ {wanted}", said=said, wanted=show_percent(gate.wanted))


def _debt(gate: DebtGate, words: Words) -> str:
    if gate.dong is None:
        return words.say("dossier", "Nợ đọng xây dựng cơ bản: chưa có số liệu")
    if not gate.dong:
        return words.say("dossier", "Nợ đọng xây dựng cơ bản: không còn")
    dong = show_number(gate.dong)
    if gate.listed:
        return words.say("dossier", "Nợ đọng xây dựng cơ bản: {dong} đồng (theo danh mục công trình)", dong=dong)
    return words.say("dossier", "Nợ đọng xây dựng cơ bản: {dong} đồng", dong=dong)


def mark_words(gate: AnyGate, words: Words) -> str:
    """A condition in a list of all of them, with a mark of whether it holds."""
    match gate.state:
        case GateState.MET:
            mark = "✔"
        case GateState.NOT_MET:
            mark = "✖"
        case GateState.UNKNOWN:
            mark = "?"
        case _:
            assert_never(gate.state)
    return f"{mark} {gate_words(gate, words)}"


def _shut(gate: AnyGate, words: Words) -> str:
    """A condition that does not hold, and how it can come to hold."""
    match gate:
        case CriteriaGate():
            return words.say(
                "dossier", "chưa đạt tiêu chí {codes} (báo cáo lại khi đã đạt)", codes=", ".join(gate.missing)
            )
        case SatisfactionGate():
            return words.say("dossier", "tỷ lệ hài lòng dưới mức yêu cầu (khắc phục rồi lấy lại ý kiến người dân)")
        case DebtGate(listed=True):
            return words.say(
                "dossier",
                "danh mục công trình còn nợ {dong} đồng (quyết toán, trả nợ rồi nhập lại danh mục)",
                dong=show_number(gate.dong or 0),
            )
        case DebtGate():
            return words.say(
                "dossier",
                "còn nợ đọng {dong} đồng (xử lý hết nợ, xã ghi lại vào hồ sơ)",
                dong=show_number(gate.dong or 0),
            )
        case SecurityGate():
            return words.say("dossier", "an ninh, trật tự chưa đạt (khi công an xác nhận đạt, xã ghi lại vào hồ sơ)")
        case _:
            assert_never(gate)


def stopped_words(view: DossierView, words: Words) -> str:
    """Which conditions stop the dossier and what to do; "" where none does."""
    shut = view.gates.shut
    if not shut:
        return ""
    return words.say("dossier", "Chưa đủ điều kiện: {reasons}.", reasons="; ".join(_shut(gate, words) for gate in shut))


def lacks_words(view: DossierView, words: Words) -> str:
    """Which lower standard is missing, or not known to be held; "" where none is."""
    lacks = view.lacks
    if lacks is None:
        return ""
    title, below = view.dossier.unit.title, standard_words(lacks, words)
    if not view.lower_pending:
        return words.say("dossier", "Hệ thống chưa ghi nhận {unit} đã được công nhận {below}.", unit=title, below=below)
    return words.say(
        "dossier", "{unit} chưa được công nhận {below}; xét {standard} khi đã có công nhận đó.",
        unit=capital(title), below=below, standard=standard_words(view.dossier.standard, words),
    )  # fmt: skip
