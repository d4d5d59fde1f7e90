"""Conversations leaving the library: one file a format."""
