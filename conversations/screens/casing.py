"""A name or title at the beginning of a sentence and inside one: "Xã Phúc Sen", "báo cáo 6 tháng đầu năm 2023"."""

from __future__ import annotations


def capital(text: str) -> str:
    """Its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Its first letter small."""
    return text[:1].lower() + text[1:]
