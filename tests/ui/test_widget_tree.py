"""Laws of every widget of the program, walked while all of it is open."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from fakes.widget_tree import nameless
from whinchat.ui.widgets.plain_label import PlainLabel

_HOSTILE = '<img src="http://127.0.0.1:9/x.png"> <b>bold</b> <script>x</script>'


async def open_everything(user: DesktopUser) -> None:
    """Have a conversation, a hostile title, the settings and the picker on the screen."""
    user.server.answer(_HOSTILE)
    await user.say_and_wait(_HOSTILE)
    chat = user.page.chat
    assert chat is not None
    chat.rename(_HOSTILE)
    user.server.answer_error(400, {"error": {"message": _HOSTILE}})
    await user.say_and_wait("And now?")
    for page in ("General", "Appearance", "Providers & keys"):
        user.program.windows.open_settings(page)
    user.program.window.views.toast.show_notice(_HOSTILE)
    user.page.banner.show_trouble(_HOSTILE)
    user.program.models.open_picker()
    await until(lambda: user.find("Search models"))


def windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def widgets() -> Iterator[QWidget]:
    for window in windows():
        yield window
        yield from window.findChildren(QWidget)


@journey
async def test_everything_that_takes_the_keyboard_has_a_name(user: DesktopUser) -> None:
    await open_everything(user)

    assert len(windows()) == 2
    assert [found for window in windows() for found in nameless(window)] == []


@journey
async def test_no_label_could_ever_show_markup(user: DesktopUser) -> None:
    await open_everything(user)

    labels = [widget for widget in widgets() if isinstance(widget, QLabel)]

    assert len(labels) > 20
    assert [label for label in labels if not isinstance(label, PlainLabel)] == []
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@journey
async def test_no_text_widget_takes_rich_text(user: DesktopUser) -> None:
    await open_everything(user)

    edits = [widget for widget in widgets() if isinstance(widget, QTextEdit)]

    assert [edit for edit in edits if edit.acceptRichText()] == []


@journey
async def test_no_tip_has_markup_from_outside(user: DesktopUser) -> None:
    await open_everything(user)

    tips = [widget.toolTip() for widget in widgets() if widget.toolTip()]

    assert len(tips) > 10
    assert [tip for tip in tips if "<img" in tip or "<b>" in tip or "<script" in tip] == []


@journey
async def test_names_that_scripts_rely_on_are_there(user: DesktopUser) -> None:
    await open_everything(user)

    names = {widget.accessibleName() for widget in widgets()}

    assert names >= {
        "Conversations",
        "New conversation",
        "Search conversations",
        "Transcript",
        "Message",
        "Send",
        "Stop",
        "Model",
        "Conversation title",
        "Notice",
        "Settings",
        "Base URL",
        "API key",
        "Test connection",
        "Save key",
    }
