"""The one way out to the network."""


class Transport:
    """Owns the connections of the program."""

    async def close(self) -> None:
        """Close what is open."""
