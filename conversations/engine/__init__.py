"""The turn as a value: session, events, effects, needs, step."""
