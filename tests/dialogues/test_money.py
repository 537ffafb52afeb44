"""The page of a unit's money: only for its managers, back to the digest, within the weakest channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from conversations.dialogues import money
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.facts import Needs
from conversations.engine.move import Chose, Typed
from conversations.programme.ids import UnitId
from conversations.programme.money import MoneyState, Purse, Source, Work
from conversations.programme.money_checks import check_money
from conversations.programme.money_finding import MoneyShown
from conversations.programme.money_rules import MoneyRules
from conversations.programme.person import Grant, Role
from storage.money_rules import shipped_rules
from storage.money_rules.rule_file import read_money_rules
from tests.dialogues.commune import COMMUNE, DISTRICT, facts, fits, ids, person

if TYPE_CHECKING:
    from conversations.engine.facts import Facts

HERE = f.Money(unit=DISTRICT.id)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))


def shown(rules: MoneyRules | None, works: int = 0) -> MoneyShown:
    state = MoneyState(
        unit=DISTRICT.id,
        day=date(2024, 6, 10),
        units={
            DISTRICT.id: DISTRICT,
            **{UnitId(500 + n): replace(COMMUNE, id=UnitId(500 + n), name=f"Tên xã dài {n}") for n in range(works)},
        },
        parents={UnitId(500 + n): DISTRICT.id for n in range(works)},
        lines=(),
        spent=(),
        works=tuple(
            Work(
                id=n,
                code=str(n),
                name=f"Đường giao thông nội đồng thôn số {n}, đoạn từ nhà văn hóa đến cánh đồng lớn",
                unit=UnitId(500 + n),
                purse=Purse(source=Source.CENTRAL, year=2024),
                allocated_on=date(2019, 1, 1),
                debt=10**9 + n,
            )
            for n in range(works)
        ),
    )
    findings = () if rules is None else check_money(rules.rules, state, registered={})
    return MoneyShown(state=state, rules=rules, findings=findings)


def known(found: MoneyShown) -> Facts:
    return facts(MANAGER, answers={MoneyOf(DISTRICT.id): found})


def test_nothing_but_that_it_is_out_of_sight_is_said_to_others() -> None:
    assert money.needs(HERE) == Needs(shown=(MoneyOf(DISTRICT.id),))
    assert money.show(HERE, facts(MANAGER)).name == "money.out_of_sight"


def test_without_money_and_rules_that_is_said() -> None:
    screen = fits(money.show(HERE, known(shown(None))))
    assert "Chưa có số liệu về vốn." in screen.text
    assert "Chưa có quy định nào về giải ngân cho đơn vị này." in screen.text
    assert ids(screen) == ["moves", "digest", "home"]


def test_every_page_fits_and_together_they_say_every_rule() -> None:
    name, text = shipped_rules()[0]
    rules = read_money_rules(text, name=name)
    found = shown(rules, works=40)
    pages, frame = [], HERE
    while True:
        screen = fits(money.show(frame, known(found)))
        pages.append(screen.text)
        if f"page:{frame.page + 1}" not in ids(screen):
            break
        frame = replace(frame, page=frame.page + 1)
    said = "\n".join(pages)
    assert len(pages) > 1
    assert [one.title for one in rules.rules if one.title not in said] == []
    assert "• và 37 nơi nữa" in said


def test_its_options_lead_back_and_typed_words_change_nothing() -> None:
    at = known(shown(None))
    assert money.take(HERE, Chose("digest"), at).frames == (f.Digest(unit=DISTRICT.id),)
    assert money.take(HERE, Chose("page:1"), at).frames == (replace(HERE, page=1),)
    assert money.take(HERE, Chose("home"), at).home
    assert money.take(HERE, Typed(text="100"), at).frames == (HERE,)
