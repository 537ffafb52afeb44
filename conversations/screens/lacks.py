"""Which communes can gain a criterion: through what, missing how much, whose, at what cost; least left first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.casing import capital
from conversations.screens.nearest import in_short
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Lacks
    from conversations.engine.words import Words
    from conversations.programme.nearest import Lacking

ON_A_PAGE = 6


def communes(frame: Lacks, unit: str, found: Sequence[Lacking], facts: Facts) -> Screen:
    """A page of them. unit: the title of whose they are."""
    words = facts.words
    lines = [_commune(one, words) for one in found]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say("lacks", "Thêm 1 tiêu chí ở đâu, bằng cách nào · {unit}", unit=unit)
    head = words.say(
        "lacks",
        "{n} nơi còn tiêu chí chưa đạt, nơi còn ít nhất ở trên; mỗi nơi nêu tiêu chí gần đạt nhất.",
        n=len(found),
    )
    return Screen(
        name="lacks.communes",
        text=fitted(
            [
                titled(title, page, words),
                head
                if found
                else words.say("lacks", "Chưa nơi nào báo tiêu chí chưa đạt. Nơi chưa có số liệu không tính ở đây."),
                *lines[page.start : page.stop],
            ]
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"c:{one.report.unit.id}", clip(one.report.unit.title))
                    for one in found[page.start : page.stop]
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(
                Option("digest", words.say("lacks", "◀ Tổng hợp")),
                Option("home", words.say("lacks", "Về menu")),
                across=2,
            ),
        ),
    )


def _commune(one: Lacking, words: Words) -> str:
    near = one.nearest
    return words.say(
        "lacks", "• {unit}, còn {n}: {short}",
        unit=capital(one.report.unit.title), n=len(near), short=in_short(near[0], one, words),
    )  # fmt: skip
