"""The methods the emulator carries out: one function each, with the type of what comes back.

getUpdates waits and the webhook methods touch the network, so these are carried out by polling.py and webhook.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.simulator.telegram import changing, membership, profile, sending
from bot.simulator.telegram.arguments import Arguments
from bot.simulator.telegram.world import World


@dataclass(frozen=True, slots=True)
class Method:
    carry_out: Callable[[World, Arguments], object]
    returns: str


METHODS: Final[Mapping[str, Method]] = {
    "getMe": Method(profile.get_me, "User"),
    "sendMessage": Method(sending.send_message, "Message"),
    "sendPhoto": Method(sending.send_photo, "Message"),
    "sendDocument": Method(sending.send_document, "Message"),
    "sendLocation": Method(sending.send_location, "Message"),
    "sendMediaGroup": Method(sending.send_media_group, "Array of Message"),
    "sendChatAction": Method(sending.send_chat_action, "True"),
    "editMessageText": Method(changing.edit_message_text, "Message"),
    "editMessageCaption": Method(changing.edit_message_caption, "Message"),
    "editMessageReplyMarkup": Method(changing.edit_message_reply_markup, "Message"),
    "deleteMessage": Method(changing.delete_message, "True"),
    "deleteMessages": Method(changing.delete_messages, "True"),
    "pinChatMessage": Method(changing.pin_chat_message, "True"),
    "unpinChatMessage": Method(changing.unpin_chat_message, "True"),
    "answerCallbackQuery": Method(changing.answer_callback_query, "True"),
    "getFile": Method(membership.get_file, "File"),
    "getChat": Method(membership.get_chat, "ChatFullInfo"),
    "getChatMember": Method(membership.get_chat_member, "ChatMember"),
    "getChatAdministrators": Method(membership.get_chat_administrators, "Array of ChatMember"),
    "getChatMemberCount": Method(membership.get_chat_member_count, "Integer"),
    "leaveChat": Method(membership.leave_chat, "True"),
    "setMyCommands": Method(profile.set_my_commands, "True"),
    "getMyCommands": Method(profile.get_my_commands, "Array of BotCommand"),
    "deleteMyCommands": Method(profile.delete_my_commands, "True"),
    "setChatMenuButton": Method(profile.set_chat_menu_button, "True"),
    "getChatMenuButton": Method(profile.get_chat_menu_button, "MenuButton"),
    "setMyDescription": Method(profile.set_my_description, "True"),
    "getMyDescription": Method(profile.get_my_description, "BotDescription"),
    "setMyShortDescription": Method(profile.set_my_short_description, "True"),
    "getMyShortDescription": Method(profile.get_my_short_description, "BotShortDescription"),
    "setMyName": Method(profile.set_my_name, "True"),
    "getMyName": Method(profile.get_my_name, "BotName"),
}

CARRIED_OUT_ELSEWHERE: Final[Mapping[str, str]] = {
    "getUpdates": "Array of Update",
    "setWebhook": "True",
    "deleteWebhook": "True",
    "getWebhookInfo": "WebhookInfo",
}
