"""Making a backup, in a thread: the database copied as of one moment, then the evidence, then the manifest.

It grows under a name that nobody takes for a backup, is brought onto the disk, and only then gets its own. So whatever
bears such a name is whole, as far as a program can promise.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.backups.folder import drop_old, fresh_name, remove, sync, unfinished, writing_in
from bot.backups.manifest import DATABASE, EVIDENCE, MANIFEST, Audit, Chain, KeptFile, Manifest, Table, is_plain_path
from bot.backups.refusals import already_there, no_room, not_written, nothing_there, stopping
from storage.sqlite_copy import contents_of, copy_online

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from storage.audit import Verified
    from storage.sqlite_copy import Contents

PIECE: Final = 1 << 20
SPARE_SHARE: Final = 20
"""A twentieth of the disk is left free besides what a backup needs, so that the bot can go on writing …"""
LEAST_SPARE: Final = 64 << 20
MOST_SPARE: Final = 1 << 30
"""… between 64 MB and 1 GB."""
MODE: Final = 0o600
"""Names and telephone numbers are inside: only the service's user reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is backed up. database: the SQLite file; None where PostgreSQL has its own way."""

    database: Path | None
    evidence: Path
    version: str
    migration: int = 0
    audit: Verified | None = None
    """Both of a database that is not copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished backup. fingerprint: SHA-256 of its manifest, to be kept elsewhere."""

    file: Path
    size: int
    manifest: Manifest
    fingerprint: str
    dropped: tuple[str, ...]
    """Names of older ones that went."""


@dataclass(slots=True)
class Wish:
    """Whether it is still wanted: whoever ends the program says so from another thread."""

    _given_up: threading.Event = field(default_factory=threading.Event)

    def give_up(self) -> None:
        self._given_up.set()

    def check(self) -> None:
        """Raises Problem once it is no longer wanted."""
        if self._given_up.is_set():
            raise stopping()


def make_backup(
    source: Source, *, folder: Path, now: datetime, keep: int, spare: str = "", wish: Wish | None = None
) -> Made:
    """Make one in the folder, named by the time, and keep so many there. spare: one that is never dropped. Raises
    Problem.
    """
    with writing_in(folder):
        made = _make(source, folder / fresh_name(folder, now), now=now, wish=wish or Wish())
        dropped = drop_old(folder, keep=keep, spare=spare)
    return Made(file=made.file, size=made.size, manifest=made.manifest, fingerprint=made.fingerprint, dropped=dropped)


def make_backup_at(source: Source, place: Path, *, now: datetime, wish: Wish | None = None) -> Made:
    """Make one under this very name, which must be free. Raises Problem."""
    with writing_in(place.parent):
        return _make(source, place, now=now, wish=wish or Wish())


def _make(source: Source, place: Path, *, now: datetime, wish: Wish) -> Made:
    if source.database is not None and not source.database.is_file():
        raise nothing_there(source.database)
    if place.exists():
        raise already_there(place)
    folder = place.parent
    copy, growing = unfinished(folder, f"database-{os.getpid()}"), unfinished(folder, f"archive-{os.getpid()}")
    try:
        _ask_for_room(source, folder)
        contents = None
        if source.database is not None:
            _empty(copy).close()
            copy_online(source.database, copy)
            contents = contents_of(copy, still_wanted=wish.check)
        with _empty(growing) as written:
            manifest, fingerprint = _write(written, source, copy, contents, now=now, wish=wish)
            written.flush()
            os.fsync(written.fileno())
        if place.exists():
            raise already_there(place)
        growing.rename(place)
        sync(folder)
        return Made(file=place, size=place.stat().st_size, manifest=manifest, fingerprint=fingerprint, dropped=())
    except OSError as problem:
        raise not_written(place, problem) from problem
    finally:
        remove(copy)
        remove(growing)


def _write(
    written: IO[bytes], source: Source, copy: Path, contents: Contents | None, *, now: datetime, wish: Wish
) -> tuple[Manifest, str]:
    files = []
    with zipfile.ZipFile(written, "w", allowZip64=True) as archive:
        if contents is not None:
            files.append(_add(archive, copy, DATABASE, wish, pressed=True))
        for path in _evidence_in(source.evidence):
            try:
                files.append(_add(archive, source.evidence / path, EVIDENCE + path, wish, pressed=False))
            except FileNotFoundError:  # erased meanwhile; where the database still names it, it is told as missing
                continue
        kept = {file.name.removeprefix(EVIDENCE) for file in files if _is_what_it_says(file)}
        audit = source.audit if contents is None else contents.audit
        manifest = Manifest(
            version=source.version,
            made_at=now,
            database="sqlite" if contents is not None else "postgresql",
            migration=source.migration if contents is None else contents.migration,
            tables={}
            if contents is None
            else {name: Table(rows=one.rows, digest=one.digest) for name, one in contents.tables.items()},
            audit=None if audit is None else audit_part(audit),
            files=tuple(files),
            missing=() if contents is None else tuple(sorted(contents.files - kept)),
        )
        text = manifest.model_dump_json(indent=1).encode()
        archive.writestr(_entry(MANIFEST, pressed=True), text)
    return manifest, hashlib.sha256(text).hexdigest()


def _add(archive: zipfile.ZipFile, file: Path, name: str, wish: Wish, *, pressed: bool) -> KeptFile:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as read, archive.open(_entry(name, pressed=pressed), "w", force_zip64=True) as into:
        while piece := read.read(PIECE):
            wish.check()
            digest.update(piece)
            size += len(piece)
            into.write(piece)
    return KeptFile(name=name, size=size, sha256=digest.hexdigest())


def _is_what_it_says(file: KeptFile) -> bool:
    """Evidence is named by its digest: under such a name anything else is damage."""
    stem = file.name.rpartition("/")[2].partition(".")[0]
    return len(stem) != len(file.sha256) or stem == file.sha256


def _entry(name: str, *, pressed: bool) -> zipfile.ZipInfo:
    """Photos are pressed already; the time of an entry says nothing, the manifest has it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED if pressed else zipfile.ZIP_STORED
    entry.external_attr = MODE << 16
    return entry


def _evidence_in(folder: Path) -> Iterator[str]:
    """The paths of all finished files, in order, a folder at a time."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        below = os.path.relpath(place, folder)
        for name in sorted(files):
            path = name if below == "." else f"{below}/{name}"
            if not name.endswith(".part") and is_plain_path(path):
                yield path


def spare_room(folder: Path) -> int:
    """Bytes that can be filled in the folder without holding up whoever else writes on its disk; may be below zero."""
    usage = shutil.disk_usage(folder)
    return usage.free - min(max(usage.total // SPARE_SHARE, LEAST_SPARE), MOST_SPARE)


def _ask_for_room(source: Source, folder: Path) -> None:
    database = 0 if source.database is None else source.database.stat().st_size
    evidence = sum((source.evidence / path).stat().st_size for path in _evidence_in(source.evidence))
    needed, free = 2 * database + evidence, spare_room(folder)
    if needed > free:
        raise no_room(folder, needed=needed, free=free)


def _empty(place: Path) -> IO[bytes]:
    """A new file that only the service's user reads."""
    return os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, MODE), "w+b")


def audit_part(found: Verified) -> Audit:
    """The log's state as the manifest tells it."""
    return Audit(
        whole=found.whole,
        entries=found.entries,
        chains=tuple(
            Chain(chain=end.chain, entries=end.entries, last=end.last, digest=end.digest) for end in found.chains
        ),
        faults_found=found.faults_found,
    )
