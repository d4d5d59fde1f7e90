"""Restoring a backup: what it would do, and how far it has come."""
