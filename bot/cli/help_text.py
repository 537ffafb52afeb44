"""The help of every verb in Vietnamese, also the words that click writes there by itself."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh", "Positional arguments": "Tham số"}
_USAGE = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]…"}
_OF_THE_HELP = {"Show this message and exit.": "Hướng dẫn này."}
_KINDS = {"INTEGER RANGE": "SỐ", "FLOAT RANGE": "SỐ"}
_EXTRA = re.compile(r"\[(?=default: |required\]|[^\[\]]*<=?x|[^\[\]]*; required\])([^\[\]]*)\]$")
"""What click adds to an option's line: its default, its range, whether it must be there."""


class VietnameseHelp(click.HelpFormatter):
    """Writes click's headings and remarks in Vietnamese; what a verb says itself stays as it is."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _put(args, _USAGE), prefix or "Cách gọi: ")

    @contextmanager
    def section(self, name: str) -> Generator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_put(first, _KINDS), _remark(said)) for first, said in rows], col_max, col_spacing)


def _put(text: str, words: dict[str, str]) -> str:
    for english, vietnamese in words.items():
        text = text.replace(english, vietnamese)
    return text


def _remark(said: str) -> str:
    if said in _OF_THE_HELP:
        return _OF_THE_HELP[said]
    return _EXTRA.sub(
        lambda found: f"[{found[1].replace('default: ', 'mặc định: ').replace('required', 'bắt buộc')}]", said
    )
