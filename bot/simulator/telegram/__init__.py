"""An emulation of the Telegram Bot API on the loopback interface.

`World` holds what Telegram would hold; `Emulator` serves it over HTTP to an unmodified bot; `Phones` and `Groups` are
what people do; `Faults` is what goes wrong. Nothing here is used in production.
"""
