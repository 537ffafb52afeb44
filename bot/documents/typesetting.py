"""The engine that sets pages: made when first needed, kept, used by one thread at a time. It knows the fonts that came
with the program and no others, so the same text is the same page on every machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

HERE: Final = Path(__file__).parent


class Typesetting:
    """Sets what one template says. Everything of a page comes in as JSON: text is data, never markup."""

    def __init__(self, template: str, *, fonts: str) -> None:
        """template, fonts: a file and a folder beside this one."""
        self._template = HERE / template
        self._fonts = HERE / fonts
        self._compiler: Any = None  # typst's Compiler; importing it costs 80 MB, so not before it is needed
        self._lock = Lock()

    def set(self, document: dict[str, Any], kind: Literal["pdf", "png"], *, sharpness: float = 144) -> bytes:
        """The file. sharpness: points per inch of a PNG. It takes tens of milliseconds: call it in a thread."""
        given = {"data": json.dumps(document, ensure_ascii=False)}
        with self._lock:
            if self._compiler is None:
                self._compiler = self._made()
            if kind == "pdf":
                return bytes(self._compiler.compile(format="pdf", sys_inputs=given))
            return bytes(self._compiler.compile(format="png", ppi=sharpness, sys_inputs=given))

    def _made(self) -> Any:  # noqa: ANN401 - the library is imported late
        import typst  # noqa: PLC0415 - see above

        # paths, not resources: the engine opens the files itself
        return typst.Compiler(
            str(self._template),
            root=str(HERE),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(self._fonts)]
            ),
            ignore_system_fonts=True,
        )
