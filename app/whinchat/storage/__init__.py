"""The disk: conversations, settings, keys, model files."""
