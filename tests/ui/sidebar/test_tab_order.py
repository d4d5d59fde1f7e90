"""Tab goes through the sidebar as it is read, with the bar for several too."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fakes.desktop_user import DesktopUser, journey


@journey
async def test_tab_goes_from_the_list_through_the_bar_for_several(user: DesktopUser) -> None:
    for title in ("First", "Second"):
        user.press("New conversation")
        await user.say_and_wait(title)
    window = user.program.window
    shown = window.views.sidebar.list
    shown.setFocus()
    shown.selectAll()
    assert shown.picked.count > 1

    walked: list[str] = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = window.focusWidget()
        assert now is not None
        walked.append(now.accessibleName())

    several = ("Move to folder", "Tags", "Pin", "Archive", "Move to trash")
    assert walked == [
        *(f"{name}: all that is selected" for name in several),
        *("Trash", "Import and export", "Settings"),
    ]
