"""Settings come from the environment (NTM_…) or from a file of KEY=VALUE lines; the environment wins.

A wrong setting stops at start with one sentence that says which and how to repair it. A token never appears in any
output: no message of this file repeats the value of a secret.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from conversations.programme.problem import Problem
from handlers.ports import FileLinks
from handlers.retention import Retention

PREFIX: Final = "NTM_"
NOT_SETTINGS: Final = frozenset({"NTM_SETTINGS_FILE", "NTM_CHROMIUM"})
"""Names that begin like settings: where the settings' file is, and the browser that tests drive."""


class SettingsProblem(Problem):
    """A setting that is missing, wrong or does not fit another one. `where` is its name."""

    def __init__(self, name: str, message: str, remedy: str = "") -> None:
        super().__init__(code="setting", where=name, message=message, remedy=remedy)


def loopback(host: str | None) -> bool:
    """Whether the address can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError("không phải mã bot của Telegram; dạng đúng là 123456789:AbC…, lấy từ @BotFather")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch nối, dài từ 1 đến 256 ký tự")
    return value


def _split(value: str) -> SplitResult:
    """The address in parts; empty parts where it is none."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # read here because a wrong port is refused only when read
    except ValueError:
        return urlsplit("")
    return parts


def _address(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or re.search(r"\s", value):
        raise ValueError("phải là địa chỉ bắt đầu bằng http:// hoặc https://")
    return value.rstrip("/")


def _public(value: str) -> str:
    parts = _split(_address(value))
    if parts.scheme != "https" and not loopback(parts.hostname):
        raise ValueError("phải bắt đầu bằng https://")
    return value.rstrip("/")


def _near(value: str) -> str:
    if not loopback(_split(_address(value)).hostname):
        raise ValueError("chỉ nhận địa chỉ của máy này, ví dụ http://127.0.0.1:8000/…")
    return value


def _listen(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise ValueError("phải có dạng địa chỉ:cổng, ví dụ 127.0.0.1:8081")
    return value


def host_and_port(address: str) -> tuple[str, int]:
    """The two parts of an address to listen at."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _database(value: str) -> str:
    parts = _split(value)
    match parts.scheme:
        case "sqlite" if not parts.netloc and parts.path.strip("/"):
            return value
        case "postgresql" | "postgres" if parts.hostname or parts.query:
            return value
        case _:
            raise ValueError("phải có dạng sqlite:////đường/dẫn.db hoặc postgresql://người:mật_khẩu@máy/tên")


def _home(value: object) -> object:
    return Path(value).expanduser().absolute() if isinstance(value, str | Path) else value


def _hour(value: object) -> object:
    if value == "off":
        return None
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and int(value) < 24):
        raise ValueError("chỉ nhận một giờ từ 0 đến 23, hoặc off")
    return value


def _keep(value: object) -> object:
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and 1 <= int(value) <= 1000):
        raise ValueError("phải là một số từ 1 đến 1000")
    return value


class Settings(BaseModel):
    """All settings of the bot. The names in the environment are these in capitals after `NTM_`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None, description="Mã bot do @BotFather cấp; cần khi chạy bot."
    )
    telegram_base_url: Annotated[str, AfterValidator(_address)] = Field(
        default="https://api.telegram.org/bot",
        description="Địa chỉ Bot API, dạng http://127.0.0.1:PORT/bot khi chạy thử.",
    )
    telegram_file_url: Annotated[str, AfterValidator(_address)] = Field(
        default="https://api.telegram.org/file/bot",
        description="Địa chỉ tải tệp, dạng http://127.0.0.1:PORT/file/bot khi chạy thử.",
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        default="polling", description="Cách nhận tin: polling (tự hỏi Telegram) hoặc webhook (Telegram gọi tới)."
    )
    telegram_webhook_url: Annotated[str, AfterValidator(_address)] | None = Field(
        default=None, description="Địa chỉ https mà Telegram gọi tới; cần với webhook."
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = Field(
        default=None, description="Chuỗi bí mật chứng tỏ lời gọi là của Telegram; cần với webhook."
    )
    operator: Annotated[str, Field(max_length=200)] = Field(
        default="", description="Cơ quan vận hành trợ lý, như ghi trong lời xin đồng ý khi tham gia."
    )
    listen: Annotated[str, AfterValidator(_listen)] = Field(
        default="127.0.0.1:8081", description="Địa chỉ:cổng cho webhook và /health; với polling chỉ mở khi được đặt."
    )
    public_url: Annotated[str, AfterValidator(_public)] | None = Field(
        default=None,
        description="Địa chỉ https mà người ngoài mở được, dẫn tới NTM_LISTEN: để tải tệp ở kênh không gửi được tệp.",
    )
    link_hours: Annotated[int, Field(ge=1, le=720)] = Field(
        default=48, description="Liên kết tải tệp dùng được bao nhiêu giờ."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="",
        validate_default=False,
        repr=False,
        description="Cơ sở dữ liệu: sqlite:////đường/dẫn.db hoặc postgresql://…",
    )
    data_dir: Annotated[Path, BeforeValidator(_home)] = Field(
        default=Path("~/.local/share/ntm"),
        validate_default=True,
        description="Thư mục dữ liệu: tệp SQLite, ảnh minh chứng, tệp xuất.",
    )
    backup_dir: Annotated[Path, BeforeValidator(_home)] | None = Field(
        default=None, description="Thư mục chứa các bản sao lưu; nên là một ổ khác."
    )
    backup_hour: Annotated[int | None, BeforeValidator(_hour)] = Field(
        default=2, description="Bot tự sao lưu mỗi đêm lúc mấy giờ (0 đến 23), hoặc off để tự lo bằng ntm backup."
    )
    backup_keep: Annotated[int, BeforeValidator(_keep)] = Field(
        default=7, description="Giữ bao nhiêu bản sao lưu gần nhất; mỗi bản có cả ảnh minh chứng."
    )
    keep_update_keys_days: Annotated[int, Field(ge=2, le=400)] = Field(
        default=7, description="Giữ mã của tin đã nhận bao nhiêu ngày, để một tin không ghi hai lần."
    )
    keep_messages_days: Annotated[int, Field(ge=3, le=400)] = Field(
        default=14, description="Giữ nội dung tin đã gửi bao nhiêu ngày."
    )
    keep_message_rows_days: Annotated[int, Field(ge=3, le=4000)] = Field(
        default=60, description="Giữ dòng ghi tin nào gửi lúc nào (không có nội dung) bao nhiêu ngày."
    )
    keep_visitors_days: Annotated[int, Field(ge=1, le=400)] = Field(
        default=30, description="Giữ phiên trò chuyện của người chưa tham gia hoặc đã thôi bao nhiêu ngày."
    )
    keep_people_years: Annotated[int, Field(ge=1, le=100)] = Field(
        default=5,
        description="Giữ họ tên, tài khoản bao nhiêu năm, như lời xin đồng ý ghi; ai đã rút lại mà quá hạn thì xóa.",
    )
    keep_requests_years: Annotated[int, Field(ge=1, le=100)] = Field(
        default=5, description="Giữ nội dung yêu cầu về dữ liệu cá nhân bao nhiêu năm sau khi xong."
    )
    keep_photos_years: Annotated[int, Field(ge=1, le=100)] = Field(
        default=5, description="Giữ ảnh minh chứng bao nhiêu năm; quá hạn thì hủy tệp, giữ mã băm."
    )
    keep_voice_years: Annotated[int, Field(ge=1, le=100)] = Field(
        default=5, description="Giữ tin thoại làm minh chứng bao nhiêu năm; quá hạn thì hủy tệp, giữ mã băm."
    )
    holidays: Annotated[Path, BeforeValidator(_home)] | None = Field(
        default=None,
        description="Tệp TOML về ngày nghỉ bù, ngày làm bù mà chương trình chưa biết; mỗi năm một mục.",
    )
    log: Literal["text", "json"] = Field(default="text", description="Kiểu nhật ký ghi ra stderr.")
    clock: AwareDatetime | None = Field(
        default=None,
        description="Bắt đầu đồng hồ của bot từ lúc này, ví dụ 2023-06-05T08:00+07:00; chỉ dùng khi chạy thử tại máy.",
    )

    try_listen: Annotated[str, AfterValidator(_listen)] | None = Field(
        default=None,
        description="Địa chỉ:cổng để vặn đồng hồ (/clock) và gõ chữ thuần (/plain); chỉ dùng khi chạy thử tại máy.",
    )
    plain_url: Annotated[str, AfterValidator(_near)] | None = Field(
        default=None, description="Nơi nhận tin chữ thuần; chỉ dùng khi chạy thử tại máy, cùng NTM_TRY_LISTEN."
    )

    def model_post_init(self, _context: object) -> None:
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.data_dir}/ntm.db")

    @property
    def retention(self) -> Retention:
        """For how long each kind of data is kept."""
        kept = {name.removeprefix("keep_"): value for name, value in self if name.startswith("keep_")}
        return Retention(**kept)

    @property
    def file_links(self) -> FileLinks | None:
        """Where files are fetched from a channel that carries none."""
        return (
            None
            if self.public_url is None
            else FileLinks(base=self.public_url, good_for=timedelta(hours=self.link_hours))
        )

    @property
    def evidence_dir(self) -> Path:
        """Where photos are kept."""
        return self.data_dir / "evidence"

    @property
    def backup_folder(self) -> Path:
        """Where backups are made."""
        return self.backup_dir or self.data_dir / "backups"

    @property
    def listen_host(self) -> str:
        return host_and_port(self.listen)[0]

    @property
    def listen_port(self) -> int:
        return host_and_port(self.listen)[1]

    def secrets(self) -> tuple[str, ...]:
        """What logs must never show."""
        hidden = (self.telegram_token, self.telegram_webhook_secret)
        password = _split(self.database_url).password
        return tuple(secret.get_secret_value() for secret in hidden if secret) + ((password,) if password else ())


def load_settings(
    environment: Mapping[str, str] | None = None, *, file: Path | None = None
) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and warnings about names that look like settings and are none. Raises SettingsProblem."""
    environment = os.environ if environment is None else environment
    file = file or (Path(named).expanduser() if (named := environment.get("NTM_SETTINGS_FILE")) else None)
    values = read_settings_file(file) if file else {}
    values |= {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    known = {PREFIX + field.upper(): field for field in Settings.model_fields}
    # an empty value means "not set": that is how compose files and shells pass on what nobody gave
    given = {known[name]: value.strip() for name, value in values.items() if name in known and value.strip()}
    warnings = tuple(
        _unknown(name, tuple(known)) for name in sorted(values) if name not in known and name not in NOT_SETTINGS
    )
    try:
        return Settings.model_validate(given), warnings
    except ValidationError as refused:
        raise _in_words(refused) from None


def read_settings_file(file: Path) -> dict[str, str]:
    """KEY=VALUE lines; blank lines and lines with # in front are skipped, quotes around a value are dropped."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsProblem(
            "NTM_SETTINGS_FILE", f"không đọc được tệp cài đặt {file}.", "Hãy kiểm tra đường dẫn, quyền đọc và mã UTF-8."
        ) from problem
    values = {}
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip().removeprefix("export ").strip()
        if not content or content.startswith("#"):
            continue
        name, equals, value = content.partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name.strip()):
            raise SettingsProblem(
                f"{file}, dòng {number}", "dòng này không có dạng TÊN=GIÁ TRỊ.", "Hãy sửa hoặc xóa dòng."
            )
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values


