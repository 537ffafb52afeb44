"""getChat and its sisters: what the bot may ask about a chat, and how it leaves one."""

from bot.simulator.telegram.arguments import Arguments
from bot.simulator.telegram.chats import Chat, Standing
from bot.simulator.telegram.files import FETCH_LIMIT
from bot.simulator.telegram.refusals import CHAT_NOT_FOUND, FILE_TOO_BIG, bad_request, migrated, removed_from
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World


def _readable(world: World, number: object) -> Chat:
    chat = world.chat(number)
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.private:
        if chat.standing is Standing.STRANGER:
            raise bad_request(CHAT_NOT_FOUND)
        return chat
    if chat.standing in (Standing.LEFT, Standing.KICKED):
        raise removed_from(chat.kind, kicked=chat.standing is Standing.KICKED)
    return chat


def get_chat(world: World, call: Arguments) -> object:
    chat = _readable(world, call["chat_id"])
    described: Json = {
        **chat.as_json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    pinned = [chat.messages[number] for number in chat.pinned if not chat.messages[number].deleted]
    if pinned:
        described["pinned_message"] = max(pinned, key=lambda message: message.id).as_json(nested=True)
    return described


def get_chat_member(world: World, call: Arguments) -> object:
    chat = _readable(world, call["chat_id"])
    number = call.number("user_id")
    if number == world.bot.id:
        return chat.member_json(world.bot, standing_status(chat.standing))
    user = world.users.get(number)
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.private:
        return chat.member_json(user, "member")
    return chat.member_json(user, chat.members.get(number, "left"))


def get_chat_administrators(world: World, call: Arguments) -> object:
    chat = _readable(world, call["chat_id"])
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    found = [
        chat.member_json(world.users[number], status)
        for number, status in chat.members.items()
        if status in ("creator", "administrator")
    ]
    if chat.standing is Standing.ADMINISTRATOR:
        found.append(chat.member_json(world.bot, "administrator"))
    return found


def get_chat_member_count(world: World, call: Arguments) -> object:
    chat = _readable(world, call["chat_id"])
    return 2 if chat.private else len(chat.members) + 1


def leave_chat(world: World, call: Arguments) -> object:
    chat = _readable(world, call["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    before = standing_status(chat.standing)
    chat.standing = Standing.LEFT
    world.push_standing(chat, world.bot, before=before, after="left")
    world.shown(world.post(chat, world.bot, {"left_chat_member": world.bot.as_json()}), kind="shown")
    return True


def standing_status(standing: Standing) -> str:
    """The status of the bot as ChatMember tells it."""
    return "left" if standing is Standing.STRANGER else standing.value


def get_file(world: World, call: Arguments) -> object:
    """Where to fetch a file from; more than 20 MB a bot cannot fetch."""
    stored = world.files.get(call.text("file_id"))
    if stored.size > FETCH_LIMIT:
        raise bad_request(FILE_TOO_BIG)
    return stored.as_json()
