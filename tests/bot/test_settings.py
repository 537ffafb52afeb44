from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import ZONE
from bot.settings import Settings, SettingsProblem, check_for_run, describe_settings, load_settings
from handlers.retention import Retention

TOKEN = "123456789:AAFq1x-abcdefghijklmnopqrstuvwxyz_0"


def settings(**environment: str) -> Settings:
    return load_settings({f"NTM_{name.upper()}": value for name, value in environment.items()})[0]


def refused(**environment: str) -> str:
    with pytest.raises(SettingsProblem) as problem:
        check_for_run(settings(**environment))
    return problem.value.sentence()


def test_the_defaults_speak_to_telegram_and_keep_data_in_the_home_folder() -> None:
    assert settings().model_dump() == {
        "telegram_token": None,
        "telegram_base_url": "https://api.telegram.org/bot",
        "telegram_file_url": "https://api.telegram.org/file/bot",
        "telegram_mode": "polling",
        "telegram_webhook_url": None,
        "telegram_webhook_secret": None,
        "operator": "",
        "listen": "127.0.0.1:8081",
        "public_url": None,
        "link_hours": 48,
        "database_url": f"sqlite:///{Path.home()}/.local/share/ntm/ntm.db",
        "data_dir": Path.home() / ".local/share/ntm",
        "backup_dir": None,
        "backup_hour": 2,
        "backup_keep": 7,
        "keep_update_keys_days": 7,
        "keep_messages_days": 14,
        "keep_message_rows_days": 60,
        "keep_visitors_days": 30,
        "keep_people_years": 5,
        "keep_requests_years": 5,
        "keep_photos_years": 5,
        "keep_voice_years": 5,
        "holidays": None,
        "log": "text",
        "clock": None,
        "try_listen": None,
        "plain_url": None,
    }


def test_the_database_stands_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    assert settings(data_dir=str(tmp_path)).database_url == f"sqlite:///{tmp_path}/ntm.db"
    assert settings(data_dir=str(tmp_path), database_url="postgresql://db/ntm").database_url == "postgresql://db/ntm"


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert settings(telegram_token="", log=" ") == settings()


def test_a_relative_data_folder_is_made_absolute() -> None:
    assert settings(data_dir="here").data_dir == Path.cwd() / "here"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ntm.env"
    file.write_text('# bot\n\nexport NTM_LOG=json\nNTM_LISTEN = "127.0.0.1:9000"\nPATH=/x\n', encoding="utf-8")
    found, warnings = load_settings({"NTM_LOG": "text", "NTM_SETTINGS_FILE": str(file)})
    assert (found.log, found.listen, found.listen_host, found.listen_port) == (
        "text",
        "127.0.0.1:9000",
        "127.0.0.1",
        9000,
    )
    assert warnings == ("PATH không phải là cài đặt nào.",)


def test_a_broken_line_in_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "ntm.env"
    file.write_text("NTM_LOG=json\nNTM_LISTEN\n", encoding="utf-8")
    with pytest.raises(SettingsProblem) as problem:
        load_settings({}, file=file)
    assert problem.value.where == f"{file}, dòng 2"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="không đọc được tệp cài đặt"):
        load_settings({}, file=tmp_path / "none.env")