def check_for_run(settings: Settings) -> None:
    """What only `run` demands: a token, a complete webhook, and no shifted clock towards the real Telegram."""
    if settings.telegram_token is None:
        raise SettingsProblem(
            "NTM_TELEGRAM_TOKEN",
            "chưa có mã bot.",
            "Hãy lấy mã ở @BotFather rồi đặt NTM_TELEGRAM_TOKEN; chạy thử: ntm demo.",
        )
    near = loopback(_split(settings.telegram_base_url).hostname)
    if settings.clock is not None and not near:
        raise SettingsProblem(
            "NTM_CLOCK",
            "đồng hồ chỉ được chỉnh khi NTM_TELEGRAM_BASE_URL là máy này (127.0.0.1).",
            "Hãy bỏ NTM_CLOCK khi chạy thật.",
        )
    if settings.try_listen is not None and not (near and loopback(host_and_port(settings.try_listen)[0])):
        raise SettingsProblem(
            "NTM_TRY_LISTEN",
            "chỉ để chạy thử, khi địa chỉ này và NTM_TELEGRAM_BASE_URL đều là máy này (127.0.0.1).",
            "Hãy bỏ NTM_TRY_LISTEN khi chạy thật.",
        )
    if settings.plain_url is not None and settings.try_listen is None:
        raise SettingsProblem(
            "NTM_PLAIN_URL", "chỉ dùng cùng NTM_TRY_LISTEN khi chạy thử.", "Hãy bỏ NTM_PLAIN_URL khi chạy thật."
        )
    if settings.telegram_mode == "webhook":
        if settings.telegram_webhook_url is None:
            raise SettingsProblem(
                "NTM_TELEGRAM_WEBHOOK_URL", "chưa có mà đang chọn webhook.", "Hãy đặt địa chỉ https của bot."
            )
        if settings.telegram_webhook_secret is None:
            raise SettingsProblem(
                "NTM_TELEGRAM_WEBHOOK_SECRET", "chưa có mà đang chọn webhook.", "Hãy đặt một chuỗi ngẫu nhiên đủ dài."
            )
        if not near and not settings.telegram_webhook_url.startswith("https://"):
            raise SettingsProblem(
                "NTM_TELEGRAM_WEBHOOK_URL", "Telegram chỉ gọi tới địa chỉ https.", "Hãy dùng https://…"
            )


