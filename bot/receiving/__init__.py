"""Receiving: updates come in by long polling or by webhook, and are acknowledged only after their turn is committed."""
