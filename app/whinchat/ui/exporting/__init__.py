"""Leaving: the dialog that exports conversations, and printing."""
