"""A commune under another criteria set, in words: what is carried over and how, what is not known yet, what is dropped.
One wording for the chat and the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.answer import State
from conversations.programme.crosswalk import Relation
from conversations.screens.paging import fitted, page_of, titled, turning
from conversations.screens.states import figure_words, state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.crosswalk import Carried, CommuneUnder, StatusUnder


ON_A_PAGE = 12


def under_other_set(found: StatusUnder, page: int, facts: Facts) -> Screen:
    """One page of it, of a commune. page: from 0."""
    words = facts.words
    lines = [line for one in found.communes for line in under_lines(one, found.form, words)]
    shown = page_of(lines, page, most=ON_A_PAGE)
    title = words.say("crosswalk", "Theo bộ tiêu chí khác · {unit}", unit=found.unit.title)
    old = "" if found.old is None else found.old.title
    note = words.say(
        "crosswalk", "{set}, đối chiếu từ {old}. Chỉ để xem, không phải số liệu đã báo.", set=found.form.title, old=old
    )
    return Screen(
        name="progress.other_set",
        text=fitted(
            [titled(title, shown, words), note if found.walk else found.form.title, *lines[shown.start : shown.stop]]
        ),
        rows=(
            *turning(shown, words),
            *rows_of(
                Option("overview", words.say("progress", "◀ Tiến độ chung")),
                Option("home", words.say("progress", "Về menu")),
            ),
        ),
    )


def under_lines(found: CommuneUnder, form: CriteriaSet, words: Words) -> list[str]:
    """What is known under that set, a line each; what is unknown and what is dropped in one line each."""
    met = found.status.met
    if found.status.known:
        lines = [words.say("crosswalk", "Đạt {met}/{of} tiêu chí theo bộ này.", met=met, of=len(form.criteria))]
    else:
        lines = [words.say("crosswalk", "Chưa biết đạt tiêu chí nào theo bộ này: chưa có số liệu.")]
    if found.own:
        codes = [one.code for one in form.indicators if one.code in found.own]
        lines.append(words.say("crosswalk", "Đã báo theo bộ này ({n}): {codes}.", n=len(codes), codes=", ".join(codes)))
    known = [one for one in found.carried if one.state is not State.NOT_REPORTED or one.figure is not None]
    lines += [f"• {carried_line(one, form, words)}" for one in known]
    unknown = [one for one in found.carried if one not in known]
    fresh = [one.indicator for one in unknown if one.relation in {Relation.NEW, Relation.SPLIT}]
    rest = [one.indicator for one in unknown if one.indicator not in fresh]
    if fresh:
        lines.append(words.say("crosswalk", "Chưa có, chỉ tiêu mới ({n}): {codes}.", n=len(fresh), codes=_list(fresh)))
    if rest:
        lines.append(words.say("crosswalk", "Chưa đủ số liệu cũ ({n}): {codes}.", n=len(rest), codes=_list(rest)))
    if found.dropped:
        lines.append(
            words.say(
                "crosswalk", "Bộ mới không còn ({n}): {codes}.", n=len(found.dropped), codes=_list([*found.dropped])
            )
        )
        told = {code: state for code, state in found.dropped.items() if state is not State.NOT_REPORTED}
        said = _list([f"{code} ({state_words(words, state)})" for code, state in told.items()])
        lines.append(words.say("crosswalk", "Trong đó đã biết: {said}.", said=said) if told else "")
    return [line for line in lines if line]


def carried_line(one: Carried, form: CriteriaSet, words: Words) -> str:
    """One indicator: "8.2: 95% (95/100), đạt, xét theo mức mới (theo bộ cũ 17.1)"."""
    indicator = form.indicator(one.indicator)
    parts = []
    if indicator is not None and one.figure is not None:
        parts.append(figure_words(indicator, one.figure))
    if one.state is not State.NOT_REPORTED:
        parts.append(state_words(words, one.state))
    if one.figure is not None:
        parts.append(
            words.say("crosswalk", "xét theo mức mới")
            if one.judged
            else words.say("crosswalk", "chưa rõ mức mới nên chưa xét")
        )
    return words.say(
        "crosswalk", "{code}: {said} (theo bộ cũ {parts})",
        code=one.indicator, said=", ".join(parts), parts=", ".join(one.parts),
    )  # fmt: skip


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes)
