"""Which messages show their actions, and where."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.actions.action_bar import ActionBar
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.flow import Placed
from whinchat.ui.transcript.page import Page
from whinchat.ui.transcript.rows.foot_row import FootRow


class Bars:
    """Keeps a few action bars and lays them under the messages that want one."""

    def __init__(
        self,
        theme: Theme,
        act: Callable[[str, Action], None],
        show_menu: Callable[[str, QWidget], None],
        holder: QWidget,
    ) -> None:
        self._theme = theme
        self._act = act
        self._show_menu = show_menu
        self._holder = holder
        self._bars: dict[str, ActionBar] = {}
        self._spare: list[ActionBar] = []

    def place(self, placed: list[Placed], wanted: set[int], page: Page) -> None:
        """Show the actions of the wanted messages where their feet are in sight."""
        feet = {
            row.view.message_id: row
            for row in placed
            if row.spot.message in wanted and isinstance(row.row, FootRow)
        }
        for message_id in [*self._bars]:
            if message_id not in feet:
                bar = self._bars.pop(message_id)
                bar.hide()
                self._spare.append(bar)
        for message_id, foot in feet.items():
            bar = self._bars.get(message_id) or self._take()
            self._bars[message_id] = bar
            bar.show_entry(foot.view.entry)
            area = page.area(foot)
            left = page.left - Space.XS - Space.HAIR
            if foot.view.is_user:
                left = page.left + page.width - bar.width()
            bar.move(left, area.top())
            bar.show()

    def _take(self) -> ActionBar:
        if self._spare:
            return self._spare.pop()
        return ActionBar(self._theme, self._act, self._show_menu, self._holder)
