"""Diagrams are drawn by a child that can open nothing and gets only so much time."""

import sys

import pytest

from whinchat.provider.diagram_process import DiagramOrder, DiagramProcess, can_draw_diagrams

pytestmark = pytest.mark.skipif(not can_draw_diagrams(), reason="mermaidx is not installed")

_CONFIG = '{"themeVariables": {"primaryColor": "#F1F1EE"}}'


def test_a_diagram_becomes_a_picture_in_the_scale_that_is_asked_for() -> None:
    process = DiagramProcess()

    once, twice = (process.draw(_order("flowchart TD\n A --> B", scale)) for scale in (1.0, 2.0))
    process.end()

    assert once.picture.startswith(b"\x89PNG")
    assert _width(twice.picture) == pytest.approx(2 * _width(once.picture), abs=2)
    assert process.is_gone


def test_what_is_wrong_with_a_diagram_is_one_line_and_the_next_is_drawn() -> None:
    process = DiagramProcess()

    wrong = process.draw(_order("flowchart TD\n A -->"))
    right = process.draw(_order("flowchart TD\n A --> B"))
    process.end()

    assert wrong.trouble == "Parse error on line 3"
    assert right.picture


@pytest.mark.parametrize(
    "source",
    [
        'flowchart TD\n A@{ img: "file:///etc/hostname", w: 60, h: 60 } --> B',
        'flowchart TD\n A@{ img: "http://127.0.0.1:9/x.png", w: 60, h: 60 } --> B',
    ],
    ids=["file", "address"],
)
def test_nothing_that_a_diagram_names_is_opened(source: str) -> None:
    process = DiagramProcess()

    answer = process.draw(_order(source))
    process.end()

    assert not answer.picture


def test_a_child_that_takes_too_long_is_ended() -> None:
    process = DiagramProcess((sys.executable, "-c", "import time; time.sleep(60)"), seconds=0.2)

    answer = process.draw(_order("flowchart TD\n A --> B"))

    assert "too much time" in answer.trouble
    assert process.is_gone


def test_a_child_that_cannot_begin_is_told_of() -> None:
    process = DiagramProcess(("/nonexistent/program",))

    assert "could not be started" in process.draw(_order("pie")).trouble
    process.end()


def _order(source: str, scale: float = 1.0) -> DiagramOrder:
    return DiagramOrder(source, _CONFIG, scale)


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20])
