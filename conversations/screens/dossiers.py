"""Dossiers as they are listed, read and carried further; every one has a number by which people speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.dossier import NEED_PAPER, DossierAct, DossierState
from conversations.programme.dossier_checklist import LAST_YEAR_MAY_COUNT
from conversations.programme.dossier_gates import GateState
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.dossier_words import (
    act_words,
    days_words,
    gate_words,
    group_words,
    lacks_words,
    late_words,
    mark_words,
    name_words,
    state_words,
    stopped_words,
)
from conversations.screens.paging import clip, fitted, name_of, page_of, titled, turning
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Dossiers
    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier, DossierStep
    from conversations.programme.dossier_checklist import ChecklistItem, DossierGroup, DossierList, DossierView

ON_A_PAGE = 7
FEW = 2
"""Years and standards that are counted above the list in a line each; more of them in a line for each state."""
GROUPS = 8
"""Years and standards named in such a line; further ones are in the list only."""
YEARS = 3
"""Years of values that are told."""
CODES = 12
"""Codes named in a row."""
REASON = 200
"""Characters of a reason on the screen."""
_NUMBERS = {DossierAct.SUBMIT: "45/TTr-UBND", DossierAct.PASS_UP: "45/TTr-UBND", DossierAct.KEEP: "30/TB-UBND"}
"""How the paper of an act is numbered, where it is no decision."""


def overview(frame: Dossiers, found: DossierList, facts: Facts, *, opens: bool) -> Screen:
    """How many stand where, then each, late ones first; or only those that stand in one place. opens: whether this
    person names units for new ones.
    """
    words = facts.words
    state = state_of(frame)
    listed = [one for one in found.dossiers if state is None or one.state is state]
    lines = [_line(one, facts.today, words) for one in listed]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    shown = lines[page.start : page.stop]
    counted = _counts(found, words) if state is None and not page.number else []
    if state is not None:
        counted = [
            words.say("dossier", "Chỉ hồ sơ {state} ({count}):", state=state_words(state, words), count=len(listed))
        ]
    if not found.dossiers:
        counted = [
            words.say("dossier", "Chưa có hồ sơ nào. Hồ sơ được mở khi nhập lộ trình của tỉnh, hoặc mở theo tên.")
        ]
    return Screen(
        name="dossiers",
        text=fitted(
            [
                titled(words.say("dossier", "Hồ sơ đề nghị công nhận"), page, words),
                *counted,
                *(f"\n{line}" if counted[1:] and not place else line for place, line in enumerate(shown)),
            ]
        ),
        rows=(
            *rows_of(*(_open(one, words) for one in listed[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(*_filters(found, state, words), across=2),
            *rows_of(
                _villages(found, words),
                Option("open", words.say("dossier", "Mở hồ sơ…")) if opens else None,
                Option("close", words.say("dossier", "◀ Quay lại")),
                across=2,
            ),
        ),
    )


def _villages(found: DossierList, words: Words) -> Option | None:
    """To the villages by year, where any has a dossier."""
    word = next((one.unit.kind.name for one in found.dossiers if one.unit.kind.level is Level.VILLAGE), "")
    if not word:
        return None
    return Option("villages", words.say("dossier", "{villages} theo năm", villages=capital(word)))


def state_of(frame: Dossiers) -> DossierState | None:
    """Where those stand that are shown; None: all."""
    return next((state for state in DossierState if state.value == frame.state), None)


def _counts(found: DossierList, words: Words) -> list[str]:
    groups = found.counted()
    if len(groups) > FEW:
        lines = [_group(state, groups, words) for state in DossierState if any(state in one for _, one in groups)]
    else:
        lines = [
            words.say(
                "dossier", "{what}: {parts}",
                what=capital(group_words(group, words)),
                parts=", ".join(
                    f"{states[state]} {state_words(state, words)}" for state in DossierState if state in states
                ),
            )
            for group, states in groups
        ]  # fmt: skip
    late = len(found.late)
    if late:
        lines.append(words.count("dossier", "Quá hạn: {n} hồ sơ, đứng trước.", "Quá hạn: {n} hồ sơ, đứng trước.", late))
    return lines


def _group(state: DossierState, groups: Sequence[tuple[DossierGroup, Mapping[DossierState, int]]], words: Words) -> str:
    """All of one state in one line, by year and standard."""
    there = [(group, states[state]) for group, states in groups if state in states]
    named = ", ".join(f"{group_words(group, words)} ({count})" for group, count in there[:GROUPS])
    return words.say(
        "dossier", "{state} {count}: {parts}",
        state=capital(state_words(state, words)), count=sum(count for _, count in there),
        parts=f"{named}, …" if len(there) > GROUPS else named,
    )  # fmt: skip


def _line(dossier: Dossier, today: date, words: Words) -> str:
    due = late_words(dossier, today, words)
    said = words.say(
        "dossier", "• số {number} · {name}: {state}",
        number=dossier.id, name=name_words(dossier, words), state=state_words(dossier.state, words),
    )  # fmt: skip
    return f"{said}; {due}" if due else said


def _open(dossier: Dossier, words: Words) -> Option:
    label = words.say("dossier", "Số {number} · {unit}", number=dossier.id, unit=name_of(dossier.unit))
    return Option(f"d:{dossier.id}", clip(label))


def _filters(found: DossierList, state: DossierState | None, words: Words) -> list[Option]:
    there = [one for one in DossierState if any(dossier.state is one for dossier in found.dossiers)]
    if len(there) < 2 and state is None:
        return []
    options = [Option(f"f:{one.value}", capital(clip(state_words(one, words)))) for one in there if one is not state]
    return [*options, Option("f:", words.say("dossier", "Tất cả"))] if state is not None else options


def one(view: DossierView, acts: Sequence[DossierAct], ways: Sequence[str], facts: Facts) -> Screen:
    """All that is known of it, and what this person can do. ways: elsewhere: "fill", "approve", "days", "round"."""
    words = facts.words
    dossier = view.dossier
    due = late_words(dossier, facts.today, words)
    stands = words.say(
        "dossier", "{state} từ {day}",
        state=capital(state_words(dossier.state, words)), day=show_date(_valid_on(dossier.since)),
    )  # fmt: skip
    lines = [
        words.say("dossier", "Hồ sơ số {number} · {name}", number=dossier.id, name=name_words(dossier, words)),
        f"{stands}; {due}" if due else stands,
        days_words(dossier, words) if dossier.state.open else "",
        *(mark_words(gate, words) for gate in view.conditions),
        _years(view, facts),
        _checklist(view, words),
        _last(dossier, words),
        lacks_words(view, words) if dossier.state.open else "",
    ]
    return Screen(
        name="dossiers.one",
        text=fitted(lines),
        rows=(
            *rows_of(
                Option("fill", _fill(view, words)) if "fill" in ways else None,
                Option("approve", words.say("dossier", "Xem để duyệt")) if "approve" in ways else None,
                *(Option(f"a:{act.value}:{dossier.last.number}", _label(act, words)) for act in acts),
                Option("days", words.say("dossier", "Đổi năm, hạn…")) if "days" in ways else None,
                Option("round", words.say("dossier", "Mở đợt mới…")) if "round" in ways else None,
                Option("checklist", words.say("dossier", "Xem danh mục")) if view.checklist is not None else None,
            ),
            *rows_of(
                Option("list", words.say("dossier", "◀ Danh sách")),
                Option("home", words.say("dossier", "Về menu")),
                across=2,
            ),
        ),
    )


def _fill(view: DossierView, words: Words) -> str:
    if view.checklist is None or view.checklist.missing:
        return words.say("dossier", "Điền hồ sơ")
    return words.say("dossier", "Xem lại và nộp hồ sơ")


def _valid_on(step: DossierStep) -> date:
    return step.paper_day or step.at.date()


def _label(act: DossierAct, words: Words) -> str:
    return words.say("dossier", "{act}…", act=capital(act_words(act, words)))


def _years(view: DossierView, facts: Facts) -> str:
    """Of which year the values are, where they are of several, or of another than the dossier's."""
    words = facts.words
    if not view.years or not view.dossier.state.open:
        return ""
    parts = []
    for year, codes in view.years[:YEARS]:
        named = ", ".join(codes[:CODES])
        parts.append(words.say("dossier", "năm {year}: tiêu chí {codes}", year=year, codes=named))
        if len(codes) > CODES:
            parts[-1] = words.say("dossier", "năm {year}: {n} tiêu chí", year=year, n=len(codes))
    said = words.say("dossier", "Kết quả đạt chuẩn theo năm: {parts}.", parts="; ".join(parts))
    if facts.today.month in LAST_YEAR_MAY_COUNT:
        allowed = words.say(
            "dossier", "Hồ sơ lập trong tháng 4, tháng 5 được dùng kết quả đạt chuẩn của năm trước liền kề."
        )
        return f"{said} {allowed}"
    return said


