"""What the bot tells about itself: command menus by scope and language, menu buttons, names and descriptions."""

import re
from typing import Final

from bot.simulator.telegram.arguments import Arguments
from bot.simulator.telegram.chats import Chat, User
from bot.simulator.telegram.refusals import bad_request
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World

_COMMAND: Final = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2})?")
COMMANDS: Final = 100
DEFAULT: Final = "default"


def get_me(world: World, _call: Arguments) -> object:
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Arguments) -> object:
    commands = call.items("commands") or []
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept: list[Json] = []
    for one in commands:
        if not isinstance(one, dict) or not _COMMAND.fullmatch(str(one.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        description = str(one.get("description", "")).strip()
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")  # unverified wording
        kept.append({"command": one["command"].removeprefix("/"), "description": description})
    key = (_scope(world, call), _language(call))
    world.profile.commands[key] = kept
    _told(world, call)
    return True


def get_my_commands(world: World, call: Arguments) -> object:
    return world.profile.commands.get((_scope(world, call), _language(call)), [])


def delete_my_commands(world: World, call: Arguments) -> object:
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    _told(world, call)
    return True


def _told(world: World, call: Arguments) -> None:
    scope = call.structure("scope") or {}
    chat = scope.get("chat_id")
    world.watch.changed(chat if isinstance(chat, int) else None)


def _language(call: Arguments) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")  # unverified wording
    return language


def _scope(world: World, call: Arguments) -> str:
    scope = call.structure("scope") or {"type": DEFAULT}
    kind = str(scope.get("type"))
    match kind:
        case "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators":
            return kind
        case "chat" | "chat_administrators":
            return f"{kind} {_scope_chat(world, scope).id}"
        case "chat_member":
            return f"{kind} {_scope_chat(world, scope).id} {scope.get('user_id')}"
        case _:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _scope_chat(world: World, scope: Json) -> Chat:
    number = scope.get("chat_id")
    return world.chat(int(number) if isinstance(number, str) and number.lstrip("-").isdigit() else number)


def commands_shown(world: World, chat: Chat, user: User) -> list[Json]:
    """The command menu this person sees in this chat: the narrowest scope that is set, the own language first."""
    if chat.private:
        scopes = [f"chat {chat.id}", "all_private_chats", DEFAULT]
    else:
        administrator = chat.members.get(user.id) in ("creator", "administrator")
        scopes = [f"chat_member {chat.id} {user.id}"]
        if administrator:
            scopes.append(f"chat_administrators {chat.id}")
        scopes.append(f"chat {chat.id}")
        if administrator:
            scopes.append("all_chat_administrators")
        scopes += ["all_group_chats", DEFAULT]
    for scope in scopes:
        for language in (user.language or "", ""):
            found = world.profile.commands.get((scope, language))
            if found:
                return found
    return []


def set_chat_menu_button(world: World, call: Arguments) -> object:
    button = call.structure("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    world.profile.menu_buttons[call.number("chat_id")] = button
    return True


def get_chat_menu_button(world: World, call: Arguments) -> object:
    buttons = world.profile.menu_buttons
    return buttons.get(call.number("chat_id")) or buttons.get(0) or {"type": "commands"}


def _limited(call: Arguments, name: str, limit: int) -> str:
    text = call.text(name)
    if len(text) > limit:
        raise bad_request(f"{name.upper()}_TOO_LONG")  # unverified wording
    return text


def set_my_description(world: World, call: Arguments) -> object:
    world.profile.descriptions[_language(call)] = _limited(call, "description", 512)
    return True


def get_my_description(world: World, call: Arguments) -> object:
    return {"description": _in_language(world.profile.descriptions, call)}


def set_my_short_description(world: World, call: Arguments) -> object:
    world.profile.short_descriptions[_language(call)] = _limited(call, "short_description", 120)
    return True


def get_my_short_description(world: World, call: Arguments) -> object:
    return {"short_description": _in_language(world.profile.short_descriptions, call)}


def set_my_name(world: World, call: Arguments) -> object:
    world.profile.names[_language(call)] = _limited(call, "name", 64)
    return True


def get_my_name(world: World, call: Arguments) -> object:
    return {"name": _in_language(world.profile.names, call) or world.bot.first_name}


def _in_language(texts: dict[str, str], call: Arguments) -> str:
    return texts.get(_language(call)) or texts.get("") or ""
