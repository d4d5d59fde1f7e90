"""The sidebar beside the page, over it where there is no room, and dragged."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.panes import Panes
from whinchat.ui.theme.tokens import Size

_WIDE, _NARROW = 1100, 600


@pytest.fixture
def sidebar(qtbot: QtBot) -> QWidget:
    return QWidget()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    return QWidget()


@pytest.fixture
def panes(qtbot: QtBot, sidebar: QWidget, page: QWidget) -> Panes:
    panes = Panes(sidebar, page)
    qtbot.addWidget(panes)
    panes.resize(_WIDE, 600)
    with qtbot.waitExposed(panes):
        panes.show()
    return panes


def drag_edge(panes: Panes, to: int) -> None:
    edge = panes.childAt(panes.sidebar_width, 300)
    assert edge is not None
    QTest.mousePress(edge, Qt.MouseButton.LeftButton)
    QTest.mouseMove(edge, edge.mapFrom(panes, QPoint(to, 300)))
    QTest.mouseRelease(edge, Qt.MouseButton.LeftButton)


def test_side_by_side_they_share_the_width(panes: Panes, sidebar: QWidget, page: QWidget) -> None:
    assert sidebar.width() == Size.SIDEBAR
    assert page.x() == Size.SIDEBAR
    assert page.width() == _WIDE - Size.SIDEBAR


def test_the_edge_can_be_dragged_within_reason(
    panes: Panes, sidebar: QWidget, page: QWidget
) -> None:
    drag_edge(panes, 350)
    assert (sidebar.width(), page.x(), panes.sidebar_width) == (350, 350, 350)

    drag_edge(panes, 20)
    assert panes.sidebar_width == Size.SIDEBAR_MINIMUM

    drag_edge(panes, 1000)
    assert panes.sidebar_width == _WIDE // 2


def test_a_wide_sidebar_gives_way_to_a_smaller_window_and_comes_back(
    panes: Panes, sidebar: QWidget
) -> None:
    panes.set_sidebar_width(500)

    panes.resize(800, 600)
    assert sidebar.width() == 400

    panes.resize(_WIDE, 600)
    assert sidebar.width() == 500


def test_hidden_the_page_has_it_all(panes: Panes, sidebar: QWidget, page: QWidget) -> None:
    panes.toggle_sidebar()

    assert not sidebar.isVisible()
    assert page.geometry() == panes.rect()
    assert not panes.is_sidebar_wanted

    panes.toggle_sidebar()
    assert sidebar.isVisible()


@pytest.mark.parametrize("width", [Size.SIDEBAR_OVERLAY_BELOW - 1, _NARROW, 480])
def test_a_narrow_window_keeps_the_sidebar_away(
    panes: Panes, sidebar: QWidget, page: QWidget, width: int
) -> None:
    panes.resize(width, 600)

    assert not sidebar.isVisible()
    assert page.width() == width
    assert panes.is_sidebar_wanted


def test_at_the_limit_there_is_room(panes: Panes, sidebar: QWidget) -> None:
    panes.resize(Size.SIDEBAR_OVERLAY_BELOW, 600)

    assert sidebar.isVisible()


def test_in_a_narrow_window_it_lies_over_the_page(
    panes: Panes, sidebar: QWidget, page: QWidget
) -> None:
    panes.resize(_NARROW, 600)

    panes.toggle_sidebar()

    assert sidebar.isVisible()
    assert page.geometry() == panes.rect()
    assert panes.childAt(20, 20) is sidebar


def test_a_press_beside_the_overlay_closes_it_and_does_nothing_else(
    panes: Panes, sidebar: QWidget
) -> None:
    panes.resize(_NARROW, 600)
    panes.toggle_sidebar()
    above = panes.childAt(_NARROW - 20, 300)
    assert above is not None

    QTest.mouseClick(above, Qt.MouseButton.LeftButton)

    assert not sidebar.isVisible()


def test_an_overlay_ends_when_the_window_grows_and_does_not_come_back(
    panes: Panes, sidebar: QWidget
) -> None:
    panes.resize(_NARROW, 600)
    panes.toggle_sidebar()

    panes.resize(_WIDE, 600)
    assert sidebar.isVisible()

    panes.resize(_NARROW, 600)
    assert not sidebar.isVisible()


def test_it_tells_when_the_sidebar_comes_and_goes(panes: Panes) -> None:
    told: list[bool] = []
    panes.sidebar_toggled.connect(told.append)

    panes.resize(_NARROW, 600)
    panes.toggle_sidebar()
    panes.close_overlay()
    panes.resize(_WIDE, 600)

    assert told == [False, True, False, True]
