"""Files as the messenger keeps them: an opaque id, a place to download from, and limits.

A bot may fetch at most 20 MB; what a person sends may be larger, so a size can be declared without bytes behind it.
"""

import struct
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from bot.simulator.telegram.refusals import FILE_UNKNOWN, Refused, bad_request
from bot.simulator.telegram.spec import Json

FETCH_LIMIT: Final = 20 << 20
PHOTO_LIMIT: Final = 10 << 20
UPLOAD_LIMIT: Final = 50 << 20
SAMPLES: Final = ("duong_be_tong.jpg", "be_nuoc.jpg", "nha_van_hoa.jpg")
SAMPLE_DOCUMENT: Final = "bien_ban_hop.pdf"
_FOLDERS: Final = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
_LARGEST_SIDE: Final = 2560


def sample(name: str) -> bytes:
    """A built-in picture or document, so that a try-out needs no files."""
    return files("bot.simulator.telegram").joinpath("samples", name).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    id: str
    unique_id: str
    kind: str  # photo, thumbnail, document, voice, sticker
    content: bytes
    size: int  # of a file too big to keep, more than len(content)
    path: str
    name: str | None = None
    mime: str | None = None
    members: Json  # the object of the Bot API that describes it: PhotoSize, Document, ...

    def as_json(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
            "file_path": self.path,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file part of a multipart request."""

    name: str
    mime: str
    content: bytes


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._thumbnail = sample("thumbnail.jpg")

    def get(self, file_id: str) -> StoredFile:
        found = self._by_id.get(file_id)
        if found is None:
            raise bad_request(FILE_UNKNOWN)
        return found

    def known(self, file_id: str) -> bool:
        return file_id in self._by_id

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def add_photo(self, content: bytes, *, size: int | None = None) -> list[Json]:
        """The sizes of a photo, smallest first; only the last holds the picture itself, so the wrong choice shows."""
        width, height = picture_size(content) or (800, 800)
        scale = min(1.0, _LARGEST_SIDE / max(width, height))
        full = (round(width * scale), round(height * scale))
        small_scale = min(1.0, 90 / max(full))
        small = (max(1, round(full[0] * small_scale)), max(1, round(full[1] * small_scale)))
        thumb = self._keep("thumbnail", self._thumbnail, "jpg", width=small[0], height=small[1])
        whole = self._keep("photo", content, "jpg", size=size, width=full[0], height=full[1])
        return [thumb.members, whole.members]

    def add_document(self, content: bytes, *, name: str | None, mime: str | None, size: int | None = None) -> Json:
        suffix = name.rsplit(".", 1)[1] if name and "." in name else "bin"
        return self._keep("document", content, suffix, size=size, file_name=name, mime_type=mime).members

    def add_voice(self, content: bytes, *, seconds: int) -> Json:
        return self._keep("voice", content, "oga", duration=seconds, mime_type="audio/ogg").members

    def add_sticker(self, content: bytes, *, emoji: str) -> Json:
        kept = self._keep(
            "sticker", content, "webp", width=512, height=512, emoji=emoji,
            type="regular", is_animated=False, is_video=False,
        )  # fmt: skip
        return kept.members

    def _keep(
        self, kind: str, content: bytes, suffix: str, *, size: int | None = None, **members: object
    ) -> StoredFile:
        number = len(self._by_id) + 1
        true_size = size if size is not None else len(content)
        described = {name: value for name, value in members.items() if value is not None}
        kept = StoredFile(
            id=f"AgACAgUAAxkBAAI{number:06d}",
            unique_id=f"AQAD{number:08x}",
            kind=kind,
            content=content,
            size=true_size,
            path=f"{_FOLDERS.get(kind, 'thumbnails')}/file_{number}.{suffix}",
            name=str(members["file_name"]) if members.get("file_name") else None,
            mime=str(members["mime_type"]) if members.get("mime_type") else None,
            members={
                "file_id": f"AgACAgUAAxkBAAI{number:06d}",
                "file_unique_id": f"AQAD{number:08x}",
                "file_size": true_size,
                **described,
            },
        )
        self._by_id[kept.id] = kept
        self._by_path[kept.path] = kept
        return kept


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the header of a JPEG or PNG, None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None


def too_big_as_photo(size: int) -> Refused:
    return bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")


def invalid_picture() -> Refused:
    return bad_request("IMAGE_PROCESS_FAILED")
