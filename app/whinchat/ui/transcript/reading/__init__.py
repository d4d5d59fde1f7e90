"""Messages for whoever does not look at the page: read out, or read with a caret."""
