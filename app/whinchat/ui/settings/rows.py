"""Rows of a settings page: what a setting is called at the left, its control at the right."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


class ChoiceField(QComboBox):
    """One of a few; the wheel turns it only while it has the focus."""

    chosen = Signal(str)
    """The key of what the user chose; not sent when it is set by the program."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for key, words in choices:
            self.addItem(words, key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._choose)

    def show_choice(self, key: str) -> None:
        """Show what is set, without telling anybody."""
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll unless the user is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _choose(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))


class SettingRow(QWidget):
    """One setting: its name and a quiet line at the left, the control at the right."""

    def __init__(self, theme: Theme, name: str, hint: str, control: QWidget) -> None:
        super().__init__()
        self.name = name
        self.control = control
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)
        label = PlainLabel(theme, name, LabelKind.FIELD)
        label.setBuddy(control)
        label.setAccessibleName(f"{name}:")
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addStretch(1)
        words.addWidget(label)
        if hint:
            words.addWidget(PlainLabel(theme, hint, LabelKind.META, wraps=True))
        words.addStretch(1)
        control.setFixedWidth(Size.SETTING_CONTROL)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(Space.NONE, Space.M, Space.NONE, Space.M)
        self._columns.setSpacing(Space.S)
        self._columns.addLayout(words, 1)
        self._columns.addSpacing(Space.L)
        self._columns.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def fit(self, width: int) -> None:
        """Put the control below its name where there is no room beside it."""
        stacks = width < Size.SETTING_STACKED_BELOW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if stacks else directions.LeftToRight)


class Hairline(QFrame):
    """A thin line between rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(Size.HAIRLINE)
        self.setAutoFillBackground(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.tokens.line)
        self.setPalette(palette)


class VerticalHairline(Hairline):
    """A thin line between columns, which can also lie."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.set_lying(lying=False)

    def set_lying(self, *, lying: bool) -> None:
        """Lie between things above each other, or stand between things side by side."""
        widest = QWidget().maximumWidth()
        self.setMaximumSize(widest, widest)
        self.setMinimumSize(0, 0)
        if lying:
            self.setFixedHeight(Size.HAIRLINE)
        else:
            self.setFixedWidth(Size.HAIRLINE)


class RowsPage(QWidget):
    """A page that is a title and rows; the bases of the simple pages."""

    def __init__(self, theme: Theme, title: str, rows: Sequence[SettingRow]) -> None:
        super().__init__()
        self.rows = tuple(rows)
        column = QVBoxLayout(self._make_page())
        column.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        column.setSpacing(Space.NONE)
        column.addWidget(PlainLabel(theme, title, LabelKind.TITLE))
        column.addSpacing(Space.M)
        for row in self.rows:
            if row is not self.rows[0]:
                column.addWidget(Hairline(theme))
            column.addWidget(row)
        column.addStretch(1)

    def _make_page(self) -> QWidget:
        """Return what scrolls where there is no room for all of it."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        page = QWidget()
        area.setWidget(page)
        for ground in (area.viewport(), page):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        whole.addWidget(area)
        return page

    def named_controls(self) -> Iterator[tuple[str, QWidget]]:
        """Yield every setting's name and control, for the search."""
        for row in self.rows:
            yield row.name, row.control

    def fit(self, width: int) -> None:
        """Arrange the rows for that width."""
        for row in self.rows:
            row.fit(width)
