"""Command menus: what the phone lists when "/" is typed. One list for everybody, one for each chat after joining, one
for groups.

A chat's list is an outbox row like any message, so it is retried and survives a crash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues import group
from conversations.dialogues.commands import commands_for
from conversations.screens.commands import description

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Bot

    from conversations.engine.words import Words


async def set_default_menus(bot: Bot, words: Mapping[str, Words]) -> None:
    """What people see who have not joined: in Vietnamese, and on phones set to another of our languages in that one."""
    for language, spoken in words.items():
        commands = [(command.name, description(command.name, spoken)) for command in commands_for(None)]
        await bot.set_my_commands(commands, language_code=None if language == "vi" else language)


async def set_group_menus(bot: Bot, words: Mapping[str, Words]) -> None:
    """What is listed in groups. Managers need not be administrators of the chat, so everybody is shown the same."""
    from telegram import BotCommandScopeAllGroupChats  # noqa: PLC0415 - half a second, wanted after the start

    for language, spoken in words.items():
        commands = [(name, group.description(name, spoken)) for name in group.COMMANDS]
        await bot.set_my_commands(
            commands,
            scope=BotCommandScopeAllGroupChats(),
            language_code=None if language == "vi" else language,
        )
