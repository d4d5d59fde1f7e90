"""Backups: zips of everything in the library, written, looked into and merged back."""
