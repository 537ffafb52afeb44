import pytest

from locales.extraction import collect
from locales.po import Entry, read_po
from locales.upkeep import findings, header_of, update


def messages_of(*lines: str) -> dict[tuple[str, str], Entry]:
    found = collect([("screens/menu.py", "\n".join(lines))])
    assert found.problems == ()
    return found.messages


def entry(message: str, form: str, *, context: str = "menu") -> Entry:
    return Entry(context=context, message=message, forms=(form,))


def test_messages_are_found_with_their_notes_and_places() -> None:
    found = collect(
        [
            ("a.py", '# Translators: a button\nwords.say("menu", "Báo" " cáo")\n"xã".count("x")\nlog.say("x")'),
            ("b.py", 'w.say("menu", "Báo cáo")\nw.count("menu", "{n} xã", "{n} xã.", len(communes))'),
            ("c.py", 'facts.words.say("menu", "Đạt" if met else "Chưa đạt {why}", why=1)'),
        ]
    )
    assert found.problems == ()
    assert sorted(found.messages.values(), key=lambda known: known.message) == [
        Entry(context="menu", message="Báo cáo", notes=("a button",), places=("a.py", "b.py")),
        Entry(context="menu", message="Chưa đạt {why}", places=("c.py",)),
        Entry(context="menu", message="{n} xã", plural="{n} xã.", places=("b.py",)),
        Entry(context="menu", message="Đạt", places=("c.py",)),
    ]


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ('words.say("menu", text)', "a.py:1: context and message must be literals"),
        ('words.say("menu", f"Câu {n}")', "a.py:1: context and message must be literals"),
        ('words.say("menu", "Câu {n}", m=1)', "a.py:1: no value is given for n: Câu {n}"),
        ('words.say("menu", "Câu {n", n=1)', "a.py:1: placeholders must be names in braces: Câu {n"),
        ('words.say("menu", "Câu {}", n=1)', "a.py:1: placeholders must be names in braces: Câu {}"),
        ('words.count("menu", "{n} xã", "{n} xã ở {unit}", 2)', "a.py:1: no value is given for unit: {n} xã ở {unit}"),
        (
            'words.count("menu", "xã", "xã", 2); words.say("menu", "xã")',
            "a.py:1: the same message stands with another plural in a.py: xã",
        ),
    ],
)
def test_what_nobody_could_translate_or_fill_is_told(call: str, problem: str) -> None:
    assert collect([("a.py", call)]).problems == (problem,)


def test_values_given_as_a_whole_are_trusted() -> None:
    assert collect([("a.py", 'words.say("menu", "Câu {n}", **values)')]).problems == ()


CODE = messages_of('w.say("menu", "Báo cáo {period}", period=1)', 'w.count("menu", "{n} xã", "{n} xã", 2)')
GOOD = [
    entry("Báo cáo {period}", "Report {period:>3}"),
    Entry(context="menu", message="{n} xã", plural="{n} xã", forms=("one commune", "{n} communes")),
]


def test_a_complete_catalogue_gives_no_findings() -> None:
    assert list(findings(CODE, GOOD, "en")) == []


@pytest.mark.parametrize(
    ("entries", "finding"),
    [
        (GOOD[1:], "en.po: [menu] Báo cáo {period}: missing"),
        ([entry("Báo cáo {period}", ""), GOOD[1]], "en.po: [menu] Báo cáo {period}: no translation"),
        (
            [entry("Báo cáo {period}", "Report {perod}"), GOOD[1]],
            "en.po: [menu] Báo cáo {period}: placeholders differ in: Report {perod}",
        ),
        (
            [entry("Báo cáo {period}", "Report"), GOOD[1]],
            "en.po: [menu] Báo cáo {period}: placeholders differ in: Report",
        ),
        (
            [entry("Báo cáo {period}", "Report {period"), GOOD[1]],
            "en.po: [menu] Báo cáo {period}: braces do not fit together in: Report {period",
        ),
        ([*GOOD, entry("Bỏ", "Gone")], "en.po: [menu] Bỏ: no longer in the code"),
        ([*GOOD, GOOD[0]], "en.po: [menu] Báo cáo {period}: stands twice"),
        (
            [GOOD[0], Entry(context="menu", message="{n} xã", plural="{n} xã", forms=("{n} communes",))],
            "en.po: [menu] {n} xã: other plural forms than the code and the language ask for",
        ),
        (
            [Entry(context="menu", message="Báo cáo {period}", forms=("Report {period}",), fuzzy=True), GOOD[1]],
            "en.po: [menu] Báo cáo {period}: marked fuzzy; look at the text and take the mark away",
        ),
    ],
)
def test_each_flaw_of_a_catalogue_is_one_finding(entries: list[Entry], finding: str) -> None:
    assert list(findings(CODE, entries, "en")) == [finding]


def test_the_source_language_may_be_empty_but_not_wrong() -> None:
    assert list(findings(CODE, [], "vi")) == []
    assert list(findings(CODE, [entry("Bỏ", "Bỏ đi")], "vi")) == ["vi.po: [menu] Bỏ: no longer in the code"]


def after(old: list[Entry], language: str = "en") -> list[Entry]:
    header, *entries = read_po(update(CODE, old, language), "x.po")
    assert header.forms == (header_of(language),)
    return [Entry(context=e.context, message=e.message, plural=e.plural, forms=e.forms, fuzzy=e.fuzzy) for e in entries]


def test_an_update_keeps_translations_drops_what_is_gone_and_offers_what_is_new() -> None:
    assert after([entry("Báo cáo {period}", "Report {period}"), entry("Bỏ", "Gone")]) == [
        entry("Báo cáo {period}", "Report {period}"),
        Entry(context="menu", message="{n} xã", plural="{n} xã", forms=("", "")),
    ]


def test_a_reworded_message_keeps_its_translation_to_be_looked_at() -> None:
    assert after([entry("Báo cáo kỳ {period}", "Report {period}")])[0] == Entry(
        context="menu", message="Báo cáo {period}", forms=("Report {period}",), fuzzy=True
    )


def test_the_source_language_holds_only_what_differs_from_the_code() -> None:
    assert after([entry("Báo cáo {period}", "Báo cáo kỳ {period}")], "vi") == [
        entry("Báo cáo {period}", "Báo cáo kỳ {period}")
    ]


def test_an_update_of_an_updated_catalogue_changes_nothing() -> None:
    once = update(CODE, GOOD, "en")
    assert update(CODE, tuple(read_po(once, "en.po")), "en") == once
