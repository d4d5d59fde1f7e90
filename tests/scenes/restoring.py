"""Scenes of the dialog that restores."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from scenes.settings import BACKUP
from whinchat.domain.values import ConversationId
from whinchat.services.restores import RestorePreview
from whinchat.storage.backups.comparing import Fate, Item
from whinchat.storage.backups.manifest import Backup, Manifest
from whinchat.ui.restoring.dialog import RestoreDialog
from whinchat.ui.theme.theme import Theme

_SIZE, _SMALL = (560, 500), (560, 260)
_OLDER = Backup(
    Path("whinchat-2026-11-15-1830.zip"),
    11_000_000,
    Manifest(BACKUP.manifest.made_at - timedelta(days=7), "", "", 198, 3, 40),
)


def _item(title: str, fate: Fate, messages: int = 0, deleted: int = 0) -> Item:
    return Item(ConversationId(title), title, fate, messages=messages, deleted_messages=deleted)


_ITEMS = (
    _item("Hens and wrens", Fate.NEW, 12),
    _item("Why the sky is blue, and why the sun is not when it sets over the sea", Fate.NEW, 8),
    _item("A letter to the landlord", Fate.LONGER, 3),
    _item("Knots that hold", Fate.BESIDE, 22),
    _item("Bread without a machine", Fate.DELETED, 5),
    _item("Trees along the canal", Fate.SAME, deleted=2),
)
_BROKEN = Item(
    ConversationId("x"), "Number 9", Fate.UNREAD, reason="It is not JSON: a “,” is missing."
)


def _dialog(theme: Theme) -> RestoreDialog:
    return RestoreDialog(theme, (BACKUP, _OLDER), None)


def _preview(theme: Theme, *, bring_back: bool = False) -> QWidget:
    dialog = _dialog(theme)
    dialog.show_preview(RestorePreview(BACKUP.path, BACKUP.manifest, (*_ITEMS, _BROKEN), 4))
    dialog.bring_back.setChecked(bring_back)
    return dialog


def _nothing(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    dialog.show_preview(RestorePreview(BACKUP.path, BACKUP.manifest, (), 0))
    return dialog


def _progress(theme: Theme) -> QWidget:
    dialog = _dialog(theme)
    dialog.show_preview(RestorePreview(BACKUP.path, BACKUP.manifest, _ITEMS, 0))
    dialog.show_progress(2, 4)
    return dialog


SCENES = tuple(
    Scene(f"restore-{name}", build, size, scales=(1,))
    for name, build, size in (
        ("preview", _preview, _SIZE),
        ("bring-back", lambda theme: _preview(theme, bring_back=True), _SIZE),
        ("nothing", _nothing, _SMALL),
        ("progress", _progress, _SIZE),
    )
)
