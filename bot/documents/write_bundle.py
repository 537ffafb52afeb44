"""Kept files and a list of them as one ZIP: copied piece by piece, no time of its own, so the same files give the
same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from bot.documents.write_rows import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LIST: Final = "danh-sach.csv"
PIECE: Final = 1024 * 1024
"""Bytes in memory at once."""
_MODE: Final = 0o100644 << 16
_UNIX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFile:
    """name: in the ZIP; path: below the folder the files are kept in; sha256: as it was when the file came."""

    name: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Names in the ZIP. missing: not on the disk, so not in the ZIP either; damaged: not the bytes that came."""

    missing: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()


def write_bundle(
    out: Path, folder: Path, files: Iterable[BundledFile | None], listing: Callable[[Faults], bytes]
) -> Faults:
    """The files in their order, then the list, which is told what was wrong. Raises OSError: nothing is written."""
    with written_whole(out) as into:
        return fill_bundle(into, folder, files, listing)


def fill_bundle(
    into: IO[bytes], folder: Path, files: Iterable[BundledFile | None], listing: Callable[[Faults], bytes]
) -> Faults:
    """The same into what is open already."""
    missing, damaged = set(), set()
    with zipfile.ZipFile(into, "w") as archive:
        for file in files:
            if file is None:
                continue
            digest = _add(archive, folder, file)
            if digest is None:
                missing.add(file.name)
            elif digest != file.sha256:
                damaged.add(file.name)
        faults = Faults(missing=frozenset(missing), damaged=frozenset(damaged))
        archive.writestr(_entry(LIST, zipfile.ZIP_DEFLATED), listing(faults))
    return faults


def _add(archive: zipfile.ZipFile, folder: Path, file: BundledFile) -> str | None:
    """The digest of what was copied; None: it is not there, or its path leads out of the folder."""
    place = (folder / file.path).resolve()
    if not place.is_relative_to(folder.resolve()):
        return None
    try:
        kept = place.open("rb")
    except OSError:
        return None
    digest = hashlib.sha256()
    # photos are pressed already
    with kept, archive.open(_entry(file.name, zipfile.ZIP_STORED), "w", force_zip64=True) as into:
        while piece := kept.read(PIECE):
            digest.update(piece)
            into.write(piece)
    return digest.hexdigest()


def _entry(name: str, way: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = way
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry
