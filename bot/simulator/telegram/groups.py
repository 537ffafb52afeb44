"""What people do with groups: found one, let the bot in or out, open topics, and become a supergroup."""

from bot.simulator.telegram.chats import Chat, ChatKind, Sending, Standing
from bot.simulator.telegram.membership import standing_status
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World

PRESENT = (Standing.MEMBER, Standing.ADMINISTRATOR, Standing.RESTRICTED)


class Group:
    def __init__(
        self, world: World, *, title: str, by: Phone, kind: ChatKind = "group", is_forum: bool = False
    ) -> None:
        self._world = world
        self.chat = world.add_group(title=title, kind=kind, is_forum=is_forum)
        self.chat.members[by.id] = "creator"
        name = "group_chat_created" if kind == "group" else "supergroup_chat_created"
        world.post(self.chat, by.user, {name: True})

    @property
    def id(self) -> int:
        return self.chat.id

    def add_bot(self, *, by: Phone, administrator: bool = False, payload: str | None = None) -> None:
        """Let the bot in; with a payload, by a ?startgroup= link, which also says /start@bot payload."""
        bot = self._world.bot
        standing = Standing.ADMINISTRATOR if administrator else Standing.MEMBER
        self._stand(by, standing)
        self._service(by, {"new_chat_members": [bot.as_json()]})
        if payload is not None:
            by.say(f"/start@{bot.username} {payload}", chat=self.id)

    def promote_bot(self, *, by: Phone) -> None:
        self._stand(by, Standing.ADMINISTRATOR)

    def remove_bot(self, *, by: Phone) -> None:
        """Throw the bot out. It still hears that it was."""
        self._service(by, {"left_chat_member": self._world.bot.as_json()})
        self._stand(by, Standing.KICKED)

    def restrict_bot(self, *, by: Phone, may_not: set[Sending]) -> None:
        """Take these rights from the bot, and give back all others. Only a supergroup can."""
        if self.chat.kind != "supergroup":
            raise ValueError(f"{self.chat.title} is no supergroup")
        self.chat.bot_may_not = set(may_not)
        self._stand(by, Standing.RESTRICTED if may_not else Standing.MEMBER)

    def forbid_all(self, *sendings: Sending) -> None:
        """From now on only administrators may send these; the bot does not hear of it."""
        self.chat.members_may_not = set(sendings)

    def join(self, phone: Phone, *, administrator: bool = False) -> None:
        if self.chat.members.get(phone.id) is None:
            self.chat.members[phone.id] = "administrator" if administrator else "member"
            self._service(phone, {"new_chat_members": [phone.user.as_json()]})
            self._member_changed(phone, before="left", after=self.chat.members[phone.id])

    def leave(self, phone: Phone) -> None:
        before = self.chat.members.pop(phone.id, None)
        if before is not None:
            self._service(phone, {"left_chat_member": phone.user.as_json()})
            self._member_changed(phone, before=before, after="left")

    def open_topic(self, name: str, *, by: Phone) -> int:
        """A new topic of a forum; what comes back names it in messages."""
        if not self.chat.is_forum:
            raise ValueError(f"{self.chat.title} has no topics")
        message = self._service(by, {"forum_topic_created": {"name": name, "icon_color": 7322096}}, topic=True)
        self.chat.topics[message.id] = name
        return message.id

    def close_topic(self, thread: int, *, by: Phone) -> None:
        """Only administrators may write there from now on."""
        self.chat.closed_topics.add(thread)
        self._service(by, {"forum_topic_closed": {}}, thread=thread)

    def delete_topic(self, thread: int) -> None:
        """Gone with its messages; the bot does not hear of it."""
        del self.chat.topics[thread]
        for message in self.chat.messages.values():
            if message.thread == thread:
                message.deleted = True
        self._world.watch.changed(self.chat.id)

    def become_supergroup(self, *, by: Phone) -> int:
        """The group moves to a new id, which comes back; calls to the old one are told where it went."""
        old = self.chat
        if old.kind != "group":
            raise ValueError(f"{old.title} is a supergroup already")
        new = self._world.add_group(title=str(old.title), kind="supergroup")
        new.members, new.standing = dict(old.members), old.standing
        self._world.push_message(self._world.post(old, by.user, {"migrate_to_chat_id": new.id}))
        old.migrated_to = new.id
        self._world.push_message(self._world.post(new, by.user, {"migrate_from_chat_id": old.id}))
        self.chat = new
        self._world.watch.changed(old.id)
        return new.id

    def _stand(self, by: Phone, standing: Standing) -> None:
        before = standing_status(self.chat.standing)
        self.chat.standing = standing
        self._world.push_standing(self.chat, by.user, before=before, after=standing_status(standing))
        self._world.watch.changed(self.chat.id)

    def _service(self, by: Phone, content: Json, *, topic: bool = False, thread: int | None = None) -> Message:
        message = self._world.post(self.chat, by.user, content, thread=thread)
        if topic:
            message.thread = message.id
        if self.chat.standing in PRESENT:
            self._world.push_message(message)
        self._world.watch.changed(self.chat.id)
        return message

    def _member_changed(self, phone: Phone, *, before: str, after: str) -> None:
        """chat_member reaches only a bot that is an administrator and has asked for it."""
        if self.chat.standing is Standing.ADMINISTRATOR:
            chat: Chat = self.chat
            self._world.push(
                "chat_member",
                {
                    "chat": chat.as_json(),
                    "from": phone.user.as_json(),
                    "date": self._world.now(),
                    "old_chat_member": chat.member_json(phone.user, before),
                    "new_chat_member": chat.member_json(phone.user, after),
                },
                chat=chat.id,
                queue=f"member {phone.id}",
            )
