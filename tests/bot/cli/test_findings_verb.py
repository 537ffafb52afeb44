"""`ntm show findings`: each rule with its source, and whom it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.cli.test_programme_verbs import DISTRICT, same_as

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]


def test_the_findings_name_rule_source_commune_and_figures(imported: Ntm, same_as: Golden) -> None:
    imported.at("2023-06-05T09:00+07:00")
    said = imported("show", "findings", "--unit", DISTRICT)
    assert (said.code, said.err) == (0, "")
    same_as("show_findings.txt", said.out)


def test_the_findings_as_json_carry_their_counts(imported: Ntm) -> None:
    imported.at("2023-06-05T09:00+07:00")
    document = imported("show", "findings", "--unit", DISTRICT, "--json").document
    assert list(document) == [
        "unit",
        "as_of",
        "criteria_set",
        "rules",
        "recognised",
        "compared_with_last_year",
        "findings",
        "missing",
    ]
    (revocation,) = document["rules"]["revocation"]
    assert (revocation["percent"], revocation["percent_with_critical"]) == (50.0, 30.0)
    assert revocation["critical"] == ["10", "17", "19"]
    assert (document["recognised"], document["compared_with_last_year"]) == (1, True)
    counts = [one["rule"] for one in document["findings"]]
    assert {rule: counts.count(rule) for rule in counts} == {"floor": 14, "yearly_gain": 16}
    assert document["findings"][0] == {
        "rule": "floor",
        "unit": "Đại Sơn",
        "source": document["rules"]["floor"]["source"],
        "criteria": 19,
        "assessed_by": "self",
        "assessed_by_offices": 0,
        "met": 14,
        "floor": 15,
        "year": 2025,
    }


def test_after_the_set_has_ended_no_rule_of_it_holds(imported: Ntm) -> None:
    imported.at("2026-11-21T09:00+07:00")
    lines = imported("show", "findings", "--unit", "xã Phúc Sen").out.splitlines()
    assert lines[2:] == ["Không có quy định nào của bộ này còn hiệu lực vào ngày này."]
    assert imported("show", "findings", "--unit", DISTRICT, "--as-of", "31/4/2023").code == 2
