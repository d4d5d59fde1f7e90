"""Taking in conversations of other programs."""
