"""The transcript: a branch of a conversation on the screen, laid out block by block."""
