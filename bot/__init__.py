"""Processes and the outside world: the outermost ring, which may import every other folder."""

__version__ = "0.1.0"
