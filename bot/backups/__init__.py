"""Backups: one zip file each, with the database as of one moment, the evidence files, and a manifest of both."""
