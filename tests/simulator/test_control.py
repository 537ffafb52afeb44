"""The same actions over HTTP, and the stream of events."""

import asyncio
from base64 import b64encode

import aiohttp
import orjson
import pytest

from bot.simulator.telegram.files import SAMPLES, sample
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.spec import Json
from tests.simulator.bot_side import BotSide


class Remote:
    def __init__(self, emulator: Emulator, session: aiohttp.ClientSession) -> None:
        self.url = f"{emulator.url}/_sim/"
        self.session = session

    async def post(self, path: str, **body: object) -> Json:
        async with self.session.post(self.url + path, json=body) as answer:
            found: Json = await answer.json()
            assert answer.status == 200, found
            return found

    async def get(self, path: str) -> Json:
        async with self.session.get(self.url + path) as answer:
            found: Json = await answer.json()
            assert answer.status == 200, found
            return found


@pytest.fixture
def remote(emulator: Emulator, session: aiohttp.ClientSession) -> Remote:
    return Remote(emulator, session)


async def test_a_person_is_added_opens_the_bot_and_presses(remote: Remote, bot: BotSide) -> None:
    phone = (await remote.post("phones", first_name="Trưởng xóm", user_id=42))["id"]
    await remote.post(f"phones/{phone}/start", payload="abc")
    markup = {"inline_keyboard": [[{"text": "Đạt", "callback_data": "1"}]]}
    await bot.call("sendMessage", chat_id=phone, text="Đạt chưa?", reply_markup=markup)
    press = asyncio.create_task(remote.post(f"phones/{phone}/press", button="Đạt"))
    updates = await bot.updates(timeout=5)
    while "callback_query" not in updates[-1]:
        updates = await bot.updates(offset=updates[-1]["update_id"] + 1, timeout=5)
    query = updates[-1]["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query, text="Đã ghi", show_alert=True)
    answered = await press
    assert (answered["answered"], answered["text"], answered["alert"]) == (True, "Đã ghi", True)
    screen = await remote.get(f"screen?phone={phone}")
    assert [(one["text"], one["mine"]) for one in screen["messages"]] == [("/start abc", True), ("Đạt chưa?", False)]
    assert screen["messages"][1]["rows"][0][0]["text"] == "Đạt"


async def test_every_action_of_a_phone_has_its_address(remote: Remote, bot: BotSide, officer: Phone) -> None:
    path = f"phones/{officer.id}/"
    said = await remote.post(path + "say", text="một")
    await remote.post(path + "edit", message_id=said["message_id"], text="hai")
    await remote.post(path + "photo", base64=b64encode(sample(SAMPLES[2])).decode(), caption="Nhà văn hóa")
    await remote.post(path + "photo", sample=1)
    await remote.post(path + "album")
    await remote.post(path + "document", name="a.pdf")
    await remote.post(path + "location", latitude=22.5, longitude=106.5)
    await remote.post(path + "contact", phone_number="+84911111111")
    await remote.post(path + "sticker")
    await remote.post(path + "voice")
    await remote.post(path + "forge", data="xyz", message_id=said["message_id"], wait=False)
    await remote.post(path + "open_link", url="t.me/ntm_simulator_bot?start=abc")
    await remote.post(path + "block")
    await remote.post(path + "unblock")
    kinds = []
    for update in await bot.updates():
        (name,) = set(update) - {"update_id"}
        found = set(update[name]) & {"text", "photo", "document", "location", "contact", "sticker", "voice", "data"}
        kinds.append((name, *found))
    assert kinds == [
        ("message", "text"), ("edited_message", "text"), ("message", "photo"), ("message", "photo"),
        ("message", "photo"), ("message", "photo"), ("message", "photo"), ("message", "document"),
        ("message", "location"), ("message", "contact"), ("message", "sticker"), ("message", "voice"),
        ("callback_query", "data"), ("message", "text"), ("my_chat_member",), ("my_chat_member",),
    ]  # fmt: skip


async def test_groups_are_founded_and_moved(remote: Remote, officer: Phone, bot: BotSide) -> None:
    group = (await remote.post("groups", title="Huyện", by=officer.id))["id"]
    await remote.post(f"groups/{group}/add_bot", by=officer.id)
    await remote.post(f"phones/{officer.id}/say", text="/tonghop", chat=group)
    new = (await remote.post(f"groups/{group}/become_supergroup", by=officer.id))["id"]
    await remote.post(f"groups/{new}/remove_bot", by=officer.id)
    texts = [update["message"]["text"] for update in await bot.updates() if "text" in update.get("message", {})]
    assert texts == ["/tonghop"]
    state = await remote.get("state")
    assert [(one["id"], one["standing"], one["migrated_to"]) for one in state["groups"]] == [
        (group, "member", new),
        (new, "kicked", None),
    ]


async def test_faults_are_switched_on_and_off(remote: Remote, bot: BotSide, officer: Phone) -> None:
    fault = await remote.post("faults", kind="too_many", chat=officer.id, retry_after=3)
    assert await bot.refused("sendMessage", chat_id=officer.id, text="x") == "Too Many Requests: retry after 3"
    assert [one["hits"] for one in (await remote.get("state"))["faults"]] == [1]
    async with remote.session.delete(f"{remote.url}faults/{fault['id']}") as answer:
        assert await answer.json() == {"faults": []}
    await bot.call("sendMessage", chat_id=officer.id, text="x")
    calls: object = await remote.get(f"calls?method=sendMessage&chat={officer.id}")
    assert isinstance(calls, list)
    assert [call["outcome"] for call in calls] == ["429 Too Many Requests: retry after 3", "ok"]


async def test_an_update_is_held_released_and_delivered_again(remote: Remote, bot: BotSide, officer: Phone) -> None:
    await remote.post("faults", kind="late", times=1)
    said = await remote.post(f"phones/{officer.id}/say", text="một")
    assert await bot.updates() == []
    assert await remote.post("updates/release") == {"released": [said["update_id"]]}
    assert [update["update_id"] for update in await bot.updates()] == [said["update_id"]]
    await remote.post(f"updates/{said['update_id']}/redeliver")
    assert [update["update_id"] for update in await bot.updates()] == [said["update_id"]]
    await remote.post("updates/odd/without_sender", chat=officer.id)
    assert "from" not in (await bot.updates())[0]["message"]


async def test_another_process_waits_without_asking_again_and_again(
    remote: Remote, bot: BotSide, officer: Phone
) -> None:
    waiting = asyncio.create_task(remote.post("wait", chat=officer.id, shown=1, text="Chào", acknowledged=True))
    await bot.call("sendMessage", chat_id=officer.id, text="Chào anh/chị")
    assert await waiting == {"shown": 1}
    async with remote.session.post(f"{remote.url}wait", json={"chat": officer.id, "shown": 9, "timeout": 0}) as answer:
        assert answer.status == 408


async def test_a_picture_is_shown_to_the_page(remote: Remote, officer: Phone) -> None:
    officer.send_photo(sample_number=1)
    file_id = officer.messages()[-1].file_id
    async with remote.session.get(f"{remote.url}files/{file_id}") as answer:
        assert (answer.content_type, await answer.read()) == ("image/jpeg", sample(SAMPLES[1]))


async def test_events_stream_from_where_the_reader_stopped(
    remote: Remote, emulator: Emulator, bot: BotSide, officer: Phone
) -> None:
    since = emulator.world.events.last
    async with remote.session.get(f"{remote.url}events?since={since}") as stream:
        officer.say("một")
        await bot.call("sendMessage", chat_id=officer.id, text="hai")
        events = []
        async for line in stream.content:
            if line.startswith(b"data: "):
                events.append(orjson.loads(line.removeprefix(b"data: ")))
            if len(events) == 4:
                break
    assert [event["kind"] for event in events] == ["person", "update", "shown", "call"]
    assert [event["seq"] for event in events] == [since + n for n in range(1, 5)]
    assert events[3]["data"]["call"]["params"] == {"chat_id": officer.id, "text": "hai"}


@pytest.mark.parametrize("headers", [{"Host": "simulator.example.org"}, {"Origin": "https://example.org"}])
async def test_a_page_from_elsewhere_cannot_reach_in(remote: Remote, headers: dict[str, str]) -> None:
    async with remote.session.get(f"{remote.url}state", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("phones/1/say", {"text": "x"}),
        ("phones", {"nonsense": 1}),
        ("faults", {"kind": "earthquake"}),
        ("updates/odd/nonsense", {}),
        ("groups/5/add_bot", {"by": 1}),
    ],
)
async def test_a_wrong_action_is_told_and_changes_nothing(remote: Remote, path: str, body: Json) -> None:
    async with remote.session.post(remote.url + path, json=body) as answer:
        assert answer.status == 400
        assert list(await answer.json()) == ["error"]
