"""Every scene looks as the picture that somebody looked at and kept.

The wheels of Qt draw letters with the system's FreeType, so the pictures hold on Debian 12;
elsewhere only the size counts, and that there is something to see.
"""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from fakes.platforms import is_reference_platform
from scenes.comparison import compare, is_blank, save_small, side_by_side
from scenes.drawing import draw
from scenes.scene import Scene, all_scenes
from whinchat.ui.theme.theme import Mode, Theme

_HERE = Path(__file__).parent
_PICTURES = _HERE / "pictures"
_FAILED = _HERE / "failed"


_CASES = [
    pytest.param(scene, mode, scale, id=f"{scene.name}-{mode}-{scale}x")
    for scene in all_scenes().values()
    for mode in (Mode.LIGHT, Mode.DARK)
    for scale in scene.scales
]


@pytest.mark.parametrize(("scene", "mode", "scale"), _CASES)
def test_a_scene_looks_as_it_did(
    scene: Scene, mode: Mode, scale: int, theme: Theme, *, is_updating: bool
) -> None:
    name = f"{scene.name}-{mode}-{scale}x.png"
    actual = draw(scene, theme, mode, scale)
    if is_updating:
        save_small(actual, _PICTURES / name)
    expected = QImage(str(_PICTURES / name))
    assert not expected.isNull(), f"{name} is missing: look at the scene, then --update-golden"
    assert actual.size() == expected.size()
    assert not is_blank(actual)
    if is_reference_platform() and not scene.needs_fonts:
        _assert_same_to_the_eye(actual, expected, name)


def test_pictures_without_a_scene_are_gone() -> None:
    names = {f"{case.id}.png" for case in _CASES}

    assert {file.name for file in _PICTURES.glob("*.png")} <= names


def test_pictures_stay_few_and_small() -> None:
    sizes = [file.stat().st_size for file in _PICTURES.glob("*.png")]

    assert sum(sizes) < 10_000_000


def _assert_same_to_the_eye(actual: QImage, expected: QImage, name: str) -> None:
    result = compare(actual, expected)
    file = _FAILED / name
    file.unlink(missing_ok=True)
    if not result.is_close:
        save_small(side_by_side([actual, expected, result.difference]), file)
        pytest.fail(
            f"{result.share:.2%} of the pixels differ: actual, expected, difference: {file}"
        )
