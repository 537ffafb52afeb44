"""How the command line tells a problem: one sentence on stderr, or one JSON document on stdout."""

from __future__ import annotations

import json

import click

from conversations.programme.problem import Problem


def show_problem(problem: Problem, *, as_json: bool) -> int:
    """Tell it; the exit code for what a person can repair."""
    if as_json:
        document = {
            "code": problem.code,
            "where": problem.where,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        click.echo(json.dumps({"problem": document}, ensure_ascii=False, indent=2))
    else:
        click.echo(problem.sentence(), err=True)
    return 2


def usage_problem(refused: click.ClickException) -> Problem:
    """What click refuses, in Vietnamese: which option or argument, and where the help is."""
    where, remedy = "", "Xem: ntm --help."
    match refused:
        case click.NoSuchOption():
            message = f"Không có tùy chọn {refused.option_name}."
            if refused.possibilities:
                message += f" Có phải là {min(refused.possibilities)}?"
        case click.MissingParameter():
            message = f"Thiếu {name_of(refused)}."
        case click.BadParameter():
            where, message = name_of(refused), _wrong_value(refused)
        case _:
            message = f"{refused.message.rstrip('.')}."
    if isinstance(refused, click.UsageError) and refused.ctx is not None:
        remedy = f"Xem: {refused.ctx.command_path} --help."
    return Problem(code="usage", where=where, message=message, remedy=remedy)


def _wrong_value(refused: click.BadParameter) -> str:
    """What the option takes, for the kinds of values whose refusal click words in English."""
    match refused.param.type if refused.param else None:
        case click.Choice(choices=choices):
            return f"chỉ nhận {', '.join(map(str, choices))}."
        case click.IntRange(min=low, max=high) | click.FloatRange(min=low, max=high):
            ends = [f"từ {low}"] * (low is not None) + [f"đến {high}"] * (high is not None)
            return f"phải là một số {' '.join(ends)}."
        case click.types.IntParamType():
            return "phải là một số nguyên."
        case _:
            return f"{refused.message.rstrip('.')}."


def name_of(refused: click.BadParameter) -> str:
    """The option as it is typed, the argument as the help writes it."""
    if refused.param is None:
        return "một tham số"
    if isinstance(refused.param, click.Option):
        return refused.param.opts[-1]
    return refused.param.make_metavar(refused.ctx or click.Context(click.Command("ntm")))
