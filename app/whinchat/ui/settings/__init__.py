"""The settings window: one page a topic, changes apply at once."""
