"""The pure heart: no await, no clock, no random, no network, no files, no SQL."""
