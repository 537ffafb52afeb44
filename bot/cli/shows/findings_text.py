"""What `ntm show findings` says: each rule with its source, and whom it finds with which figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, assert_never

from conversations.programme.rule_checks import NoGain, Revocable, UnderFloor, assessor_of
from conversations.programme.stated import rounded, vietnamese
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conversations.programme.criteria import Criterion
    from conversations.programme.rule_checks import Finding, Findings, Revocation
    from conversations.programme.status import Status


def as_document(findings: Findings) -> dict[str, Any]:
    """The JSON. Shares in percent to four decimals, beside the counts that they are computed from."""
    status = findings.status
    return {
        "unit": status.unit.title,
        "as_of": status.as_of.isoformat(),
        "criteria_set": status.form.id if status.form else None,
        "rules": {
            "revocation": [
                {
                    "percent": float(rule.share * 100),
                    "percent_with_critical": float(rule.share_with_critical * 100),
                    "critical": list(rule.critical),
                    "source": rule.source,
                }
                for rule in findings.revocations
            ],
            "floor": None
            if findings.floor is None
            else {
                "criteria": findings.floor.criteria,
                "year": findings.floor.year,
                "source": findings.floor.source,
            },
            "yearly_gain": [{"at_least": rule.at_least, "source": rule.source} for rule in findings.gains],
        },
        "recognised": findings.recognised,
        "compared_with_last_year": findings.compared,
        "findings": [_finding(one) for one in findings.found],
        "missing": [
            {"what": one.what, "quote": one.quote, "source": one.source, "units": [unit.name for unit in one.units]}
            for one in findings.missing
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    said: dict[str, Any] = {
        "unit": finding.unit.name,
        "source": finding.rule.source,
        "criteria": finding.of,
        "assessed_by": assessor_of(finding).value,
        "assessed_by_offices": finding.by_offices,
    }
    match finding:
        case Revocable():
            share = Fraction(len(finding.failing), finding.of)
            return {
                "rule": "revocation",
                **said,
                "failing": [one.code for one in finding.failing],
                "critical": [one.code for one in finding.critical],
                "percent": float(rounded(share * 100, 4)),
                "outright": finding.outright,
            }
        case UnderFloor():
            return {
                "rule": "floor",
                **said,
                "met": finding.met,
                "floor": finding.rule.criteria,
                "year": finding.rule.year,
            }
        case NoGain():
            return {
                "rule": "yearly_gain",
                **said,
                "year": finding.year,
                "met_before": finding.before,
                "met": finding.met,
                "gained": finding.gained,
            }
        case _:
            assert_never(finding)


def in_words(findings: Findings) -> str:
    """For a person."""
    return "\n".join(_lines(findings))


def _lines(findings: Findings) -> Iterator[str]:
    status = findings.status
    yield f"Đối chiếu với quy định, {status.unit.title}, đến ngày {show_date(status.as_of)}"
    if status.form is None:
        yield "Chưa có bộ tiêu chí nào có hiệu lực vào ngày này."
        return
    yield status.form.title
    if not findings.revocations and findings.floor is None and not findings.gains:
        yield "Không có quy định nào của bộ này còn hiệu lực vào ngày này."
        return
    for rule in findings.revocations:
        yield ""
        yield _revocation(rule, status.form.criteria)
        yield f"Nguồn: {rule.source}."
        named = [_revocable(one) for one in findings.found if isinstance(one, Revocable) and one.rule is rule]
        yield from named or [_nobody_revocable(findings)]
    if findings.floor is not None:
        floor = findings.floor
        yield ""
        yield f"Mức sàn: đến hết năm {floor.year} không còn xã dưới {floor.criteria} tiêu chí."
        yield f"Nguồn: {floor.source}."
        low = [one for one in findings.found if isinstance(one, UnderFloor)]
        yield from [f"- {one.unit.name}: {one.met}/{one.of} tiêu chí ({_basis(one)})" for one in low] or [
            _nobody_under(status)
        ]
    for lack in findings.missing:
        yield ""
        yield f"Xã dưới mức sàn phải có “{lack.what}”: “{lack.quote}”."
        yield f"Nguồn: {lack.source}."
        yield from (f"- {unit.name}: chưa ghi vào sổ" for unit in lack.units)
    for gain in findings.gains:
        yield ""
        year = status.as_of.year
        yield f"Mỗi năm tăng thêm từ {gain.at_least} tiêu chí, với xã chưa đạt đủ."
        yield f"Nguồn: {gain.source}."
        still = [one for one in findings.found if isinstance(one, NoGain) and one.rule is gain]
        if not findings.compared:
            yield f"Chưa so sánh được: chưa biết hiện trạng cuối năm {year - 1}."
        else:
            yield from [_no_gain(one) for one in still] or [f"Không có xã nào chưa tăng trong năm {year}."]


def _revocation(rule: Revocation, criteria: Iterable[Criterion]) -> str:
    critical = "; ".join(f"{one.code} {one.label}" for one in criteria if one.code in rule.critical)
    return (
        f"Thu hồi công nhận: xem xét khi từ {_percent(rule.share)} số tiêu chí chưa đạt, hoặc từ "
        f"{_percent(rule.share_with_critical)} đến dưới {_percent(rule.share)} mà có một trong các tiêu chí {critical}."
    )


def _revocable(one: Revocable) -> str:
    share = _percent(Fraction(len(one.failing), one.of))
    codes = ", ".join(criterion.code for criterion in one.failing)
    critical = "; ".join(f"{criterion.code} {criterion.label}" for criterion in one.critical)
    among = f", có {critical}" if critical else ""
    return f"- {one.unit.name}: chưa đạt {len(one.failing)}/{one.of} tiêu chí ({share}): {codes}{among} ({_basis(one)})"


def _nobody_revocable(findings: Findings) -> str:
    if not findings.recognised:
        return "Chưa có xã nào được ghi là đã công nhận."
    return f"Không có xã nào thuộc diện này, trong {findings.recognised} xã được ghi là đã công nhận."


def _nobody_under(status: Status) -> str:
    """A commune of which nothing is known is not said to have reached the floor."""
    unknown = sum(not one.known for one in status.communes)
    if not unknown:
        return "Không có xã nào dưới mức này."
    if unknown == len(status.communes):
        return "Chưa có số liệu tiêu chí của xã nào."
    return f"Chưa thấy xã nào dưới mức này; {unknown} xã chưa có số liệu."


def _no_gain(one: NoGain) -> str:
    change = f"tăng {one.gained}" if one.gained >= 0 else f"giảm {-one.gained}"
    figures = f"cuối năm {one.year - 1}: {one.before}, nay {one.met}; {_basis(one)}"
    return f"- {one.unit.name}: năm {one.year} {change} ({figures})"


def _basis(one: Finding) -> str:
    if not one.by_offices:
        return "xã tự đánh giá"
    if one.by_offices == one.counted:
        return "phòng đánh giá"
    return f"{one.by_offices} do phòng đánh giá, còn lại xã tự đánh giá"


def _percent(share: Fraction) -> str:
    return vietnamese(rounded(share * 100, 1)).removesuffix(",0") + "%"
