"""`ntm export fields`: what an office's own form of the report may name."""

from __future__ import annotations

import click

from bot.cli.options import print_json, with_json


@click.command(short_help="Các trường dùng được trong mẫu Word của cơ quan.")
@with_json
def fields(*, as_json: bool) -> None:
    """Trong mẫu, viết {{ten_truong}}, hoặc đặt tên trường làm thẻ (tag) của một ô nội dung.

    Một dòng của bảng bắt đầu bằng {{#xa}} và kết thúc bằng {{/xa}} được lặp lại cho từng mục.
    """
    from conversations.programme.form_fields import FIELDS, TABLES

    if as_json:
        print_json({"fields": FIELDS, "tables": TABLES})
        return
    for name, told in FIELDS.items():
        click.echo(f"{{{{{name}}}}}  {told}")
    for table, columns in TABLES.items():
        click.echo(f"\nDòng lặp lại {{{{#{table}}}}} … {{{{/{table}}}}}:")
        for name, told in columns.items():
            click.echo(f"  {{{{{name}}}}}  {told}")
