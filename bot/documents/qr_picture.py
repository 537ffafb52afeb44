"""QR pictures: for a terminal, a page, a sheet of paper, a phone."""

from __future__ import annotations

import io

import segno

SCALE = 8
"""Pixels of one module: legible on a phone of 360 px and on paper."""


def qr_address(text: str) -> str:
    """A picture as a data address, for a page or a printed sheet."""
    return _made(text).png_data_uri(scale=SCALE)


def qr_text(text: str) -> str:
    """The same in a terminal's characters."""
    out = io.StringIO()
    _made(text).terminal(out, compact=True)
    return out.getvalue()


def qr_png(text: str) -> bytes:
    """The same as a PNG."""
    out = io.BytesIO()
    _made(text).save(out, kind="png", scale=SCALE)
    return out.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
