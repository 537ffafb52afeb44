"""`ntm check`: lint, types, import rules, catalogues, wheel. One line a step; a failing one shows its findings."""

from __future__ import annotations

import sys

import click

from bot.cli.options import print_json, with_json


@click.command(short_help="Kiểm tra mã nguồn: quy tắc viết, kiểu, lời dịch, gói cài đặt.")
@click.argument("only", nargs=-1, metavar="[BƯỚC]…")
@with_json
def check(*, only: tuple[str, ...], as_json: bool) -> None:
    """Chạy mọi bước kiểm tra, hoặc chỉ các BƯỚC được nêu tên."""
    from bot.checks.house import find_house
    from bot.checks.steps import STEPS, run_steps
    from conversations.programme.problem import Problem

    names = [step.name for step in STEPS]
    unknown = [name for name in only if name not in names]
    if unknown:
        raise Problem(
            code="unknown_step", message=f"Không có bước “{unknown[0]}”.", remedy=f"Các bước: {', '.join(names)}."
        )
    house = find_house()
    outcomes = []
    for outcome in run_steps([step for step in STEPS if not only or step.name in only], house):
        outcomes.append(outcome)
        verdict = "KHÔNG" if outcome.findings else "đạt"
        click.echo(f"{verdict:<6}{outcome.name:<12}{outcome.seconds:5.1f} s", err=as_json)
        for finding in outcome.findings:
            click.echo(f"      {finding}", err=as_json)
    passed = not any(outcome.findings for outcome in outcomes)
    if as_json:
        steps = [
            {"name": o.name, "passed": not o.findings, "seconds": round(o.seconds, 3), "findings": list(o.findings)}
            for o in outcomes
        ]
        print_json({"passed": passed, "steps": steps})
    if not passed:
        sys.exit(1)
