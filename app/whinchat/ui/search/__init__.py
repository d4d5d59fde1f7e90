"""Searching all conversations: a panel over the window."""
