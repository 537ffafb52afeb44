"""The manifest of a backup: of what, when, by which version, and what must be found in it. Read as a stranger's."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

KIND: Final = "ntm-backup"
FORMAT: Final = 1
"""Raised when an older program could no longer restore what is written."""
MANIFEST: Final = "manifest.json"
DATABASE: Final = "ntm.db"
EVIDENCE: Final = "evidence/"
DEEPEST: Final = 4
"""Parts of a name: evidence/ab/name, and one more."""
LONGEST_MANIFEST: Final = 256 * 1024 * 1024
"""Bytes: a million evidence files take 160 MB."""

_PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}")


def is_plain_path(name: str) -> bool:
    """Whether the name can only lead to a place below the folder it is put in, on every system."""
    parts = name.split("/")
    return len(parts) <= DEEPEST and all(_PART.fullmatch(part) for part in parts)


def _name(value: str) -> str:
    if value != DATABASE and not (value.startswith(EVIDENCE) and is_plain_path(value)):
        raise ValueError("no name of a file in a backup")
    return value


Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class KeptFile(_Part):
    """One file in the archive. size: bytes."""

    name: Annotated[str, AfterValidator(_name)]
    size: Count
    sha256: Digest


class Table(_Part):
    """One table of the database."""

    rows: Count
    digest: Digest


class Chain(_Part):
    """See storage.audit.ChainEnd."""

    chain: int
    entries: Count
    last: int
    digest: str


class Audit(_Part):
    """How the chained log was found, in the words of `ntm audit verify --json`."""

    whole: bool
    entries: Count
    chains: tuple[Chain, ...]
    faults_found: Count


class Manifest(_Part):
    """The whole of it. missing: evidence that the database names and the disk had not, or not whole."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    kind: Literal["ntm-backup"] = "ntm-backup"
    format: Literal[1] = 1
    version: Annotated[str, Field(max_length=40)]
    made_at: AwareDatetime
    database: Literal["sqlite", "postgresql"]
    migration: Count
    """The number of the last migration of the schema."""
    tables: dict[str, Table]
    audit: Audit | None
    files: tuple[KeptFile, ...]
    missing: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[KeptFile, ...]:
        """The files besides the database."""
        return tuple(file for file in self.files if file.name != DATABASE)

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(file.size for file in self.files)
