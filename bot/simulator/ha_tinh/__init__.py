"""Hà Tĩnh: a resolution of 2021 and the letter of 2022 about it, whole, and what they want done every quarter."""