def describe_settings() -> str:
    """All settings with their defaults, for `ntm run --help`."""
    defaults = {
        "database_url": "tệp ntm.db trong NTM_DATA_DIR",
        "data_dir": "~/.local/share/ntm",
        "backup_dir": "thư mục backups trong NTM_DATA_DIR",
    }
    lines = []
    for name, field in Settings.model_fields.items():
        default = defaults.get(name) or field.default or "không có"
        lines.append(f"{PREFIX}{name.upper()}\n    {field.description}\n    Mặc định: {default}")
    return "\n".join(lines)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"{name} không phải là cài đặt nào." + (f" Có phải là {near[0]}?" if near else "")


def _in_words(refused: ValidationError) -> SettingsProblem:
    first = refused.errors(include_url=False, include_context=True)[0]
    name = PREFIX + str(first["loc"][0]).upper()
    match first["type"]:
        case "literal_error":
            message = f"chỉ nhận {first['ctx']['expected'].replace(' or ', ' hoặc ')}."
        case "value_error":
            message = f"{first['ctx']['error']}."
        case "timezone_aware":
            message = "thiếu múi giờ; dạng đúng là 2023-06-05T08:00+07:00."
        case kind if kind.startswith("datetime"):
            message = "không phải là thời điểm; dạng đúng là 2023-06-05T08:00+07:00."
        case _:
            message = "giá trị không dùng được."
    return SettingsProblem(name, message, "Xem các cài đặt: ntm run --help.")
