"""A backup read as a stranger's file: nothing is believed that its own digests do not prove, and no name leads out.

Unpacked into a folder of its own, where it is compared with its manifest file by file and table by table.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from bot.backups.folder import sync
from bot.backups.making import MODE, PIECE, Wish, audit_part
from bot.backups.manifest import DATABASE, FORMAT, KIND, LONGEST_MANIFEST, MANIFEST, KeptFile, Manifest, Table
from bot.backups.refusals import altered, foreign, newer, not_read, not_written
from conversations.programme.problem import Problem
from storage.migrate import migrations_of_this_version
from storage.sqlite_copy import contents_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)
"""What the library raises at a file that is cut, altered, locked or none of its kind."""


def read_manifest(file: Path) -> tuple[Manifest, str]:
    """What a backup says of itself, and the SHA-256 of that. Raises Problem where it is none, cut, or newer than we."""
    with _opened(file) as archive:
        return _manifest(file, archive)


def unpack(file: Path, folder: Path, *, wish: Wish | None = None) -> tuple[Manifest, str]:
    """Unpack all of it below the folder, onto the disk, and compare it with its manifest; that and its SHA-256.
    folder: empty, on a disk with room for it. Raises Problem; what was unpacked is then nobody's.
    """
    wish = wish or Wish()
    with _opened(file) as archive:
        manifest, fingerprint = _manifest(file, archive)
        try:
            for kept in manifest.files:
                _unpack(file, archive, kept, folder / kept.name, wish)
        except OSError as problem:
            raise not_written(folder, problem) from problem
    if manifest.database == "sqlite":
        _compare(file, folder / DATABASE, manifest, wish)
    return manifest, fingerprint


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with file.open("rb") as read, zipfile.ZipFile(read) as archive:
            yield archive
    except _BROKEN as broken:
        raise foreign(file) from broken
    except OSError as problem:
        raise not_read(file) from problem


def _manifest(file: Path, archive: zipfile.ZipFile) -> tuple[Manifest, str]:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise foreign(file)
    with archive.open(MANIFEST) as read:
        text = read.read(LONGEST_MANIFEST)
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise foreign(file)
    latest = migrations_of_this_version()[-1].version
    if _number(document.get("format")) > FORMAT or _number(document.get("migration")) > latest:
        raise newer(file, str(document.get("version"))[:40])
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as refused:
        raise foreign(file) from refused
    expected = [MANIFEST, *(kept.name for kept in manifest.files)]
    has_database = DATABASE in expected
    if (
        len(set(names)) < len(names)
        or sorted(names) != sorted(expected)
        or has_database != (manifest.database == "sqlite")
    ):
        raise altered(file, MANIFEST)
    return manifest, hashlib.sha256(text).hexdigest()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _unpack(file: Path, archive: zipfile.ZipFile, kept: KeptFile, place: Path, wish: Wish) -> None:
    """Byte by byte as long as it is what the manifest says: no more is ever written than that."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, left = hashlib.sha256(), kept.size
    with (
        archive.open(kept.name) as read,
        os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb") as into,
    ):
        while piece := read.read(PIECE):
            wish.check()
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            into.write(piece)
        into.flush()
        os.fsync(into.fileno())
    if left or digest.hexdigest() != kept.sha256:
        raise altered(file, kept.name)
    sync(place.parent)


def _compare(file: Path, database: Path, manifest: Manifest, wish: Wish) -> None:
    try:
        found = contents_of(database, still_wanted=wish.check)
    except Problem as problem:
        if problem.code == "backup_stopped":
            raise
        raise altered(file, DATABASE) from problem
    tables = {name: Table(rows=one.rows, digest=one.digest) for name, one in found.tables.items()}
    if (found.migration, tables, audit_part(found.audit)) != (manifest.migration, manifest.tables, manifest.audit):
        raise altered(file, DATABASE)
