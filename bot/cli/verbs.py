"""A table of verbs, each loaded only when called, so that starting stays fast."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING

import click

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Verbs(click.Group):
    """Loads a verb when it is called. table: verb to where its command stands, as "module:attribute"."""

    def __init__(self, *args: Any, table: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401 - the library's
        super().__init__(*args, **settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the library's signature
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        place = self.table.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.table and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.table, n=1)
            raise Problem(
                code="unknown_verb",
                message=f"Không có lệnh “{args[0]}”.",
                remedy=(f"Có phải là {near[0]}? " if near else "") + f"Xem các lệnh: {ctx.command_path} --help.",
            )
        return super().resolve_command(ctx, args)
