"""Channels: how what happened on a phone is read, and how screens look there. One folder or file per channel."""