def _checklist(view: DossierView, words: Words) -> str:
    found = view.checklist
    if found is None:
        return words.say("dossier", "Hồ sơ nộp trên giấy.")
    title = words.say("dossier", "Danh mục ví dụ") if found.example else words.say("dossier", "Danh mục")
    said = words.say(
        "dossier", "{title}: có {done}/{of} mục, {pieces} minh chứng",
        title=title, done=found.done, of=len(found.items), pieces=found.pieces,
    )  # fmt: skip
    if not found.missing:
        return f"{said}."
    return words.say("dossier", "{said}; còn thiếu: {codes}.", said=said, codes=", ".join(found.missing[:CODES]))


def _last(dossier: Dossier, words: Words) -> str:
    step = dossier.last
    said = words.say(
        "dossier", "Gần nhất: {act}, ngày {day}", act=act_words(step.act, words), day=show_date(step.at.date())
    )
    if step.paper_day is not None:
        said = words.say(
            "dossier", "{said}, văn bản số {number} ngày {day}",
            said=said, number=step.paper_number, day=show_date(step.paper_day),
        )  # fmt: skip
    return f"{said}: “{clip(step.text, REASON)}”" if step.text else f"{said}."


def checklist(view: DossierView, page_number: int, facts: Facts) -> Screen:
    """Every item with what was said of it."""
    words = facts.words
    items = () if view.checklist is None else view.checklist.items
    lines = [_item(item, words) for item in items]
    page = page_of(lines, page_number, most=len(lines) or 1)
    return Screen(
        name="dossiers.checklist",
        text=fitted(
            [
                titled(words.say("dossier", "Danh mục của hồ sơ số {number}", number=view.dossier.id), page, words),
                *lines[page.start : page.stop],
            ]
        ),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("back", words.say("dossier", "◀ Hồ sơ")),
                Option("home", words.say("dossier", "Về menu")),
                across=2,
            ),
        ),
    )


