"""How a reply stands, under its words: under way, silent, stopped, cut or failed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.conversation import Message, Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.entry import Action, Entry
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.rows.widget_row import WidgetRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.inset import Inset, InsetText, Tone
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.spinner import Spinner

STATUS_PART = 1 << 30
_INSET_GUESS = 108
_LINE_GUESS = 32
_AT_LIMIT = ("max_output_tokens", "length", "max_tokens")

_REMEDIES = {
    Remedy.RETRY: (Action.RETRY, "Retry", "refresh-cw"),
    Remedy.CONTINUE: (Action.CONTINUE, "Continue", "play"),
    Remedy.OPEN_KEY_SETTINGS: (Action.OPEN_KEY_SETTINGS, "Open key settings", "settings"),
    Remedy.OPEN_PROVIDER_SETTINGS: (
        Action.OPEN_PROVIDER_SETTINGS,
        "Open provider settings",
        "settings",
    ),
    Remedy.CHOOSE_MODEL: (Action.CHOOSE_MODEL, "Choose a model", "box"),
    Remedy.FETCH_MODEL: (Action.FETCH_MODEL, "Fetch the model", "download"),
}
_ICONS = {
    FailureKind.KEY_MISSING: "key-round",
    FailureKind.KEY_REJECTED: "key-round",
    FailureKind.NO_CREDIT: "credit-card",
    FailureKind.RATE_LIMITED: "hourglass",
    FailureKind.OVERLOADED: "hourglass",
    FailureKind.TIMED_OUT: "clock",
    FailureKind.UNREACHABLE: "wifi-off",
    FailureKind.NAME_NOT_FOUND: "wifi-off",
    FailureKind.REFUSED_CONNECTION: "unplug",
    FailureKind.CUT: "unplug",
    FailureKind.INSECURE: "shield",
    FailureKind.LOCAL_MODEL: "cpu",
}


def status_rows(stage: Stage, entry: Entry, *, has_words: bool) -> list[WidgetRow]:
    """Return the rows that say how the message stands; none where all is well."""
    message = entry.message
    make: Callable[[QWidget], QWidget] | None = None
    match message.status:
        case Status.STREAMING if entry.silence:
            make = partial(_silence_inset, stage, entry)
        case Status.STREAMING if not has_words:
            make = partial(_progress_line, stage, entry.progress or "Waiting for the reply…")
        case Status.STOPPED:
            make = partial(_stopped_line, stage, message, "Stopped by you")
        case Status.INTERRUPTED | Status.FAILED:
            make = partial(_failure_inset, stage, message)
        case Status.COMPLETE if reached_limit(message):
            make = partial(_stopped_line, stage, message, "The reply reached its length limit")
    if make is None:
        return []
    is_inset = message.status in (Status.INTERRUPTED, Status.FAILED) or bool(entry.silence)
    guess = _INSET_GUESS if is_inset else _LINE_GUESS
    return [WidgetRow(stage, RowKey(STATUS_PART, 0), make, guess)]


def reached_limit(message: Message) -> bool:
    """Tell whether a reply ended because it had become as long as it may."""
    return message.finish_reason in _AT_LIMIT


def status_of(entry: Entry, *, has_words: bool) -> tuple[object, ...]:
    """Return what the status rows depend on: they stay while this does."""
    message = entry.message
    return (
        message.status,
        message.failure,
        message.finish_reason,
        entry.silence,
        "" if has_words else entry.progress,
        has_words,
    )


def _progress_line(stage: Stage, words: str, holder: QWidget) -> QWidget:
    line, row = _line(holder)
    row.addWidget(Spinner(stage.theme, "In progress"))
    row.addWidget(PlainLabel(stage.theme, in_words(words), LabelKind.MUTED))
    row.addStretch(1)
    return line


def _stopped_line(stage: Stage, message: Message, words: str, holder: QWidget) -> QWidget:
    line, row = _line(holder)
    row.addWidget(PlainLabel(stage.theme, words, LabelKind.META))
    action, name, _ = _REMEDIES[_possible(Remedy.CONTINUE, message)]
    button = Button(stage.theme, name, ButtonKind.LINK)
    button.clicked.connect(partial(stage.act, message.id, action))
    row.addWidget(button)
    row.addStretch(1)
    return line


def _failure_inset(stage: Stage, message: Message, holder: QWidget) -> QWidget:
    failure = message.failure or _unknown_failure(message)
    remedy = _possible(failure.remedy, message)
    action, words, icon = _REMEDIES.get(remedy, (Action.RETRY, "", ""))
    # At its limit a reply ends as it was asked to: nothing is broken.
    is_at_limit = reached_limit(message)
    inset = Inset(
        stage.theme,
        InsetText(
            title=in_words(failure.title),
            text=in_words(_explanation(failure)),
            icon_name="info" if is_at_limit else _ICONS.get(failure.kind, "circle-alert"),
            action=words,
            action_icon_name=icon,
            details=in_words(failure.details),
        ),
        Tone.WARN if is_at_limit else Tone.BAD,
        holder,
    )
    inset.action_requested.connect(partial(stage.act, message.id, action))
    inset.details_toggled.connect(stage.resized)
    return inset


def _possible(remedy: Remedy, message: Message) -> Remedy:
    """Return the remedy, or to ask again where there is nothing to go on from."""
    return Remedy.RETRY if remedy is Remedy.CONTINUE and not message.text else remedy


def _explanation(failure: Failure) -> str:
    if not failure.server_words:
        return failure.explanation
    status = f" ({failure.http_status})" if failure.http_status is not None else ""
    return f"“{failure.server_words}”{status}. {failure.explanation}"


def _unknown_failure(message: Message) -> Failure:
    if message.text:
        words = "The program or the connection ended first. What had arrived is kept."
        title = "The reply was interrupted"
        return Failure(FailureKind.CUT, title, words, Remedy.CONTINUE)
    words = "Nothing of the reply had arrived. Your message is kept."
    return Failure(FailureKind.UNKNOWN, "There was no reply", words, Remedy.RETRY)


def _silence_inset(stage: Stage, entry: Entry, holder: QWidget) -> QWidget:
    inset = Inset(stage.theme, InsetText(entry.silence, icon_name="clock"), Tone.WARN, holder)
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for action, words, icon in (
        (Action.WAIT, "Wait", "hourglass"),
        (Action.STOP, "Stop", "square"),
        (Action.RETRY, "Retry", "refresh-cw"),
    ):
        button = Button(stage.theme, words, icon_name=icon)
        button.clicked.connect(partial(stage.act, entry.message.id, action))
        row.addWidget(button)
    row.addStretch(1)
    rows = inset.layout()
    if isinstance(rows, QVBoxLayout):
        rows.addLayout(row)
    return inset


def _line(holder: QWidget) -> tuple[QWidget, QHBoxLayout]:
    line = QWidget(holder)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    line.setMinimumHeight(Size.ICON_BUTTON)
    return line, row
