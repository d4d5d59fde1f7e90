"""Long work that a dialog asks for: how far it has come, how it is stopped, what came of it."""
