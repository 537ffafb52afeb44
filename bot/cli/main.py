"""The command `ntm`: a table of verbs, each loaded only when called, so that starting stays fast."""

import click

import bot


@click.group()
@click.version_option(bot.__version__, prog_name="ntm")
def main() -> None:
    """Chatbot."""
