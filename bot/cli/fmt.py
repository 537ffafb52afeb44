"""`ntm fmt`: repairs what a tool can repair, and lays the code out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click


@click.command(short_help="Sửa và trình bày lại mã nguồn.")
@click.argument("paths", nargs=-1, metavar="[TỆP]…", type=click.Path(exists=True, path_type=Path))
def fmt(paths: tuple[Path, ...]) -> None:
    """Sửa những gì công cụ tự sửa được rồi trình bày lại toàn bộ mã nguồn, hoặc chỉ các TỆP được nêu."""
    from bot.checks.house import find_house

    house = find_house()
    ruff = str(Path(sys.executable).parent / "ruff")
    where = [str(path.resolve()) for path in paths]
    left = subprocess.run([ruff, "check", "--fix", "--quiet", *where], cwd=house, check=False)  # noqa: S603 - arguments written here
    laid_out = subprocess.run([ruff, "format", *where], cwd=house, check=False)  # noqa: S603 - arguments written here
    sys.exit(left.returncode or laid_out.returncode)
