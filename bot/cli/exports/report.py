"""`ntm export report`: the official report as a Word file or a PDF, or as JSON for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import written
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_settings
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Paper
    from storage.database import Database

KINDS = ("docx", "pdf", "json")


@click.command(short_help="Báo cáo Word, PDF theo Nghị định 30/2020; JSON cho máy đọc.")
@click.option("--unit", required=True, metavar="TÊN", help="Xã, huyện hoặc tỉnh báo cáo.")
@click.option(
    "--period", default="", metavar="KỲ", help="Ví dụ 2023-H1; báo cáo tháng: 2024-05; bỏ trống là kỳ đang phải nộp."
)
@click.option("--template", type=click.Path(path_type=Path), metavar="MẪU", help="Điền vào mẫu Word này của cơ quan.")
@click.option("--own-form", is_flag=True, help="Điền vào mẫu đã nạp của đơn vị hoặc cấp trên (ntm form put).")
@with_file(KINDS)
@with_json
@with_settings
@with_as_of
def report(
    settings: Settings,
    at: AsOf,
    *,
    unit: str,
    period: str,
    template: Path | None,
    own_form: bool,
    kind: str,
    out: Path,
    as_json: bool,
) -> None:
    """Báo cáo kỳ: kết quả, thay đổi, lộ trình, khó khăn, đề xuất, phụ lục. Số, ngày, chữ ký để trống."""
    import orjson

    from bot.cli.database import in_database
    from bot.documents.fill_form import fill_form, read_form
    from bot.documents.paper_document import paper_document
    from bot.documents.print_paper import PaperPrint
    from bot.documents.write_word import word
    from conversations.screens.form_values import values_of
    from handlers.office_forms import named_form
    from handlers.official_report import official_report
    from storage.criteria import CriteriaSets

    _check(template, kind, own_form=own_form)
    form = None if template is None else read_form(template)

    async def work(database: Database) -> tuple[Paper, OfficialReport, bytes | None]:
        paper, found = await official_report(
            database, CriteriaSets(), unit=unit, as_of=at.day, period=period, known_at=at.known
        )
        if not own_form:
            return paper, found, form
        named = found.unit.title
        own = await named_form(database, unit=named, rule=found.period.rule, known=at.known, now=at.clock.now())
        return paper, found, own.content

    paper, found, form = in_database(settings, at.clock, work)
    told = {"unit": found.unit.title, "period": found.period.key, "as_of": at.day.isoformat()}
    if form is not None:
        content = fill_form(form, values_of(paper, found), name=template.name if template else "mau.docx")
    elif kind == "json":
        content = orjson.dumps({**told, **paper_document(paper)}, option=orjson.OPT_INDENT_2)
    else:
        content = PaperPrint().pdf(paper) if kind == "pdf" else word(paper)
    written(out, content)
    if as_json:
        print_json({"file": str(out), "kind": kind, **told})
    else:
        click.echo(f"Đã ghi {found.period.title.lower()} của {found.unit.title} vào {out}.")


def _check(template: Path | None, kind: str, *, own_form: bool) -> None:
    if template is not None and own_form:
        raise Problem(
            code="two_forms",
            where="--template",
            message="Chỉ chọn một mẫu.",
            remedy="Hãy bỏ --template hoặc --own-form.",
        )
    if kind != "docx" and (template is not None or own_form):
        raise Problem(
            code="form_is_word",
            where="--format",
            message="Mẫu của cơ quan là tệp Word, báo cáo theo mẫu cũng vậy.",
            remedy="Hãy bỏ --format, hoặc bỏ --template và --own-form.",
        )
