"""Conversations as OpenDocument text, written piece by piece without an office."""
