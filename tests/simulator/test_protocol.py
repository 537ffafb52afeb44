"""The line itself: bodies, names of methods, tokens, what the published API says, and loopback only."""

from datetime import UTC, datetime

import aiohttp
import orjson
import pytest

from bot.simulator.telegram.calls import FETCH
from bot.simulator.telegram.files import SAMPLES, picture_size, sample
from bot.simulator.telegram.loopback import is_loopback, is_loopback_url
from bot.simulator.telegram.methods import CARRIED_OUT_ELSEWHERE, METHODS
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.spec import load_spec
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide


async def test_arguments_come_as_json_form_parts_or_query(
    bot: BotSide, officer: Phone, session: aiohttp.ClientSession
) -> None:
    markup = orjson.dumps({"inline_keyboard": [[{"text": "Đạt", "callback_data": "1"}]]}).decode()
    fields = {"chat_id": str(officer.id), "text": "một", "reply_markup": markup}
    parts = aiohttp.FormData(fields, default_to_multipart=True)
    for answer in (
        await session.post(bot.url("sendMessage"), json={**fields, "chat_id": officer.id}),
        await session.post(bot.url("sendMessage"), data=fields),
        await session.post(bot.url("sendMessage"), data=parts),
        await session.get(bot.url("sendMessage"), params=fields),
    ):
        assert (await answer.json())["ok"]
    assert [(shown.text, shown.labels()) for shown in officer.from_bot()] == [("một", ["Đạt"])] * 4


async def test_names_of_methods_are_read_in_any_case(bot: BotSide, session: aiohttp.ClientSession) -> None:
    async with session.post(bot.url("GETME")) as answer:
        assert (await answer.json())["result"]["is_bot"]


async def test_an_unknown_method_is_not_found_and_a_known_one_not_emulated_says_so(
    bot: BotSide, world: World, session: aiohttp.ClientSession
) -> None:
    async with session.post(bot.url("sendEverything")) as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found: method not found")
    async with session.post(bot.url("sendPoll")) as answer:
        assert answer.status == 400
    assert [(one.method, one.what) for one in world.violations] == [("sendPoll", "is not carried out by the emulator")]


async def test_a_wrong_token_opens_neither_methods_nor_files(
    emulator: Emulator, officer: Phone, world: World, session: aiohttp.ClientSession
) -> None:
    officer.send_photo()
    for url in (f"{emulator.base_url}1:wrong/getMe", f"{emulator.file_url}1:wrong/photos/file_2.jpg"):
        async with session.get(url) as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    async with session.get(f"{emulator.file_url}{world.token}/photos/file_2.jpg") as answer:
        assert await answer.read() == sample(SAMPLES[0])
    async with session.get(f"{emulator.file_url}{world.token}/photos/file_9.jpg") as answer:
        assert answer.status == 404


async def test_a_body_that_cannot_be_read_is_refused(bot: BotSide, session: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        async with session.post(bot.url("getMe"), data=body, headers=headers) as answer:
            assert (answer.status, (await answer.json())["description"]) == (
                400,
                "Bad Request: can't parse JSON object",
            )
    async with session.post(bot.url("sendMessage"), data={"chat_id": "1", "text": "x", "reply_markup": "{"}) as answer:
        assert (await answer.json())["description"] == "Bad Request: can't parse reply keyboard markup JSON object"


def test_every_published_method_is_either_carried_out_or_named_as_not_emulated() -> None:
    spec = load_spec()
    assert set(spec.methods) == {*METHODS, *CARRIED_OUT_ELSEWHERE}
    assert spec.other_methods & set(spec.methods) == set()
    assert (len(spec.methods) + len(spec.other_methods), spec.version) == (185, "10.3")
    assert FETCH not in {*spec.methods, *spec.other_methods}


def test_an_object_is_held_against_the_published_members() -> None:
    spec = load_spec()

    def problems(value: object, kind: str) -> list[str]:
        found = spec.problems(value, kind)
        assert spec.fits(value, kind) is (not found)
        return found

    user = {"id": 1, "is_bot": False, "first_name": "A"}
    assert problems(user, "User") == []
    assert problems({"id": 1, "is_bot": "no", "nick": "x"}, "User") == [
        "User lacks first_name",
        "User.is_bot is no Boolean",
        "User has the unknown member nick",
    ]
    assert problems([[{"text": "a"}]], "Array of Array of InlineKeyboardButton") == []
    assert problems({"user": user, "status": "member"}, "ChatMember") == []
    assert problems({"message_id": 1, "chat": {}, "date": 0, "reply_to_message": {}}, "Message") == [
        "Message.chat lacks id",
        "Message.chat lacks type",
        "Message.reply_to_message lacks chat",
        "Message.reply_to_message lacks date",
        "Message.reply_to_message lacks message_id",
    ]
    assert problems("x", "Array of User") == ["Array of User is no list"]
    assert problems({}, "Poll") == ["Poll is a Poll, which is not emulated"]
    assert problems({"chat": {"id": 1, "type": "private"}}, "MaybeInaccessibleMessage") == [
        "MaybeInaccessibleMessage lacks date",
        "MaybeInaccessibleMessage lacks message_id",
    ]


async def test_getting_the_profile_back_gives_what_was_set(bot: BotSide) -> None:
    await bot.call("setMyDescription", description="Trợ lý báo cáo", language_code="vi")
    await bot.call("setMyShortDescription", short_description="Báo cáo nông thôn mới")
    await bot.call("setMyName", name="Trợ lý")
    assert await bot.call("getMyDescription", language_code="vi") == {"description": "Trợ lý báo cáo"}
    assert await bot.call("getMyDescription") == {"description": ""}
    assert await bot.call("getMyShortDescription", language_code="vi") == {"short_description": "Báo cáo nông thôn mới"}
    assert await bot.call("getMyName") == {"name": "Trợ lý"}
    assert await bot.refused("setMyShortDescription", short_description="x" * 121) == (
        "Bad Request: SHORT_DESCRIPTION_TOO_LONG"
    )


@pytest.mark.parametrize("command", ["Baocao", "báo_cáo", "x" * 33, ""])
async def test_commands_are_small_ascii_letters(bot: BotSide, command: str) -> None:
    commands = [{"command": command, "description": "Báo cáo"}]
    assert await bot.refused("setMyCommands", commands=commands) == "Bad Request: BOT_COMMAND_INVALID"


async def test_the_emulator_binds_loopback_addresses_only(world: World) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Emulator(world, host="0.0.0.0")  # noqa: S104 # the very thing that is refused


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True), ("127.0.0.1.example.org", False),
     ("10.0.0.1", False), ("example.org", False), ("", False)],
)  # fmt: skip
def test_loopback_is_known_by_its_address(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
    assert is_loopback_url(f"http://[{host}]/" if ":" in host else f"http://{host}/") is expected


def test_the_samples_are_pictures_with_a_size() -> None:
    assert [picture_size(sample(name)) for name in SAMPLES] == [(960, 1280), (1280, 960), (1280, 960)]
    assert picture_size(b"%PDF-1.4") is None


async def test_dates_are_seconds_of_the_worlds_clock(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="một")
    assert datetime.fromtimestamp(sent["date"], UTC) == datetime(2023, 6, 5, 1, 0, tzinfo=UTC)
