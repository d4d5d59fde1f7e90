"""Rows: the stripes that a message is made of, each drawn by itself."""
