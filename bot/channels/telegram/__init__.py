"""Telegram: updates read, screens rendered, calls sent, files fetched, menus set."""
