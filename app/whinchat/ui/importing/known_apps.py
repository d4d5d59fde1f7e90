"""What an import begins with: the programs that are known, and which file of theirs to choose."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from whinchat.storage.exchange.importing.imported import App
from whinchat.ui.settings.rows import Hairline
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.scrolled import Scrolled

_TO_CHOOSE = {
    App.CHATGPT: "The zip of “Export data”, which comes by mail",
    App.CLAUDE: "The zip of “Export data”, which comes by mail",
    App.OPEN_WEBUI: "The JSON file of its exported chats",
    App.LIBRECHAT: "The JSON file of each exported conversation",
    App.CHATBOX: "The JSON file or zip of its exported data",
    App.CHERRY: "The zip of a backup",
    App.LM_STUDIO: "Its folder “conversations”",
    App.JAN: "Its folder “threads”",
    App.WHINCHAT: "JSON files, or a zip of them",
    App.MARKDOWN: "Files in which a heading says who speaks",
}


class KnownApps(Scrolled):
    """A line for each program: its name, and what to choose."""

    def __init__(self, theme: Theme) -> None:
        lines = QGridLayout()
        lines.setHorizontalSpacing(Space.XL)
        lines.setVerticalSpacing(Space.S + Space.HAIR)
        lines.setColumnStretch(1, 1)
        for app, words in _TO_CHOOSE.items():
            line = lines.rowCount()
            lines.addWidget(Hairline(theme), line, 0, 1, 2)
            lines.addWidget(PlainLabel(theme, app.label), line + 1, 0)
            lines.addWidget(PlainLabel(theme, words, LabelKind.MUTED, wraps=True), line + 1, 1)
        rows = QVBoxLayout()
        rows.addLayout(lines)
        rows.addStretch(1)
        super().__init__(rows)
