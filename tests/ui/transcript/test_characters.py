"""Odd characters on their way to a layout."""

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from whinchat.ui.transcript.writing.characters import cut_long_lines, shown
from whinchat.ui.transcript.writing.document import SilentDocument


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain é 你好 🙂", "plain é 你好 🙂"),
        ("a\0b", "a\u2400b"),
        ("\x1b[31mred", "\u241b[31mred"),
        ("half \ud83d", "half \ufffd"),
        ("whole \ud83d\ude00", "whole 😀"),
        ("a\u2028b\u2029c", "a\u2028b\u2028c"),
        ("a\ufdd0b\ufdd1c\ufffc", "a\ufffdb\ufffdc\ufffd"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
    ],
)
def test_nothing_is_left_out_and_nothing_stays_unseen(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_what_is_shown_comes_back_from_a_document(qapp: QApplication) -> None:
    text = shown("".join(map(chr, range(0x300))) + "\ud800\ufdd0\u2029\ufffe")
    document = SilentDocument()

    QTextCursor(document).insertText(text)

    seen = document.toRawText().replace("\u2029", "\n")
    assert seen == text


def test_long_lines_are_cut_and_nothing_is_lost() -> None:
    assert cut_long_lines("abcdefg\nhi\n", 3) == ["abc", "def", "g", "hi", ""]
