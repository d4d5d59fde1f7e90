"""Conversations on pages: as PDF, and on paper."""
