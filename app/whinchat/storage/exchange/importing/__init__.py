"""Conversations of other programs, read and never trusted."""
