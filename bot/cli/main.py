"""The command `ntm`: all its verbs, and what becomes of a failure.

What a person can repair is one sentence on stderr and exit code 2; with --json it is the one document on stdout.
Only a fault of ours shows a traceback, without tokens, and exits with 1.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping, Sequence

import click

from bot.cli.help_text import VietnameseHelp
from bot.cli.problem import show_problem, usage_problem
from bot.cli.verbs import Verbs
from conversations.programme.problem import Problem

VERBS: Mapping[str, str] = {
    "audit": "bot.cli.audit:audit",
    "backup": "bot.cli.backup:backup",
    "bench": "bot.cli.bench:bench",
    "catalogues": "bot.cli.catalogues:catalogues",
    "check": "bot.cli.check:check",
    "console": "bot.cli.console:console",
    "criteria": "bot.cli.criteria:criteria",
    "demo": "bot.cli.demo:demo",
    "digest": "bot.cli.digest:digest",
    "dossier": "bot.cli.dossier:dossier",
    "due": "bot.cli.due:due",
    "export": "bot.cli.exports:export",
    "fmt": "bot.cli.fmt:fmt",
    "form": "bot.cli.form:form",
    "import": "bot.cli.imports:import_",
    "indicator": "bot.cli.goal:goal",
    "invite": "bot.cli.invite:invite",
    "money": "bot.cli.money:money",
    "outbox": "bot.cli.outbox:outbox",
    "privacy": "bot.cli.privacy:privacy",
    "register": "bot.cli.register:register",
    "restore": "bot.cli.restore:restore",
    "rule": "bot.cli.rule:rule",
    "run": "bot.cli.run:run",
    "schedule": "bot.cli.schedule:schedule",
    "show": "bot.cli.shows:show",
    "task": "bot.cli.task:task",
    "test": "bot.cli.test:test",
    "unit": "bot.cli.unit:unit",
    "user": "bot.cli.user:user",
    "version": "bot.cli.version:version",
}
"""verb: where its command stands."""
click.Context.formatter_class = VietnameseHelp
"""Of the verbs' verbs too, which have contexts of their own."""


def show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - a callback
    if wanted:
        import bot

        click.echo(f"ntm {bot.__version__}")
        ctx.exit()


@click.group(cls=Verbs, table=VERBS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Phiên bản.")
def verbs() -> None:
    """Trợ lý báo cáo tiêu chí nông thôn mới trên điện thoại, cho cán bộ thôn và xã."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb; the exit code. Both console script and tests come in here."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    try:
        result = verbs.main(given, prog_name="ntm", standalone_mode=False)
    except Problem as problem:
        return show_problem(problem, as_json=as_json)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return 2
    except click.ClickException as refused:
        return show_problem(usage_problem(refused), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng.", err=True)
        return 130
    except BrokenPipeError:  # the reader of the output (`head`, `less`) has seen enough
        sys.stdout = None
        return 0
    except Exception:  # noqa: BLE001 - the outermost frame: what comes here is our fault and must be seen
        return show_fault(traceback.format_exc(), as_json=as_json)
    return result if isinstance(result, int) else 0


def show_fault(story: str, *, as_json: bool) -> int:
    """A traceback without tokens; the exit code."""
    from bot.logs import redact

    click.echo(redact(story), err=True)
    fault = Problem(
        code="internal",
        message="Lỗi của chương trình, không phải của anh/chị.",
        remedy="Hãy gửi đoạn chữ phía trên cho người quản trị.",
    )
    show_problem(fault, as_json=as_json)
    return 1
