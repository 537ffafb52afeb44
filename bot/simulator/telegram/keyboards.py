"""The four kinds of reply markup and what Telegram refuses in them.

A button keeps one action; its data has 1 to 64 bytes (not letters); a keyboard has at most 100 buttons.
"""

from dataclasses import dataclass
from typing import Final

from bot.simulator.telegram.refusals import DATA_INVALID, MARKUP_TOO_LONG, TEXT_BUTTON, bad_request
from bot.simulator.telegram.spec import Json

DATA_BYTES: Final = 64
BUTTONS: Final = 100
_ACTIONS: Final = (
    "url", "callback_data", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay", "disabled",
)  # fmt: skip
_PRIVATE_ONLY: Final = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What came with a message: an inline keyboard under it, or something for the input field of the phone."""

    inline: Json | None = None
    below: Json | None = None  # ReplyKeyboardMarkup or ForceReply
    removes: bool = False


NO_MARKUP: Final = Markup()


def read_markup(raw: object, *, private: bool, inline_only: bool = False) -> Markup:
    if raw is None:
        return NO_MARKUP
    if not isinstance(raw, dict):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if "inline_keyboard" in raw:
        rows = [[_inline_button(button) for button in row] for row in _rows(raw["inline_keyboard"])]
        rows = [row for row in rows if row]
        if sum(map(len, rows)) > BUTTONS:
            raise bad_request(MARKUP_TOO_LONG)
        return Markup(inline={"inline_keyboard": rows} if rows else None)
    if inline_only:
        if not raw:
            return NO_MARKUP
        raise bad_request("inline keyboard expected")
    if "keyboard" in raw:
        rows = [[_reply_button(button, private=private) for button in row] for row in _rows(raw["keyboard"])]
        if sum(map(len, rows)) > BUTTONS:
            raise bad_request(MARKUP_TOO_LONG)
        return Markup(below={**raw, "keyboard": rows})
    if raw.get("remove_keyboard") is True:
        return Markup(removes=True)
    if raw.get("force_reply") is True:
        return Markup(below=raw)
    return NO_MARKUP


def _rows(raw: object) -> list[list[object]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request("can't parse reply keyboard markup JSON object: Field must be an Array of Arrays")
    return raw


def _text_of(button: object, kind: str) -> str:
    text = button.get("text") if isinstance(button, dict) else None
    if not isinstance(text, str):
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    return text


def _inline_button(raw: object) -> Json:
    text = _text_of(raw, "InlineKeyboardButton")
    button: Json = raw if isinstance(raw, dict) else {}
    for action in _ACTIONS:
        if action in button and button[action] not in ("", None):
            break
    else:
        raise bad_request(f"can't parse InlineKeyboardButton: {TEXT_BUTTON}")
    if action == "callback_data" and not 1 <= len(str(button[action]).encode()) <= DATA_BYTES:
        raise bad_request(DATA_INVALID)
    if action == "copy_text" and not 1 <= len(str(button[action].get("text", ""))) <= 256:
        raise bad_request("COPY_TEXT_INVALID")  # unverified wording
    if action == "url" and "://" not in button[action] and "." not in button[action]:
        raise bad_request(f"inline keyboard button URL '{button[action]}' is invalid: Wrong HTTP URL")
    kept: Json = {"text": text, action: button[action]}
    for extra in ("style", "icon_custom_emoji_id"):
        if extra in button:
            kept[extra] = button[extra]
    return kept


def _reply_button(raw: object, *, private: bool) -> Json:
    if isinstance(raw, str):
        return {"text": raw}
    _text_of(raw, "KeyboardButton")
    button: Json = raw if isinstance(raw, dict) else {}
    if not private:
        for name, refusal in _PRIVATE_ONLY.items():
            if button.get(name):
                raise bad_request(refusal)
    return button
