"""The rules about money that come with the program, a file for each document; what a file may hold: rule_file.py."""

from __future__ import annotations

from importlib import resources


def shipped_rules() -> tuple[tuple[str, str], ...]:
    """(file name, text) of every file of rules in this folder, by name."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    return tuple(sorted((file.name, file.read_text(encoding="utf-8")) for file in files))
