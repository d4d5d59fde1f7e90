"""A question that has to be answered before anything goes on: only for what cannot be undone."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


async def ask(window: QWidget | None, words: str, answers: tuple[str, ...]) -> int:
    """Return the place of the answer that was chosen; Escape chooses the last one.

    Nothing is blocked but the window: the loop goes on.
    """
    box = QMessageBox(window)
    box.setWindowTitle("Whinchat")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    buttons = [box.addButton(answer, QMessageBox.ButtonRole.ActionRole) for answer in answers]
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[-1])
    chosen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle() -> None:
        if not chosen.done():
            pressed = box.clickedButton()
            places = [place for place, button in enumerate(buttons) if button is pressed]
            chosen.set_result(places[0] if places else len(answers) - 1)

    box.finished.connect(settle)
    box.open()
    try:
        return await chosen
    finally:
        box.deleteLater()
