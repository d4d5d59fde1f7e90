"""Scenes of the dialog that imports."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from whinchat.domain.folders import NO_FOLDER, Folder, FolderId
from whinchat.domain.source import Source
from whinchat.services.import_preview import Candidate, Preview, Standing
from whinchat.storage.exchange.importing.imported import App, Unread
from whinchat.ui.importing.dialog import ImportDialog
from whinchat.ui.theme.theme import Theme

_SIZE = (620, 640)
_FOLDERS = (Folder(FolderId("f"), "Old ones", NO_FOLDER),)
_TITLES = (
    ("Hens and wrens", 48, 3, Standing.NEW),
    ("Bread without a machine", 12, 0, Standing.HERE),
    ("Why the sky is blue, and why the sun is not when it sets over the sea", 7, 0, Standing.NEW),
    ("A letter to the landlord", 22, 0, Standing.LONGER),
    ("Knots that hold", 5, 1, Standing.NEW),
    ("Trees along the canal", 31, 0, Standing.NEW),
)


def _candidate(
    place: int, title: str, messages: int, pictures: int, standing: Standing
) -> Candidate:
    return Candidate(
        place=(0, place),
        source=Source(App.CHATGPT, str(place), messages),
        app=App.CHATGPT,
        title=title,
        messages=messages,
        pictures=pictures,
        files=0,
        begun_at=datetime(2024, 3, 1 + place, 12, tzinfo=UTC),
        ended_at=datetime(2025, 6, 1 + place, 12, tzinfo=UTC),
        notes=("“oven.jpg” is not in the export.",) if place == 1 else (),
        standing=standing,
    )


def _found() -> tuple[Candidate, ...]:
    return tuple(_candidate(place, *told) for place, told in enumerate(_TITLES))


def _dialog(theme: Theme) -> ImportDialog:
    return ImportDialog(theme, _FOLDERS, None)


def _beginning(theme: Theme) -> QWidget:
    return _dialog(theme)


def _preview(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    fresh = [one for one in _found() if one.standing is Standing.NEW]
    dialog.show_preview(Preview((), tuple(fresh), ()))
    dialog.rows.check((1,), checked=False)
    return dialog


def _duplicates(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    broken = Unread("Number 9", "It is not JSON: a “,” is missing.")
    dialog.show_preview(Preview((), _found(), (broken,)))
    return dialog


def _progress(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    dialog.show_preview(Preview((), _found(), ()))
    dialog.show_progress(2, 6)
    return dialog


def _refusal(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    words = "It unpacks to far more than any conversation. It is refused."
    dialog.show_preview(Preview((), (), (Unread("chats.zip", words),)))
    return dialog


SCENES = tuple(
    Scene(f"import-{name}", build, _SIZE, scales=(1,))
    for name, build in (
        ("beginning", _beginning),
        ("preview", _preview),
        ("duplicates", _duplicates),
        ("progress", _progress),
        ("refusal", _refusal),
    )
)
