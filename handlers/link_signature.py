"""The signature of a link to a file: whoever has not got it from us cannot make one, nor change what it opens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from storage.file_links import StoredLink

PATH: Final = "/tep/"
_BYTES: Final = 18
_TOKEN: Final = re.compile(r"(?P<number>[0-9]{1,18})\.(?P<signature>[A-Za-z0-9_-]{24})", re.ASCII)


def token_of(link: StoredLink, key: str) -> str:
    """The last part of the link's address."""
    return f"{link.id}.{_signature(link, key)}"


def number_in(token: str) -> int | None:
    """Which link it says it is; None: it is no token."""
    found = _TOKEN.fullmatch(token)
    return None if found is None else int(found["number"])


def is_signed(token: str, link: StoredLink, key: str) -> bool:
    """Whether we have made it for this very link; compared in constant time."""
    return hmac.compare_digest(token, token_of(link, key))


def _signature(link: StoredLink, key: str) -> str:
    said = f"{link.id}|{link.person}|{link.until}|{link.recipe}".encode()
    digest = hmac.digest(key.encode(), said, hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()
