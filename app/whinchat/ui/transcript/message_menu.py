"""The menu of one message: everything that can be done with it, its links and its code."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from whinchat.domain.conversation import Status
from whinchat.domain.errors import Remedy
from whinchat.ui.transcript.action_bar import offered_actions
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.code_header import CodeTool
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.writing.links import followable, host_of

_WORDS = {
    Action.COPY: "Copy message",
    Action.RETRY: "Retry",
    Action.PREVIOUS_VERSION: "Previous version",
    Action.NEXT_VERSION: "Next version",
}
_MOST_LINKS = 30
_LONGEST = 60
_UNFINISHED = (Status.STOPPED, Status.INTERRUPTED)


def make_menu(
    view: MessageView,
    act: Callable[[str, Action], None],
    follow_link: Callable[[str], None],
    parent: QWidget,
) -> QMenu:
    """Return the menu for a message whose rows exist; the caller shows it."""
    menu = QMenu(parent)
    message_id = view.message_id
    for action in offered_actions(view.entry):
        menu.addAction(_WORDS[action]).triggered.connect(partial(act, message_id, action))
    if _can_go_on(view):
        go_on = menu.addAction("Continue")
        go_on.triggered.connect(partial(act, message_id, Action.CONTINUE))
    menu.addSeparator()
    _add_code(menu, view)
    _add_links(menu, view, follow_link)
    return menu


def _can_go_on(view: MessageView) -> bool:
    message = view.entry.message
    failure = message.failure
    wants = failure is not None and failure.remedy is Remedy.CONTINUE
    return bool(message.text) and (message.status in _UNFINISHED or wants)


def _add_code(menu: QMenu, view: MessageView) -> None:
    codes = [row for row in view.rows if isinstance(row, CodeRow)]
    for number, row in enumerate(codes, 1):
        if len(codes) == 1:
            _add_tools(menu, row)
        else:
            _add_tools(menu.addMenu(_safe(f"Code {number} ({row.label})")), row)


def _add_tools(menu: QMenu, row: CodeRow) -> None:
    for tool in CodeTool:
        words = f"{tool} ({row.label})" if tool is CodeTool.COPY else tool
        action = menu.addAction(_safe(words))
        action.triggered.connect(partial(row.use, tool))
        if tool is CodeTool.WRAP:
            action.setCheckable(True)
            action.setChecked(row.is_wrapped)
    if row.is_folded:
        menu.addAction(row.fold_words).triggered.connect(row.unfold)


def _add_links(menu: QMenu, view: MessageView, follow_link: Callable[[str], None]) -> None:
    links = [link for row in view.rows for link in row.links() if followable(link[1])]
    if not links:
        return
    submenu = menu.addMenu("Links")
    for words, address in links[:_MOST_LINKS]:
        action = submenu.addAction(_safe(f"{words}  ({host_of(address)})"))
        action.setToolTip(address)
        action.triggered.connect(partial(follow_link, address))


def _safe(words: str) -> str:
    # In a menu an ampersand would mark a letter.
    short = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
    return short.replace("&", "&&")
