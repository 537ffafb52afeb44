"""What the clock brings: who owes what now, reminders, lists for the level above, digests. Rows first, then sending."""
