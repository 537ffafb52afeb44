"""Deliveries to a webhook: headers, order, retries, and calls in the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable

import orjson
import pytest
from aiohttp import web

from bot.simulator.telegram.phones import Phone, Phones
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide


class Hook:
    """A bot's webhook that answers what it is told to, in turn, and 200 after that."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[web.Response] = []
        self.echo: Callable[[Json], web.Response] | None = None
        self.url = ""
        self.arrived = asyncio.Semaphore(0)
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_once = 0
        self.most_at_once = 0

    async def take(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        body = orjson.loads(await request.read())
        self.bodies.append(body)
        self.arrived.release()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        if self.echo is not None:
            return self.echo(body)
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_a_delivery_carries_the_secret_and_plain_json(
    bot: BotSide, hook: Hook, officer: Phone, world: World
) -> None:
    await bot.call("setWebhook", url=hook.url, secret_token="bi-mat_1")
    officer.say("một")
    await officer.acknowledged()
    assert hook.headers[0]["Content-Type"] == "application/json"
    assert hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "bi-mat_1"
    assert hook.texts() == ["một"]
    assert world.spec.problems(hook.bodies[0], "Update") == []


async def test_without_a_secret_there_is_no_such_header(bot: BotSide, hook: Hook, officer: Phone) -> None:
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    await officer.acknowledged()
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[0]


async def test_updates_that_waited_are_delivered_when_the_webhook_is_set(
    bot: BotSide, hook: Hook, officer: Phone
) -> None:
    officer.say("một")
    await bot.call("setWebhook", url=hook.url)
    await officer.acknowledged()
    assert hook.texts() == ["một"]


async def test_a_refused_update_comes_again_at_once_then_later_and_later(
    bot: BotSide, hook: Hook, officer: Phone, pauses: list[float]
) -> None:
    hook.answers = [
        web.Response(status=500),
        web.Response(status=502),
        web.Response(status=500),
        web.Response(status=429, headers={"Retry-After": "33"}),
        web.Response(status=500),
    ]
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    officer.say("hai")
    await officer.acknowledged()
    assert hook.texts() == ["một"] * 6 + ["hai"]
    assert pauses == [2.0, 4.0, 33.0, 16.0]
    info = await bot.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["pending_update_count"] == 0


async def test_one_chat_is_served_in_order_and_others_do_not_wait_for_it(
    bot: BotSide, hook: Hook, officer: Phone, phones: Phones, world: World
) -> None:
    hook.gate.clear()
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    officer.say("hai")
    phones.add(first_name="Trưởng xóm").start()
    await hook.arrived.acquire()
    await hook.arrived.acquire()
    assert sorted(hook.texts()) == ["/start", "một"]
    hook.gate.set()
    await world.acknowledged()
    assert hook.texts()[-1] == "hai"
    assert hook.most_at_once == 2


async def test_a_call_in_the_answer_is_carried_out(bot: BotSide, hook: Hook, officer: Phone, world: World) -> None:
    call = {"method": "sendMessage", "chat_id": officer.id, "text": "Chào anh/chị"}
    hook.answers = [web.json_response(call), web.json_response({"method": "getMe"})]
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    assert (await officer.reply()).text == "Chào anh/chị"
    assert [(one.method, one.via) for one in world.calls if one.via == "webhook"] == [("sendMessage", "webhook")]


async def test_two_hundred_people_are_served_at_once_and_each_gets_his_own_answer(
    bot: BotSide, hook: Hook, phones: Phones, world: World
) -> None:
    def echo(body: Json) -> web.Response:
        message = body["message"]
        return web.json_response({"method": "sendMessage", "chat_id": message["chat"]["id"], "text": message["text"]})

    hook.echo = echo
    await bot.call("setWebhook", url=hook.url)
    people = [phones.add(first_name=f"Cán bộ {number}") for number in range(200)]
    for person in people:
        person.start(f"ma-{person.id}")
    answers = await asyncio.gather(*(person.reply() for person in people))
    assert [answer.text for answer in answers] == [f"/start ma-{person.id}" for person in people]
    for person in people:
        person.say(f"số {person.id}")
    answers = await asyncio.gather(*(person.reply() for person in people))
    assert [answer.text for answer in answers] == [f"số {person.id}" for person in people]
    assert world.violations == []


async def test_removing_the_webhook_keeps_what_was_not_confirmed(bot: BotSide, hook: Hook, officer: Phone) -> None:
    hook.gate.clear()
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    await hook.arrived.acquire()
    await bot.call("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.updates()] == ["một"]


async def test_setting_it_again_changes_nothing_and_dropping_empties_the_queue(
    bot: BotSide, hook: Hook, officer: Phone
) -> None:
    officer.say("một")
    answer = await bot.answer("setWebhook", url=hook.url, drop_pending_updates=True)
    assert answer["description"] == "Webhook was set"
    answer = await bot.answer("setWebhook", url=hook.url)
    assert answer["description"] == "Webhook is already set"
    officer.say("hai")
    await officer.acknowledged()
    assert hook.texts() == ["hai"]


@pytest.mark.parametrize(
    "params",
    [
        {"url": "https://example.org/hook"},
        {"url": "http://10.0.0.1/hook"},
        {"url": "http://127.0.0.1.example.org/hook"},
        {"url": "http://127.0.0.1:1/hook", "ip_address": "10.0.0.1"},
    ],
)
async def test_only_loopback_addresses_can_be_webhooks(bot: BotSide, world: World, params: Json) -> None:
    assert await bot.refused("setWebhook", **params) == (
        "Bad Request: bad webhook: the emulator calls loopback addresses only"
    )
    assert world.webhook is None


async def test_a_redirect_is_not_followed(bot: BotSide, hook: Hook, officer: Phone, pauses: list[float]) -> None:
    hook.answers = [web.Response(status=302, headers={"Location": "http://127.0.0.1:1/elsewhere"})]
    await bot.call("setWebhook", url=hook.url)
    officer.say("một")
    await officer.acknowledged()
    assert hook.texts() == ["một", "một"]


async def test_a_secret_with_other_characters_is_refused(bot: BotSide, hook: Hook) -> None:
    assert await bot.refused("setWebhook", url=hook.url, secret_token="bí mật") == (
        "Bad Request: secret token contains unallowed characters"
    )
