"""How fast the bot is: made-up officers answer a guided interview, and what it costs is measured. Loopback only."""
