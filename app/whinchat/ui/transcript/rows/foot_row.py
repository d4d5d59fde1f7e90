"""The foot of a message: the room in which its actions appear."""

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.rows.row import Row, RowKey

_HEIGHT = int(Size.ICON_BUTTON)


class FootRow(Row):
    """Empty by itself; the bar of actions is laid over it."""

    space_above = Space.XS

    def __init__(self, key: RowKey) -> None:
        super().__init__(key)
        self.height = _HEIGHT

    def measure(self, width: int) -> None:
        """Take the height, which is always the same."""
        self.measured_for = width
        self.height = _HEIGHT