def _item(item: ChecklistItem, words: Words) -> str:
    mark = "✔" if item.done else "○"
    title = clip(item.indicator.title, 90)
    if item.answer is None or not item.answer.given:
        return words.say("dossier", "{mark} {code} {title}: chưa ghi", mark=mark, code=item.indicator.code, title=title)
    return words.say(
        "dossier", "{mark} {code} {title}: {said}",
        mark=mark, code=item.indicator.code, title=title, said=answer_words(words, item.indicator, item.answer),
    )  # fmt: skip


def asking_reason(dossier: Dossier, act: DossierAct, facts: Facts) -> Screen:
    """Why it is sent back, refused or revoked."""
    words = facts.words
    return Screen(
        name="dossiers.reason",
        text=words.say(
            "dossier", "{act}: hồ sơ {name}. Xin ghi lý do và việc cần làm, nhiều nhất {limit} ký tự.",
            act=capital(act_words(act, words)), name=name_words(dossier, words), limit=limits.REASON,
        ),
        rows=rows_of(Option("back", words.say("dossier", "◀ Thôi"))),
        takes=frozenset({Takes.TEXT}),
    )  # fmt: skip


def asking_paper(dossier: Dossier, act: DossierAct, facts: Facts) -> Screen:
    """The signed document behind the act."""
    words = facts.words
    return Screen(
        name="dossiers.paper",
        text=words.say(
            "dossier", "{act}: hồ sơ {name}. Xin gõ số và ngày văn bản, ví dụ: {number} ngày 5/12/2024.",
            act=capital(act_words(act, words)), name=name_words(dossier, words),
            number=_NUMBERS.get(act, "512/QĐ-UBND"),
        ),
        rows=rows_of(Option("back", words.say("dossier", "◀ Thôi"))),
        takes=frozenset({Takes.FIGURE, Takes.TEXT}),
    )  # fmt: skip


def sure(frame: Dossiers, view: DossierView, act: DossierAct, day: date | None, facts: Facts) -> Screen:
    """What is about to be kept."""
    words = facts.words
    dossier = view.dossier
    unknown = [gate for gate in view.conditions if gate.state is GateState.UNKNOWN]
    lines = [
        words.say(
            "dossier", "{act}: hồ sơ {name}?", act=capital(act_words(act, words)), name=name_words(dossier, words)
        ),
        words.say("dossier", "Văn bản số {number}, ngày {day}.", number=frame.paper_number, day=show_date(day))
        if day is not None and act in NEED_PAPER
        else "",
        words.say("dossier", "Lý do: “{reason}”.", reason=frame.reason) if frame.reason else "",
        *(
            [words.say("dossier", "Chưa rõ:"), *(f"• {gate_words(gate, words)}" for gate in unknown)]
            if unknown and view.decides(act)
            else []
        ),
        lacks_words(view, words) if act is DossierAct.RECOGNISE else "",
    ]
    return Screen(
        name="dossiers.sure",
        text=fitted(lines),
        rows=rows_of(
            Option("do", words.say("dossier", "Đồng ý")),
            Option("again", words.say("dossier", "Gõ lại")) if frame.paper_number or frame.reason else None,
            Option("back", words.say("dossier", "◀ Thôi")),
        ),
    )


def moved(facts: Facts) -> str:
    """Somebody was quicker."""
    return facts.words.say("dossier", "Hồ sơ này vừa có thay đổi; đây là hiện trạng:")


def no_paper(facts: Facts) -> str:
    """What was typed names no signed document."""
    return facts.words.say("dossier", "Cần cả số và ngày văn bản, ngày không sau hôm nay. Xin gõ lại.")


def not_so(view: DossierView, facts: Facts) -> str:
    """A condition does not hold, or a lower standard is missing."""
    return stopped_words(view, facts.words) or lacks_words(view, facts.words)
