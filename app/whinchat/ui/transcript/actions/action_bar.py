"""The actions of one message: real buttons, laid under it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.domain.conversation import Role, Status
from whinchat.domain.errors import Remedy
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.entry import Action, Entry
from whinchat.ui.transcript.rows.status import reached_limit
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_BUTTONS = (
    (Action.COPY, "copy", "Copy"),
    (Action.EDIT, "pencil", "Edit"),
    (Action.RETRY, "refresh-cw", "Retry"),
    (Action.RETRY_WITH, "chevron-down", "Retry with another model"),
    (Action.PREVIOUS_VERSION, "chevron-left", "Previous version"),
    (Action.NEXT_VERSION, "chevron-right", "Next version"),
)
_UNFINISHED = (Status.STOPPED, Status.INTERRUPTED)


class ActionBar(QWidget):
    """Copy, edit, retry, versions, more; in this order."""

    def __init__(
        self,
        theme: Theme,
        act: Callable[[str, Action], None],
        show_menu: Callable[[str, QWidget], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._entry: Entry | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.HAIR)
        self._buttons: dict[Action, IconButton] = {}
        self._version = PlainLabel(theme, "", LabelKind.META)
        for action, icon, name in _BUTTONS:
            button = IconButton(theme, icon, name)
            button.set_icon_size(Size.ICON_SMALL + Space.HAIR // 2)
            button.clicked.connect(partial(self._press, action))
            self._buttons[action] = button
            if action is Action.NEXT_VERSION:
                row.addWidget(self._version)
            row.addWidget(button)
        more = IconButton(theme, "ellipsis", "More")
        more.clicked.connect(lambda: show_menu(self.message_id, more))
        row.addWidget(more)

    @property
    def message_id(self) -> str:
        """Return the id of the message that the bar belongs to."""
        return self._entry.message.id if self._entry is not None else ""

    def show_entry(self, entry: Entry) -> None:
        """Offer what can be done with a message."""
        if entry is self._entry:
            return
        self._entry = entry
        offered = offered_actions(entry)
        for action, button in self._buttons.items():
            button.setVisible(action in offered)
        number, count = entry.version
        self._version.setText(f"{number}/{count}")
        self._version.setVisible(count > 1)
        self._buttons[Action.PREVIOUS_VERSION].setEnabled(number > 1)
        self._buttons[Action.NEXT_VERSION].setEnabled(number < count)
        self.adjustSize()

    def _press(self, action: Action) -> None:
        if self._entry is not None:
            self._act(self._entry.message.id, action)


def offered_actions(entry: Entry) -> tuple[Action, ...]:
    """Return what can be done with a message now, in the order of its menu."""
    is_over = entry.message.status is not Status.STREAMING
    offered = [Action.COPY]
    if entry.message.role is Role.USER and entry.can_change:
        offered.append(Action.EDIT)
    if entry.message.role is Role.ASSISTANT and is_over and entry.can_change:
        offered += (Action.RETRY, Action.RETRY_WITH)
    if entry.version[1] > 1 and is_over:
        offered += (Action.PREVIOUS_VERSION, Action.NEXT_VERSION, Action.COMPARE)
    if can_go_on(entry):
        offered.append(Action.CONTINUE)
    if is_over:
        offered.append(Action.FORK)
    if entry.can_change:
        offered += (Action.DELETE, Action.DELETE_BRANCH)
    return tuple(offered)


def can_go_on(entry: Entry) -> bool:
    """Tell whether the rest of a partial reply can be asked for."""
    message, failure = entry.message, entry.message.failure
    wants = failure is not None and failure.remedy is Remedy.CONTINUE
    is_partial = message.status in _UNFINISHED or wants or reached_limit(message)
    return entry.can_change and bool(message.text) and is_partial
