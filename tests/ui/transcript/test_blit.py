"""What is painted again when the view changes, against a screen made of numbers."""

from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from whinchat.ui.transcript.blit import Shown, compare

_HEIGHT = 60
_ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 30), st.integers(0, 1)),
    unique_by=lambda row: row[0],
    max_size=8,
)


@given(_ROWS, _ROWS, st.integers(-30, 20), st.integers(-30, 20))
def test_moving_and_painting_the_bands_gives_the_new_screen(
    before: list[tuple[int, int, int]], after: list[tuple[int, int, int]], top: int, new_top: int
) -> None:
    old, new = _stack(before, top), _stack(after, new_top)

    repaint = compare(old, new, _HEIGHT)

    screen = _draw(old)
    if repaint.bands is None:
        screen = _draw(new)
    else:
        moved = {line + repaint.shift: pixel for line, pixel in screen.items()}
        # What the move uncovers is painted by the window system's own request.
        screen = {line: moved.get(line, _draw(new)[line]) for line in range(_HEIGHT)}
        for start, height in repaint.bands:
            for line in range(max(0, start), min(_HEIGHT, start + height)):
                screen[line] = _draw(new)[line]
    assert screen == _draw(new)


def test_a_row_that_grows_at_the_end_repaints_itself_alone() -> None:
    before: dict[Hashable, Shown] = {"a": Shown(0, 100, 1), "b": Shown(100, 40, 1)}
    after: dict[Hashable, Shown] = {"a": Shown(-10, 100, 1), "b": Shown(90, 50, 2)}

    repaint = compare(before, after, 140)

    assert repaint.shift == -10
    assert repaint.bands is not None
    assert min(top for top, _ in repaint.bands) == 90


def test_a_row_that_is_the_same_above_is_painted_below_that() -> None:
    before: dict[Hashable, Shown] = {"a": Shown(0, 100, 1), "b": Shown(100, 40, 1, version=7)}
    longer = Shown(90, 50, 1, version=8, kept=30)
    after: dict[Hashable, Shown] = {"a": Shown(-10, 100, 1), "b": longer}

    repaint = compare(before, after, 140)

    assert repaint.bands is not None
    assert min(top for top, _ in repaint.bands) == 120


def test_what_is_the_same_above_says_nothing_of_older_versions() -> None:
    before: dict[Hashable, Shown] = {"a": Shown(0, 100, 1), "b": Shown(100, 40, 1, version=6)}
    after: dict[Hashable, Shown] = {
        "a": Shown(0, 100, 1),
        "b": Shown(100, 40, 1, version=8, kept=30),
    }

    repaint = compare(before, after, 140)

    assert repaint.bands is not None
    assert min(top for top, _ in repaint.bands) == 100


def _stack(rows: list[tuple[int, int, int]], top: int) -> dict[Hashable, Shown]:
    placed: dict[Hashable, Shown] = {}
    for name, height, look in rows:
        placed[name] = Shown(top, height, look)
        top += height
    return placed


def _draw(placed: dict[Hashable, Shown]) -> dict[int, object]:
    screen: dict[int, object] = dict.fromkeys(range(_HEIGHT), "ground")
    for name, shown in placed.items():
        for line in range(shown.height):
            if 0 <= shown.top + line < _HEIGHT:
                screen[shown.top + line] = (name, line, shown.look)
    return screen
