"""The menu of one message: everything that can be done with it, its links and its code."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from PySide6.QtWidgets import QMenu, QWidget

from whinchat.domain.conversation import MarkName, Status
from whinchat.ui.transcript.actions.action_bar import offered_actions
from whinchat.ui.transcript.clipboard import copy_address
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.row import Row, Thing
from whinchat.ui.transcript.rows.sources_row import SourcesRow
from whinchat.ui.transcript.writing.links import followable, host_of
from whinchat.ui.transcript.writing.unseen import in_words

_WORDS = {
    Action.COPY: "Copy message",
    Action.EDIT: "Edit",
    Action.RETRY: "Retry",
    Action.RETRY_WITH: "Retry with another model…",
    Action.PREVIOUS_VERSION: "Previous version",
    Action.NEXT_VERSION: "Next version",
    Action.COMPARE: "Compare versions…",
    Action.CONTINUE: "Continue",
    Action.FORK: "Fork to a new conversation",
}
_LAST_WORDS = {
    Action.DELETE: "Delete message",
    Action.DELETE_BRANCH: "Delete from here on",
}
_MOST_LINKS = 30
_LONGEST = 60
_SIGNS_OF_LINKS = ("://", "www.", "]", "@", "href")


def make_menu(
    view: MessageView,
    act: Callable[[str, Action], None],
    follow_link: Callable[[str], None],
    read: Callable[[], None],
    parent: QWidget,
    pointed_at: Thing | None = None,
) -> QMenu:
    """Return the menu for a message whose rows exist; the caller shows it.

    What was ``pointed_at`` comes first, without a way through another menu.
    """
    menu = QMenu(parent)
    if pointed_at is not None:
        _add_commands(menu, pointed_at)
        menu.addSeparator()
    act_here = partial(act, view.message_id)
    _add_actions(menu, view, _WORDS, act_here)
    menu.addAction("Read message").triggered.connect(read)
    menu.addSeparator()
    _add_folds(menu, view)
    things = [thing for row in view.rows for thing in row.things()]
    if len(things) > 1 or pointed_at is None:
        _add_things(menu, things)
    _add_links(menu, view, follow_link)
    menu.addSeparator()
    _add_context(menu, view, act_here)
    _add_actions(menu, view, _LAST_WORDS, act_here)
    return menu


def _add_actions(
    menu: QMenu, view: MessageView, words: Mapping[Action, str], act: Callable[[Action], None]
) -> None:
    for action in offered_actions(view.entry):
        if action in words:
            menu.addAction(words[action]).triggered.connect(partial(act, action))


def _add_context(menu: QMenu, view: MessageView, act: Callable[[Action], None]) -> None:
    """Offer to send a message with the others, to leave it out, or to keep it always."""
    entry = view.entry
    if not entry.can_change or entry.message.status is Status.STREAMING:
        return
    context = menu.addMenu("Context")
    is_out = entry.message.has(MarkName.LEFT_OUT)
    is_kept = entry.message.has(MarkName.ALWAYS_KEPT)
    for words, action, is_on in (
        ("Include", Action.INCLUDE, not is_out and not is_kept),
        ("Leave out", Action.LEAVE_OUT, is_out),
        ("Always keep", Action.ALWAYS_KEEP, is_kept),
    ):
        choice = context.addAction(words)
        choice.setCheckable(True)
        choice.setChecked(is_on)
        choice.triggered.connect(partial(act, action))
    context.addSeparator()
    before = context.addAction("Leave out everything before this")
    before.triggered.connect(partial(act, Action.LEAVE_OUT_BEFORE))


def _add_folds(menu: QMenu, view: MessageView) -> None:
    """Offer to show and hide what is folded: thoughts, and what tools did."""
    for fold in view.folds():
        verb = "Hide" if fold.is_open else "Show"
        menu.addAction(_safe(f"{verb}: {fold.words}")).triggered.connect(fold.toggle)


def _add_things(menu: QMenu, things: Sequence[Thing]) -> None:
    """Offer what can be done with code, tables and pictures; in menus of their own if several."""
    if len(things) == 1:
        _add_commands(menu, things[0])
        return
    for numbers, thing in zip(_numbers(things), things, strict=True):
        label = f" ({thing.label})" if thing.label else ""
        _add_commands(menu.addMenu(_safe(f"{thing.kind} {numbers}{label}")), thing)


def _numbers(things: Sequence[Thing]) -> Iterator[int]:
    """Count things, each kind by itself."""
    counts: Counter[str] = Counter()
    for thing in things:
        counts[thing.kind] += 1
        yield counts[thing.kind]


def _add_commands(menu: QMenu, thing: Thing) -> None:
    for command in thing.commands:
        action = menu.addAction(_safe(command.words))
        action.triggered.connect(command.run)
        if command.is_on is not None:
            action.setCheckable(True)
            action.setChecked(command.is_on)


def _add_links(menu: QMenu, view: MessageView, follow_link: Callable[[str], None]) -> None:
    found = (link for row in view.rows if _may_link(row) for link in row.links())
    links = list(islice((link for link in found if followable(link[1])), _MOST_LINKS))
    if not links:
        return
    opening, copying = menu.addMenu("Links"), menu.addMenu("Copy address")
    for words, address in links:
        # Where it really leads is never cut off, however long the words are.
        label = f"{_safe(words)}  ({host_of(address)})"
        opening.addAction(label).triggered.connect(partial(follow_link, address))
        copy = partial(copy_address, address)
        copying.addAction(label).triggered.connect(copy)


def _may_link(row: Row) -> bool:
    """Tell whether a row is worth being laid out to see whether links are in it."""
    if isinstance(row, SourcesRow):
        return True
    return any(sign in row.source for sign in _SIGNS_OF_LINKS)


def _safe(words: str) -> str:
    # In a menu an ampersand would mark a letter.
    words = in_words(words)
    short = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
    return short.replace("&", "&&")
