"""Trying the whole bot on one computer: an emulation of the messenger, phones, a clock and faults. Loopback only."""
