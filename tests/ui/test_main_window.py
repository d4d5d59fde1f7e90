"""The window as a whole: how it is found again, its keys, and how it is left."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.settings import ThemeChoice, WindowState
from whinchat.ui.theme.tokens import DARK, LIGHT

CONTROL = Qt.KeyboardModifier.ControlModifier


@journey
async def test_the_window_comes_back_as_it_was_left(user: DesktopUser) -> None:
    window = user.program.window
    window.resize(900, 640)
    window.views.panes.set_sidebar_width(333)
    window.views.panes.toggle_sidebar()
    await user.quit()

    await user.start()

    window = user.program.window
    assert (window.width(), window.height()) == (900, 640)
    assert window.views.panes.sidebar_width == 333
    assert not window.views.panes.is_sidebar_shown


@journey
async def test_the_conversation_that_was_open_is_open_again(user: DesktopUser) -> None:
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")
    user.program.navigation.step(1)
    await until(lambda: user.messages[0].text == "First")
    await user.quit()

    await user.start()

    await until(lambda: user.messages and user.messages[0].text == "First")


@journey
async def test_a_place_on_a_screen_that_is_gone_is_not_taken(user: DesktopUser) -> None:
    user.program.window.restore(WindowState(x=50_000, y=50_000))

    screen = user.program.window.screen().availableGeometry()
    assert screen.contains(user.program.window.pos())


@journey
async def test_control_q_leaves_after_saving(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    user.type("half a draft")

    user.press_key(Qt.Key.Key_Q, CONTROL)
    await user.ended()

    await user.start()
    await until(lambda: user.page.composer.draft.text == "half a draft")


@journey
async def test_the_sidebar_comes_and_goes_by_its_key(user: DesktopUser) -> None:
    user.press_key(Qt.Key.Key_B, CONTROL)
    assert user.find("Show the sidebar")
    assert not user.find("Conversations")

    user.press("Show the sidebar")
    assert user.find("Conversations")
    assert not user.find("Show the sidebar")


@journey
async def test_escape_closes_the_overlay_and_stops_nothing(user: DesktopUser) -> None:
    user.program.window.resize(480, 600)
    user.press_key(Qt.Key.Key_B, CONTROL)
    assert user.find("Conversations")

    user.press_key(Qt.Key.Key_Escape)

    assert not user.find("Conversations")


@journey
async def test_escape_goes_back_to_the_message_where_nothing_else_is_left(
    user: DesktopUser,
) -> None:
    user.program.window.activateWindow()
    search = user.program.window.views.sidebar.search
    search.setFocus()

    user.press_key(Qt.Key.Key_Escape, on=search)

    assert user.program.window.focusWidget() is user.page.composer.editor


@journey
async def test_opening_a_conversation_closes_the_overlay(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    user.program.window.resize(480, 600)
    user.press_key(Qt.Key.Key_B, CONTROL)

    user.press("New conversation")

    assert not user.find("Conversations")


@journey
async def test_f6_walks_the_panes_and_comes_round(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    user.program.window.activateWindow()
    user.page.composer.setFocus()
    walked = []
    for _ in range(3):
        widget = user.program.window.focusWidget()
        assert widget is not None
        user.press_key(Qt.Key.Key_F6, on=widget)
        focused = user.program.window.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleName())

    assert walked == ["Conversations", "Transcript", "Message"]


@journey
async def test_tab_walks_the_window_in_the_order_of_reading(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    window = user.program.window
    window.activateWindow()
    user.page.composer.setFocus()

    walked = []
    for _ in range(17):
        widget = window.focusWidget()
        assert widget is not None
        user.press_key(Qt.Key.Key_Tab, on=widget)
        focused = window.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleName())

    assert " > ".join(walked) == (
        "Attach > Hide the sidebar > New conversation > Search conversations > New folder"
        " > Conversations > Trash > Import and export > Settings > Rename > Model"
        " > Conversation menu > Transcript"
        " > Copy > Retry > Retry with another model > More"
    )


@journey
async def test_zoom_changes_everything_at_once_and_is_kept(user: DesktopUser) -> None:
    before = user.page.composer.editor.font().pixelSize()

    for _ in range(4):
        user.press_key(Qt.Key.Key_Equal, CONTROL)

    larger = user.page.composer.editor.font().pixelSize()
    assert larger > 1.3 * before
    await user.quit()
    await user.start()
    assert user.page.composer.editor.font().pixelSize() == larger
    user.press_key(Qt.Key.Key_0, CONTROL)
    assert user.page.composer.editor.font().pixelSize() == before


@journey
async def test_the_theme_changes_while_a_conversation_shows(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    preferences = user.program.services.preferences
    grounds = []
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        preferences.update(partial(replace, theme=theme))
        picture = user.program.window.grab().toImage()
        middle = picture.width() // 2, picture.height() // 2
        grounds.append(picture.pixelColor(*middle))

    assert grounds == [QColor(LIGHT.window), QColor(DARK.window)]


@journey
async def test_everything_fits_into_the_smallest_window(user: DesktopUser) -> None:
    await user.say_and_wait("A long question, " * 20)
    window = user.program.window

    window.resize(480, 400)
    await until(lambda: window.width() == 480)

    for name in ("Model", "Conversation menu", "Send", "Message", "Transcript"):
        widget = user.find(name)[0]
        area = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
        assert window.rect().contains(area), name
