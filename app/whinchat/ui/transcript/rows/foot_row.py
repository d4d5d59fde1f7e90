"""The foot of a message: the room in which its actions appear."""

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.rows.row import Row, RowKey


class FootRow(Row):
    """Empty by itself; the bar of actions is laid over it."""

    space_above = Space.XS

    def __init__(self, key: RowKey) -> None:
        super().__init__(key)
        self.height = int(Size.ICON_BUTTON)

    def measure(self, width: int) -> None:
        """Keep the height: it is always the same."""
        self.measured_for = width
