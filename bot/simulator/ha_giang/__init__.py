"""Hà Giang: a Party committee's resolution of 2022 with its table of targets by district, whole."""
