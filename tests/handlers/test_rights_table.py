"""All roles × all actions and all reads × own and other units × the states of a report, by equality over the table.

`golden/rights.md` says what comes of everything that everybody tries; who is not named in a line is refused with the
one sentence that leaks nothing ("not_yours"), or sees nothing. `pytest --rewrite-transcripts` writes it anew: then read
it beside the roles, line by line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from conversations.engine.asks import AnyAsk
from conversations.engine.effects import Effect
from tests.handlers.rights_cast import NAMES, everybody
from tests.handlers.rights_reads import READS, needs_named, needs_of
from tests.handlers.rights_tries import TRIES
from tests.handlers.rights_try import NOTHING
from tests.handlers.rights_world import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from storage.database import Database
    from tests.handlers.rights_reads import Read
    from tests.handlers.rights_try import Try
    from tests.handlers.rights_world import Everybody

GOLDEN = Path(__file__).parent / "golden" / "rights.md"
REFUSED = "not_yours"
MISSING = "no such thing"
TOLD = {
    "EndRole of the district's admin": frozenset({"not_oneself"}),
    "ResumePerson": frozenset({"elsewhere_too"}),
    "Consent without an invitation": frozenset({"invitation_unknown"}),
    "UseInvitation that is none": frozenset({"invitation_unknown"}),
    "UnlinkChannel of the officer": frozenset({"only_channel"}),
    "ActOnDossier recognise": frozenset({"dossier_moved"}),
    "ActOnDossier resume": frozenset({"dossier_moved"}),
}
"""What those learn who can never do it: of themselves, of people they administer, of a code that they typed; of a
dossier that is theirs, that it is about keeping a standard, or was not refused.
"""
Outcomes = dict[str, dict[str, dict[str, str]]]
"""By row, by state, by who tries."""

HEAD = """# Who may do and see what

Written by `tests/handlers/test_rights_table.py`; what is tried, and by whom, stands beside it. Everybody not named in a
line is refused with the one sentence that leaks nothing, or sees nothing.

The report is that of xã Phúc Sen, huyện Quảng Hòa; its item 1.1 is judged by the district's Phòng Kinh tế và Hạ tầng.
`village`, `officer`, `post` (a colleague by post), `leader`, `office`, `manager`, `observer`, `admin` hold their role
there: at a village of it, the commune, that office, the district. `, other`: the same at a neighbour; `, above`: at the
province; `, below`: at the commune; `office, away`: an office of another district. `ended yesterday` held all of the
former until yesterday, `suspended` holds them and is suspended, `stranger` never joined.
"""


@pytest.fixture
async def table(sqlite_database: Database) -> tuple[Everybody, Outcomes]:
    found = await everybody(sqlite_database)
    outcomes: Outcomes = {}
    async for state in found.states():
        for rows in TRIES.values():
            for row in rows:
                if state in row.states:
                    await _try(found, row, state, outcomes)
        for reads in READS.values():
            for read in reads:
                if state in read.states:
                    await _read(found, read, state, outcomes)
    return found, outcomes


async def _try(found: Everybody, row: Try, state: str, outcomes: Outcomes) -> None:
    tried = outcomes.setdefault(row.name, {})
    tried[state] = {name: await found.tries(name, row.make(found)) for name in NAMES}
    if row.missing is not None and MISSING not in tried:
        tried[MISSING] = {name: await found.tries(name, row.missing(found)) for name in NAMES}


async def _read(found: Everybody, row: Read, state: str, outcomes: Outcomes) -> None:
    tried = outcomes.setdefault(row.name, {})
    tried[state] = {name: await found.reads(name, row.needs(found), row.seen) for name in NAMES}
    if row.missing is not None and MISSING not in tried:
        tried[MISSING] = {name: await found.reads(name, row.missing(found), row.seen) for name in NAMES}


async def test_everybody_may_do_and_see_what_the_table_says_and_nothing_else(
    table: tuple[Everybody, Outcomes], request: pytest.FixtureRequest
) -> None:
    found, outcomes = table
    text = written(outcomes)
    if request.config.getoption("--rewrite-transcripts"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert len(found.sentences[REFUSED]) == 1, "a refusal says the same, whatever it refuses"
    _nothing_leaks(outcomes)
    _rows_are_complete(found)


def _nothing_leaks(outcomes: Outcomes) -> None:
    """Whoever can never do a thing learns nothing of how it stands; what does not exist is refused like another's."""
    leaks = []
    for row in (row for rows in TRIES.values() for row in rows):
        tried = outcomes[row.name]
        for name in NAMES:
            codes = {tried[state][name] for state in tried}
            told = codes - {REFUSED, NOTHING} - TOLD.get(row.name, frozenset())
            if "done" not in codes and told:
                leaks.append((row.name, name, told))
        if MISSING in tried and set(tried[MISSING].values()) != {REFUSED}:
            leaks.append((row.name, MISSING, set(tried[MISSING].values())))
    assert leaks == []


def _kinds(union: object) -> Iterator[type]:
    """All classes of a union, whatever it is put together from."""
    parts = get_args(union)
    if not parts:
        assert isinstance(union, type)
        yield union
    for part in parts:
        yield from _kinds(part)


def _rows_are_complete(found: Everybody) -> None:
    tried = {type(row.make(found)) for rows in TRIES.values() for row in rows}
    assert set(_kinds(Effect)) - tried == set(), "an effect without a row in rights_tries.py"
    read = [row.needs(found) for rows in READS.values() for row in rows]
    assert set(_kinds(AnyAsk)) - {type(ask) for needs in read for ask in needs.asks} == set(), "an ask without a row"
    assert needs_named() - {name for needs in read for name in needs_of(needs)} == set(), "a need without a row"


def written(outcomes: Outcomes) -> str:
    """The table: states with the same outcome stand in one line."""
    parts = [HEAD]
    for section, rows in TRIES.items():
        parts += [f"\n## {section}\n", *(_row(row.name, outcomes[row.name], REFUSED) for row in rows)]
    for section, reads in READS.items():
        parts += [f"\n## {section}\n", *(_row(row.name, outcomes[row.name], NOTHING) for row in reads)]
    return "\n".join(parts)


def _row(name: str, by_state: Mapping[str, Mapping[str, str]], default: str) -> str:
    lines: dict[str, list[str]] = {}
    for state in (*STATES, MISSING):
        if state in by_state:
            lines.setdefault(_line(by_state[state], default), []).append(state)
    return "\n".join((f"### {name}", "", *(f"- {'; '.join(states)}: {line}" for line, states in lines.items()), ""))


def _line(tried: Mapping[str, str], default: str) -> str:
    who: dict[str, list[str]] = {}
    for name, outcome in tried.items():
        if outcome != default:
            who.setdefault(outcome, []).append(name)
    return " · ".join(f"**{outcome}** {_people(names)}" for outcome, names in sorted(who.items())) or "nobody"


def _people(names: list[str]) -> str:
    missing = [name for name in NAMES if name not in names]
    if len(missing) < len(names) // 4:
        return "everybody" + "".join(f", not ({name})" for name in missing)
    return " ".join(f"({name})" if "," in name or " " in name else name for name in names)
