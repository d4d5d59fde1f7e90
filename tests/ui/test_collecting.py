"""Garbage goes between events, and only then."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from whinchat.ui.collecting import Collector


class Ring:
    """Garbage that only the collector can find."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    owner = QObject(qapp)
    yield Collector(owner)
    owner.deleteLater()
    gc.unfreeze()


def test_garbage_waits_for_the_collector(collector: Collector) -> None:
    gc.collect()
    rings = [Ring() for _ in range(2 * gc.get_threshold()[0])]
    seen = weakref.ref(rings[0])
    rings.clear()
    assert seen() is not None

    collector.collect()

    assert seen() is None
