"""Villages by standard and year: registered, with a dossier, recognised, reviewed; and where none was this year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.reading.show import show_date, show_percent
from conversations.screens.casing import capital
from conversations.screens.dossier_words import standard_words
from conversations.screens.paging import fitted, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.engine.words import Words
    from conversations.programme.plan_targets import Standard
    from conversations.programme.village_progress import MarkedVillages, VillageProgress, VillageYear

NAMED = 8
MARKS = 6
YEARS = 12
"""Lines of years of one unit; earlier ones are left out."""


def by_year(found: Sequence[VillageProgress], words: Words) -> Screen:
    """Of each of the person's units."""
    return Screen(
        name="dossiers.villages",
        text=fitted("\n".join(village_lines(one, words)) for one in found),
        rows=rows_of(
            Option("list", words.say("dossier", "◀ Danh sách")),
            Option("home", words.say("dossier", "Về menu")),
            across=2,
        ),
    )


def village_lines(found: VillageProgress, words: Words) -> Iterator[str]:
    """What is known of one unit's villages."""
    yield words.say(
        "dossier", "{villages} của {unit} theo mức và năm, đến ngày {day}",
        villages=capital(found.word), unit=found.unit.title, day=show_date(found.as_of),
    )  # fmt: skip
    held = _held(found.holding, found.villages, words)
    known = words.say("dossier", "Hệ thống có {n} {villages}", n=found.villages, villages=found.word)
    if held:
        yield words.say("dossier", "{known}; đang giữ chuẩn theo hồ sơ đã ghi: {held}.", known=known, held=held)
    else:
        yield words.say("dossier", "{known}; chưa ghi nhận nơi nào được công nhận.", known=known)
    for one in found.years[-YEARS:]:
        yield f"• {_year(one, words)}"
    for marked in found.marked[:MARKS]:
        yield f"• {_marked(marked, found.word, words)}"
    if found.without:
        yield words.say(
            "dossier", "Năm {year}, nơi chưa có {villages} nào được công nhận: {names}.",
            year=found.as_of.year, villages=found.word, names=names_of(found.without, words, most=NAMED),
        )  # fmt: skip


def _marked(one: MarkedVillages, word: str, words: Words) -> str:
    said = words.say("dossier", "Nhóm {name}: {n} {villages}", name=one.name, n=one.villages, villages=word)
    held = _held(one.holding, one.villages, words)
    return words.say("dossier", "{said}; đang giữ chuẩn: {held}.", said=said, held=held) if held else f"{said}."


def _held(holding: Mapping[Standard, int], of: int, words: Words) -> str:
    return ", ".join(
        words.say(
            "dossier", "{standard} {n} ({share})",
            standard=standard_words(standard, words), n=n, share=_share(n, of),
        )
        for standard, n in holding.items()
    )  # fmt: skip


def _share(n: int, of: int) -> str:
    return show_percent(Decimal(100 * n) / of, places=1) if of else ""


def _year(one: VillageYear, words: Words) -> str:
    said = []
    if one.registered or one.named or one.recognised:
        said.append(
            words.say(
                "dossier", "đăng ký {registered}, có hồ sơ {named}, công nhận {recognised}",
                registered=one.registered, named=one.named, recognised=one.recognised,
            )
        )  # fmt: skip
    if one.to_review or one.kept or one.not_kept:
        said.append(
            words.say(
                "dossier", "phải xét duy trì {to_review}, duy trì {kept}, không đạt {not_kept}",
                to_review=one.to_review, kept=one.kept, not_kept=one.not_kept,
            )
        )  # fmt: skip
    return words.say(
        "dossier", "{standard} {year}: {said}",
        standard=standard_words(one.standard, words), year=one.year, said="; ".join(said),
    )  # fmt: skip
