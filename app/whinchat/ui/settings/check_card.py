"""The steps of a connection test, as they are done."""

from collections.abc import AsyncIterator, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.errors import Failure, ProviderFailed
from whinchat.provider.check import CheckStep
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.inset import Inset, InsetText
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.spinner import Spinner


class CheckCard(QWidget):
    """Shows one test: a line for each step, and what went wrong at the end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._rows.setSpacing(Space.M)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        for part in self._parts:
            self._rows.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self.hide()

    def show_steps(self, steps: Iterable[CheckStep]) -> None:
        """Show a test that is over."""
        self.clear()
        card = self._make_card()
        for step in steps:
            card.body.addWidget(self._make_step(step))
        self._add(card)
        self.show()

    async def run(self, steps: AsyncIterator[CheckStep]) -> None:
        """Show each step as it is done. Cancelling ends the test and leaves what was shown."""
        self.clear()
        card = self._make_card()
        self._add(card)
        waiting = self._make_waiting()
        card.body.addWidget(waiting)
        self.show()
        try:
            failure = await self._show_steps(card, steps)
        except ProviderFailed as error:
            failure = error.failure
        finally:
            waiting.hide()
        if failure is not None:
            card.setVisible(card.body.count() > 1)
            self._add(Inset(self._theme, _in_words(failure)))

    async def _show_steps(self, card: Card, steps: AsyncIterator[CheckStep]) -> Failure | None:
        failure = None
        async for step in steps:  # To its end, so that the connection is closed there.
            card.body.insertWidget(card.body.count() - 1, self._make_step(step))
            failure = step.failure
        return failure

    def _make_card(self) -> Card:
        card = Card(self._theme)
        card.body.setSpacing(Space.S + Space.HAIR)
        return card

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._rows.addWidget(part)

    def _make_waiting(self) -> QWidget:
        line = PlainLabel(self._theme, "Testing…", LabelKind.MUTED)
        return _row(Spinner(self._theme, "Testing the connection"), line)

    def _make_step(self, step: CheckStep) -> QWidget:
        is_good = step.failure is None
        mark = IconMark(
            self._theme, "check" if is_good else "x", Tint.MUTED if is_good else Tint.BAD
        )
        time = PlainLabel(self._theme, f"{step.milliseconds:,.0f} ms", LabelKind.MUTED)
        row = _row(mark, PlainLabel(self._theme, step.label, LabelKind.BODY, wraps=True), time)
        row.setAccessibleName(f"{step.label}: {'done' if is_good else 'failed'}")
        return row


def _row(mark: QWidget, words: QWidget, *rest: QWidget) -> QWidget:
    row = QWidget()
    columns = QHBoxLayout(row)
    columns.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    columns.setSpacing(Space.M)
    columns.addWidget(mark)
    columns.addWidget(words, 1)
    for widget in rest:
        columns.addWidget(widget)
    return row


def _in_words(failure: Failure) -> InsetText:
    words = "\n".join(part for part in (failure.server_words, failure.details) if part)
    return InsetText(failure.title, failure.explanation, details=words)
