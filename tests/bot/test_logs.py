import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import redact, set_up_logs
from bot.tracebacks import told_without_values
from conversations.screens.qr_recipe import QrRecipe


class DataError(Exception):
    """As a database driver's: it quotes the row."""

    __module__ = "asyncpg.exceptions._base"


TOKEN = "123456789:AAFq1x-abcdefghijklmnopqrstuvwxyz_0"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        f"mã {TOKEN} sai",
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"POST https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/photos/1.jpg",
        "GET http://127.0.0.1:8000/bot42:short/getMe",
    ],
)
def test_no_form_of_a_token_survives(text: str) -> None:
    told = redact(text)
    assert "AAFq1x" not in told
    assert "short" not in told
    assert "[…]" in told


def test_an_address_keeps_all_but_its_password() -> None:
    assert redact("postgresql://ntm:m4t-kh@u@db.local/ntm".replace("@u", "")) == "postgresql://ntm:[…]@db.local/ntm"


def test_the_picture_of_an_invitation_does_not_tell_its_link() -> None:
    recipe = str(QrRecipe(text="https://t.me/ntm_bot?start=K7M2P9RTXA"))
    assert redact(f'{{"recipe":"{recipe}","row":7}}') == '{"recipe":"ntm:qr:[…]","row":7}'


def test_times_and_numbers_are_left_alone() -> None:
    text = "08:00:01 10/6/2026 12:tiêu chí http://127.0.0.1:8081/health"
    assert redact(text) == text


def test_text_lines_hold_extras_and_no_secret_even_in_a_traceback() -> None:
    out = io.StringIO()
    set_up_logs("text", secrets=["bi-mat"], stream=out)
    try:
        raise RuntimeError(f"could not reach /bot{TOKEN}/getMe with bi-mat")
    except RuntimeError:
        logging.getLogger("bot.receiving").exception("call failed", extra={"attempt": 2})
    told = out.getvalue()
    assert "ERROR bot.receiving: call failed attempt=2\n" in told
    assert "could not reach /bot[…]/getMe with […]" in told
    assert TOKEN not in told


def test_an_error_that_quotes_a_value_tells_its_kind_and_place_only() -> None:
    out = io.StringIO()
    set_up_logs("text", stream=out)
    try:
        try:
            int("lời của một người")
        except ValueError as error:
            raise DataError("invalid input for query argument $3: 'lời của một người'") from error
    except DataError:
        logging.getLogger("handlers.turn").exception("a turn went wrong")
    told = out.getvalue()
    assert "lời của một người" not in [line.strip() for line in told.splitlines() if not line.startswith("    ")]
    assert [line for line in told.splitlines() if not line.startswith(" ")][1:] == [
        "Traceback (most recent call last):",
        "ValueError",
        "",
        "which led to",
        "",
        "Traceback (most recent call last):",
        "asyncpg.exceptions._base.DataError",
    ]


def test_a_group_of_errors_tells_each_of_them() -> None:
    group = ExceptionGroup("two", [RuntimeError("broken"), KeyError("lời")])
    told = told_without_values(group)
    assert "RuntimeError: broken" in told
    assert told.endswith("KeyError")


def test_json_lines_are_one_document_each_and_hold_no_secret() -> None:
    out = io.StringIO()
    set_up_logs("json", secrets=["bi-mat"], stream=out)
    logging.getLogger("bot").warning("Không gửi được %s", f"http://a:1/bot{TOKEN}/x", extra={"with": 'bi-mat "@"'})
    [line] = out.getvalue().splitlines()
    document = json.loads(line)
    del document["time"]
    assert document == {
        "level": "warning",
        "logger": "bot",
        "text": "Không gửi được http://a:1/bot[…]/x",
        "with": '[…] "@"',
    }


def test_libraries_that_report_every_call_are_heard_only_when_something_is_wrong() -> None:
    out = io.StringIO()
    set_up_logs("text", stream=out)
    logging.getLogger("httpx").info("HTTP Request: POST")
    assert out.getvalue() == ""
