"""`ntm dossier`: a dossier of recognition is opened for a commune or a village by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.open_dossier import OpenedByName

STANDARDS = {"ntm": "ntm", "nang-cao": "nang_cao", "kieu-mau": "kieu_mau", "hien-dai": "hien_dai"}
KINDS = {"cong-nhan": "recognition", "duy-tri": "keeping"}


@click.group(short_help="Hồ sơ đề nghị công nhận: mở theo tên.")
def dossier() -> None:
    """Hồ sơ của xã, thôn ngoài lộ trình; xem: ntm show dossiers."""


@dossier.command("open", short_help="Mở hồ sơ cho một xã, một thôn; đổi hạn, mở đợt mới.")
@click.argument("name", metavar="TÊN")
@click.option("--standard", type=click.Choice(list(STANDARDS)), required=True, help="Chuẩn đề nghị.")
@click.option(
    "--kind", type=click.Choice(list(KINDS)), default="cong-nhan", help="Đề nghị công nhận, hay xét việc duy trì."
)
@click.option("--year", type=int, required=True, metavar="NĂM", help="Năm xét.")
@click.option("--hand-in", metavar="NGÀY", help="Ngày cuối để đơn vị nộp (thôn: xã nộp).")
@click.option("--decide", metavar="NGÀY", help="Ngày cuối để cấp trên trình lên hoặc quyết định.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem thử, không ghi gì.")
@with_json
@with_settings
def open_(
    settings: Settings,
    *,
    name: str,
    standard: str,
    kind: str,
    year: int,
    hand_in: str | None,
    decide: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Hồ sơ đang làm thì đổi năm, hạn; không đạt, bị thu hồi, đã duy trì thì mở đợt mới. Ghi lại không đổi gì."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from conversations.programme.dossier import DossierDates, DossierKind
    from conversations.programme.dossier_plan import DossierPlan
    from conversations.programme.plan_targets import Standard
    from handlers.open_dossier import open_by_name

    clock = Clock(settings.clock)
    plan = DossierPlan(
        standard=Standard(STANDARDS[standard]),
        kind=DossierKind(KINDS[kind]),
        dates=DossierDates(
            year=year,
            first_by=None if hand_in is None else read_day(hand_in, option="--hand-in"),
            second_by=None if decide is None else read_day(decide, option="--decide"),
        ),
    )

    done = in_database(
        settings, clock, lambda database: open_by_name(database, name, plan, now=clock.now(), dry_run=dry_run)
    )
    if as_json:
        print_json(
            {
                "unit": done.line[0].title,
                "of": done.line[1].title,
                "number": done.put.number,
                "outcome": done.put.outcome.value,
                "changed": done.put.text,
                "dry_run": dry_run,
            }
        )
    else:
        click.echo(_in_words(done, dry_run=dry_run))


def _in_words(done: OpenedByName, *, dry_run: bool) -> str:
    from conversations.engine.words import SOURCE
    from conversations.programme.dossier import above_of
    from conversations.screens.dossier_notices import named_words
    from conversations.screens.dossier_words import kind_words, two_days_words

    plan = done.plan
    superior, recogniser = above_of(done.line)
    said = (
        f"{done.line[0].title}, {done.line[1].title}: "
        f"{kind_words(plan.standard, plan.kind, plan.dates.year, SOURCE)}. "
        + two_days_words(
            plan.dates,
            hands_in=done.hands_in,
            above=superior,
            direct=superior is not None and recogniser is not None and superior.id == recogniser.id,
            words=SOURCE,
        )
    )
    first = "Xem thử, chưa ghi gì." if dry_run else named_words(done.put.outcome, done.put.number, SOURCE)
    return f"{first} {said}" + (f" ({done.put.text})" if done.put.text else "")
