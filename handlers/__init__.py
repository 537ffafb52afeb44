"""Use cases, one file per thing that can happen; the only place that opens a transaction."""
