"""What can be done with a message: the bar under it, its menu, and what they do."""
