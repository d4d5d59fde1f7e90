"""The page of one conversation: header, transcript, composer, and the start page."""
