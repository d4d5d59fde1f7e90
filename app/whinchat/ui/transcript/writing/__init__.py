"""Markdown onto documents: fonts and formats, the writer, colours of code, odd characters."""
