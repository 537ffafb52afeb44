"""Telegram's refusals with Telegram's own texts.

Texts come from the published server source or from reports of bot authors. Where no source settles the wording or
the rule, the line says "unverified".
"""


class Refused(Exception):  # a refusal is an answer, not a fault of the emulator
    """A call that Telegram answers with ok=false."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(text: str) -> Refused:
    return Refused(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refused:
    return Refused(403, f"Forbidden: {text}")


def conflict(text: str) -> Refused:
    return Refused(409, f"Conflict: {text}")


def too_many(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def server_error(code: int) -> Refused:
    names = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
    return Refused(code, names.get(code, "Internal Server Error"))


def migrated(chat: int) -> Refused:
    return Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat})


def unauthorized() -> Refused:
    return Refused(401, "Unauthorized")


def unknown_method() -> Refused:
    return Refused(404, "Not Found: method not found")


CHAT_NOT_FOUND = "chat not found"
BLOCKED = "bot was blocked by the user"
CANNOT_BEGIN = "bot can't initiate conversation with a user"
DEACTIVATED = "user is deactivated"
TEXT_EMPTY = "message text is empty"
TEXT_SHOWS_NOTHING = "text must be non-empty"
TEXT_TOO_LONG = "message is too long"
EDIT_TOO_LONG = "MESSAGE_TOO_LONG"
CAPTION_TOO_LONG = "message caption is too long"
EDIT_CAPTION_TOO_LONG = "MEDIA_CAPTION_TOO_LONG"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
EDIT_NOT_FOUND = "message to edit not found"
EDIT_NOT_ALLOWED = "message can't be edited"
EDIT_NO_TEXT = "there is no text in the message to edit"
EDIT_NO_CAPTION = "there is no caption in the message to edit"
DELETE_NOT_FOUND = "message to delete not found"
DELETE_NOT_ALLOWED = "message can't be deleted for everyone"
REPLY_NOT_FOUND = "message to be replied not found"
PIN_NOT_FOUND = "message to pin not found"
UNPIN_NOT_FOUND = "message to unpin not found"
TOPIC_NOT_FOUND = "message thread not found"
TOPIC_CLOSED = "TOPIC_CLOSED"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
DATA_INVALID = "BUTTON_DATA_INVALID"
MARKUP_TOO_LONG = "REPLY_MARKUP_TOO_LONG"
TEXT_BUTTON = "Text buttons are not allowed in the inline keyboard"
FILE_TOO_BIG = "file is too big"
FILE_UNKNOWN = "wrong file_id or the file is temporarily unavailable"
FILE_WRONG = "wrong file identifier/HTTP URL specified"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET_MEANWHILE = "terminated by setWebhook request"


def removed_from(kind: str, *, kicked: bool) -> Refused:
    """For a group the bot was in: thrown out, or gone by itself."""
    name = "group" if kind == "group" else "supergroup"
    return forbidden(f"bot was kicked from the {name} chat" if kicked else f"bot is not a member of the {name} chat")


def wrong_webhook_answer(status: int, reason: str) -> str:
    return f"Wrong response from the webhook: {status} {reason}"
