"""What people do, named in JSON: /_sim/phones/… and /_sim/groups/… become calls on phones and groups."""

from base64 import b64decode

from bot.simulator.telegram.chats import ChatKind
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone, Phones, Press, Sent
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.updates import Update
from bot.simulator.telegram.watch import PATIENCE
from bot.simulator.telegram.world import World


class BadAction(ValueError):
    """There is no such action, or it lacks an argument."""


class Actions:
    def __init__(self, world: World, phones: Phones) -> None:
        self._world = world
        self._phones = phones
        self._groups: dict[int, Group] = {}

    def add_phone(self, body: Json) -> Json:
        """{"first_name": …, "last_name"?, "username"?, "language"?, "user_id"?, "phone_number"?}"""
        phone = self._phones.add(**body)
        return {"id": phone.id, "phone_number": phone.phone_number}

    def adopt(self, group: Group) -> None:
        """Make a group founded in this process known over HTTP too."""
        self._groups[group.id] = group

    def add_group(self, body: Json) -> Json:
        """{"title": …, "by": USER, "kind"?: "group" or "supergroup", "is_forum"?: true}"""
        kind: ChatKind = "supergroup" if body.get("kind") == "supergroup" else "group"
        by = self._phones[int(body["by"])]
        group = Group(self._world, title=str(body["title"]), by=by, kind=kind, is_forum=bool(body.get("is_forum")))
        self.adopt(group)
        return {"id": group.id}

    async def act(self, phone: Phone, action: str, body: Json) -> Json:
        chat = int(body["chat"]) if body.get("chat") is not None else None
        content = b64decode(body["base64"]) if body.get("base64") else None
        match action:
            case "start":
                return _sent(phone.start(body.get("payload")))
            case "open_link":
                return _sent(phone.open_link(body["url"]))
            case "say":
                thread, reply_to = body.get("thread"), body.get("reply_to")
                return _sent(phone.say(body["text"], thread=thread, reply_to=reply_to, chat=chat))
            case "press":
                pressed = phone.press(body["button"], message_id=body.get("message_id"), chat=chat)
                return await _pressed(
                    pressed, wait=bool(body.get("wait", True)), timeout=float(body.get("timeout", PATIENCE))
                )
            case "forge":
                forged = phone.forge(body["data"], message_id=int(body["message_id"]), chat=chat)
                return await _pressed(
                    forged, wait=bool(body.get("wait", True)), timeout=float(body.get("timeout", PATIENCE))
                )
            case "photo":
                return _sent(
                    phone.send_photo(
                        content, caption=body.get("caption"), sample_number=int(body.get("sample", 0)),
                        size=body.get("size"), chat=chat,
                    )
                )  # fmt: skip
            case "album":
                pictures = [b64decode(one) for one in body["pictures"]] if body.get("pictures") else None
                return {
                    "sent": [_sent(one) for one in phone.send_album(pictures, caption=body.get("caption"), chat=chat)]
                }
            case "document":
                named: Json = {name: body[name] for name in ("name", "mime", "caption", "size") if name in body}
                return _sent(phone.send_document(content, **named, chat=chat))
            case "location":
                place: Json = {
                    name: float(body[name]) for name in ("latitude", "longitude", "accuracy") if name in body
                }
                return _sent(phone.send_location(**place, chat=chat))
            case "contact":
                card: Json = {name: body[name] for name in ("phone_number", "first_name", "user_id") if name in body}
                return _sent(phone.send_contact(**card))
            case "sticker":
                return _sent(phone.send_sticker(body.get("emoji", "👍"), chat=chat))
            case "voice":
                return _sent(phone.send_voice(seconds=int(body.get("seconds", 4)), chat=chat))
            case "edit":
                return _update(phone.edit(int(body["message_id"]), body["text"], chat=chat))
            case "block":
                phone.block()
            case "unblock":
                phone.unblock()
            case "deactivate":
                phone.deactivate()
            case _:
                raise BadAction(f"a phone has no action {action!r}")
        return {"ok": True}

    def act_in_group(self, number: int, action: str, body: Json) -> Json:
        group = self._groups.get(number)
        if group is None:
            raise BadAction(f"no group {number}")
        by = self._phones[int(body["by"])]
        match action:
            case "add_bot":
                group.add_bot(by=by, administrator=bool(body.get("administrator")), payload=body.get("payload"))
            case "promote_bot":
                group.promote_bot(by=by)
            case "remove_bot":
                group.remove_bot(by=by)
            case "join":
                group.join(by, administrator=bool(body.get("administrator")))
            case "leave":
                group.leave(by)
            case "open_topic":
                return {"thread": group.open_topic(body["name"], by=by)}
            case "close_topic":
                group.close_topic(int(body["thread"]), by=by)
            case "delete_topic":
                group.delete_topic(int(body["thread"]))
            case "restrict_bot":
                group.restrict_bot(by=by, may_not=set(body["may_not"]))
            case "forbid_all":
                group.forbid_all(*body["sendings"])
            case "become_supergroup":
                new = group.become_supergroup(by=by)
                self._groups[new] = group
                return {"id": new}
            case _:
                raise BadAction(f"a group has no action {action!r}")
        return {"ok": True}


def _sent(sent: Sent) -> Json:
    return {"message_id": sent.message_id, **_update(sent.update)}


def _update(update: Update | None) -> Json:
    return {"update_id": update.id if update is not None else None}


async def _pressed(press: Press, *, wait: bool, timeout: float) -> Json:
    described: Json = {
        "button": press.button,
        **_update(press.update if press.sent is None else press.sent.update),
        "answered": False,
    }
    if press.query is not None and wait:
        try:
            await press.answered(timeout=timeout)
        except TimeoutError:
            return described
        described.update(answered=True, text=press.query.text, alert=press.query.alert, url=press.query.url)
    return described