def test_a_misspelt_name_is_answered_with_the_nearest_one() -> None:
    assert load_settings({"NTM_TELEGRAM_TOKN": "x", "NTM_CHROMIUM": "/usr/bin/chromium"})[1] == (
        "NTM_TELEGRAM_TOKN không phải là cài đặt nào. Có phải là NTM_TELEGRAM_TOKEN?",
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("log", "xml", "NTM_LOG: chỉ nhận 'text' hoặc 'json'."),
        ("telegram_mode", "push", "NTM_TELEGRAM_MODE: chỉ nhận 'polling' hoặc 'webhook'."),
        ("public_url", "http://ntm.example", "NTM_PUBLIC_URL: phải bắt đầu bằng https://."),
        ("listen", "8081", "NTM_LISTEN: phải có dạng địa chỉ:cổng, ví dụ 127.0.0.1:8081."),
        ("listen", "127.0.0.1:99999", "NTM_LISTEN: phải có dạng địa chỉ:cổng, ví dụ 127.0.0.1:8081."),
        (
            "telegram_base_url",
            "127.0.0.1:8000/bot",
            "NTM_TELEGRAM_BASE_URL: phải là địa chỉ bắt đầu bằng http:// hoặc https://.",
        ),
        (
            "telegram_base_url",
            "http://127.0.0.1:eighty/bot",
            "NTM_TELEGRAM_BASE_URL: phải là địa chỉ bắt đầu bằng http:// hoặc https://.",
        ),
        ("clock", "2023-06-05T08:00", "NTM_CLOCK: thiếu múi giờ; dạng đúng là 2023-06-05T08:00+07:00."),
        ("clock", "tomorrow", "NTM_CLOCK: không phải là thời điểm; dạng đúng là 2023-06-05T08:00+07:00."),
        (
            "database_url",
            "mysql://db/ntm",
            "NTM_DATABASE_URL: phải có dạng sqlite:////đường/dẫn.db hoặc postgresql://người:mật_khẩu@máy/tên.",
        ),
        (
            "database_url",
            "sqlite://ntm.db",
            "NTM_DATABASE_URL: phải có dạng sqlite:////đường/dẫn.db hoặc postgresql://người:mật_khẩu@máy/tên.",
        ),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence_with_the_way_out(name: str, value: str, sentence: str) -> None:
    assert refused(**{name: value}) == f"{sentence} Xem các cài đặt: ntm run --help."


def test_a_clock_is_read_with_its_zone() -> None:
    assert settings(clock="2023-06-05T08:00+07:00").clock == datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


def test_run_needs_a_token() -> None:
    assert refused().startswith("NTM_TELEGRAM_TOKEN: chưa có mã bot.")


def test_run_takes_a_shifted_clock_only_towards_this_machine() -> None:
    clock = "2023-06-05T08:00+07:00"
    assert refused(telegram_token=TOKEN, clock=clock).startswith("NTM_CLOCK: đồng hồ chỉ được chỉnh khi")
    assert refused(telegram_token=TOKEN, clock=clock, telegram_base_url="http://10.0.0.5:80/bot").startswith(
        "NTM_CLOCK"
    )
    for near in ("http://127.0.0.1:8000/bot", "http://localhost:8000/bot", "http://[::1]:8000/bot"):
        check_for_run(settings(telegram_token=TOKEN, clock=clock, telegram_base_url=near))


def test_a_webhook_is_complete_or_refused() -> None:
    half = {"telegram_token": TOKEN, "telegram_mode": "webhook"}
    assert refused(**half).startswith("NTM_TELEGRAM_WEBHOOK_URL: chưa có")
    half["telegram_webhook_url"] = "http://bot.example/hook"
    assert refused(**half).startswith("NTM_TELEGRAM_WEBHOOK_SECRET: chưa có")
    half["telegram_webhook_secret"] = "x" * 20
    assert refused(**half).startswith("NTM_TELEGRAM_WEBHOOK_URL: Telegram chỉ gọi tới địa chỉ https.")
    half["telegram_webhook_url"] = "https://bot.example/hook"
    check_for_run(settings(**half))


def test_the_plain_phones_are_for_trying_out_on_this_machine() -> None:
    tried = {"telegram_token": TOKEN, "try_listen": "127.0.0.1:9001", "plain_url": "http://127.0.0.1:9000/x"}
    near = {"telegram_base_url": "http://127.0.0.1:9000/bot"}
    check_for_run(settings(**tried, **near))
    assert refused(**tried).startswith("NTM_TRY_LISTEN: chỉ để chạy thử")
    assert refused(**(tried | near | {"try_listen": "0.0.0.0:9001"})).startswith("NTM_TRY_LISTEN: chỉ để chạy thử")
    assert refused(**(tried | near | {"try_listen": ""})).startswith("NTM_PLAIN_URL: chỉ dùng cùng NTM_TRY_LISTEN")
    assert refused(plain_url="http://bot.example/x").startswith("NTM_PLAIN_URL: chỉ nhận địa chỉ của máy này")


def test_no_output_repeats_a_token() -> None:
    good = settings(telegram_token=TOKEN, telegram_webhook_secret="s3cret", database_url="postgresql://ntm:p4ss@db/ntm")
    assert not any(hidden in f"{good!r} {good}" for hidden in (TOKEN, "s3cret", "p4ss"))
    assert good.secrets() == (TOKEN, "s3cret", "p4ss")
    broken = TOKEN.replace(":", ";")
    assert broken not in refused(telegram_token=broken)
    assert "hãy giữ kín" not in refused(telegram_token=TOKEN, telegram_webhook_secret="hãy giữ kín")


def test_the_help_names_every_setting_and_its_default() -> None:
    described = describe_settings()
    assert [line for line in described.splitlines() if line.startswith("NTM_")] == [
        "NTM_TELEGRAM_TOKEN",
        "NTM_TELEGRAM_BASE_URL",
        "NTM_TELEGRAM_FILE_URL",
        "NTM_TELEGRAM_MODE",
        "NTM_TELEGRAM_WEBHOOK_URL",
        "NTM_TELEGRAM_WEBHOOK_SECRET",
        "NTM_OPERATOR",
        "NTM_LISTEN",
        "NTM_PUBLIC_URL",
        "NTM_LINK_HOURS",
        "NTM_DATABASE_URL",
        "NTM_DATA_DIR",
        "NTM_BACKUP_DIR",
        "NTM_BACKUP_HOUR",
        "NTM_BACKUP_KEEP",
        "NTM_KEEP_UPDATE_KEYS_DAYS",
        "NTM_KEEP_MESSAGES_DAYS",
        "NTM_KEEP_MESSAGE_ROWS_DAYS",
        "NTM_KEEP_VISITORS_DAYS",
        "NTM_KEEP_PEOPLE_YEARS",
        "NTM_KEEP_REQUESTS_YEARS",
        "NTM_KEEP_PHOTOS_YEARS",
        "NTM_KEEP_VOICE_YEARS",
        "NTM_HOLIDAYS",
        "NTM_LOG",
        "NTM_CLOCK",
        "NTM_TRY_LISTEN",
        "NTM_PLAIN_URL",
    ]
    assert "Mặc định: https://api.telegram.org/file/bot" in described


def test_every_time_for_which_data_is_kept_is_a_setting_and_its_default_the_one_of_the_use_case() -> None:
    assert settings().retention == Retention()
    names = [name for name in Settings.model_fields if name.startswith("keep_")]
    changed = settings(**dict.fromkeys(names, "11")).retention
    assert {getattr(changed, name.removeprefix("keep_")) for name in names} == {11}
    assert len(names) == len(fields(Retention))
    assert "NTM_KEEP_PHOTOS_YEARS" in refused(keep_photos_years="0")
