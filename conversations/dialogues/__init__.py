"""How people talk about it: one file per dialogue."""
