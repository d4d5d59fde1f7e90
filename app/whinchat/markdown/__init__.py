"""Text to blocks, incrementally. Pure."""
