"""`ntm catalogues`: brings the message catalogues in step with the code. A chore of developers, so it is not listed."""

from __future__ import annotations

import click


@click.command(hidden=True)
def catalogues() -> None:
    """Cập nhật locales/*.po theo mã nguồn; giữ mọi bản dịch đã có."""
    from bot.checks.house import find_house
    from conversations.programme.problem import Problem
    from locales.catalogue import LANGUAGES
    from locales.extraction import find_messages
    from locales.po import BrokenCatalogue, read_po, translated
    from locales.upkeep import update

    house = find_house()
    found = find_messages(house)
    for language in LANGUAGES:
        file = house / "locales" / f"{language}.po"
        try:
            known = tuple(read_po(file.read_text(encoding="utf-8"), file.name)) if file.exists() else ()
            text = update(found.messages, known, language)
            after = [entry for entry in read_po(text, file.name) if entry.message]
        except BrokenCatalogue as broken:
            raise Problem(
                code="broken_catalogue", message=f"{broken}.", remedy="Hãy sửa dòng này rồi gọi lại."
            ) from None
        file.write_text(text, encoding="utf-8")
        open_ones = sum(not translated(entry) or entry.fuzzy for entry in after)
        click.echo(f"{file.name}: {len(after)} lời, {open_ones} lời chưa dịch xong", err=True)
    for problem in found.problems:
        click.echo(problem, err=True)
