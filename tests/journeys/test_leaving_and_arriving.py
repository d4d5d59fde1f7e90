"""What arrives from elsewhere leaves as our own export and arrives again: the same trees."""

from pathlib import Path

import pytest

from fakes.desktop_user import DesktopUser, journey
from fakes.foreign_apps import EXPORTS
from fakes.waiting import until
from whinchat.domain.conversation import Conversation
from whinchat.domain.values import ConversationId
from whinchat.services.imports import IfHere
from whinchat.storage.exchange.format_names import Format
from whinchat.ui.exporting.dialog import ExportDialog
from whinchat.ui.importing.dialog import ImportDialog
from whinchat.ui.widgets.button import Button

Tree = tuple[str, tuple[str, ...], tuple[object, ...]]


def tree(conversation: Conversation) -> Tree:
    """Return the title, the branch shown, and who follows whom and says what."""
    messages = tuple(
        (each.id, each.parent_id, each.role, each.parts, each.created_at, each.model, each.status)
        for each in conversation.messages.values()
    )
    return conversation.title, tuple(conversation.branch_ids()), messages


async def trees(user: DesktopUser, ids: set[ConversationId]) -> list[Tree]:
    services = user.program.services
    loaded = [await services.library.read(one, services.slow_disk) for one in ids]
    return sorted((tree(one) for one in loaded), key=lambda one: (one[0], len(one[2])))


def listed(user: DesktopUser) -> set[ConversationId]:
    shelf = user.program.services.shelf
    return {row.id for row in (*shelf.rows, *shelf.archived)}


def press(dialog: ImportDialog | ExportDialog, begin: str) -> None:
    found = [one for one in dialog.findChildren(Button) if one.text().startswith(begin)]
    assert found[0].isEnabled(), begin
    found[0].click()


def notice(user: DesktopUser) -> str:
    return user.program.window.views.toast.message


async def brought(user: DesktopUser, *paths: Path) -> set[ConversationId]:
    """Import all that is in files and folders, once more where it is here already."""
    before = listed(user)
    user.page.header.import_requested.emit()
    await until(lambda: user.program.window.findChildren(ImportDialog))
    dialog = user.program.window.findChildren(ImportDialog)[-1]
    dialog.looked_for.emit(paths)
    await until(lambda: dialog.list.isVisible() and dialog.list.isEnabled())
    dialog.if_here.setCurrentIndex(dialog.if_here.findData(IfHere.AGAIN))
    dialog.rows.check_shown(checked=True)
    press(dialog, "Import ")
    await until(lambda: "imported" in notice(user))
    assert "failure" not in notice(user)
    user.program.window.views.toast.close_notice()
    await until(lambda: not user.program.window.findChildren(ImportDialog))
    return listed(user) - before


async def left(user: DesktopUser, kind: Format, packing: str) -> Path:
    """Export everything with all branches; return the folder that it went to."""
    folder = user.folder / f"left {kind} {packing}"
    folder.mkdir()
    user.page.header.export_all_requested.emit()
    await until(lambda: user.program.window.findChildren(ExportDialog))
    dialog = user.program.window.findChildren(ExportDialog)[-1]
    dialog.folder.setText(str(folder))
    wanted = ((dialog.file_format, kind), (dialog.branches, "all"), (dialog.packing, packing))
    for field, data in wanted:
        field.setCurrentIndex(field.findData(data))
        field.activated.emit(field.currentIndex())
    press(dialog, "Export")
    await until(lambda: notice(user).startswith("Exported"))
    user.program.window.views.toast.close_notice()
    await until(lambda: not user.program.window.findChildren(ExportDialog))
    return folder


@pytest.mark.parametrize("kind", [Format.JSON, Format.ARCHIVE])
@pytest.mark.parametrize("packing", ["folder", "zip"])
async def test_what_came_from_every_program_leaves_and_arrives_as_it_was(
    user: DesktopUser, kind: Format, packing: str
) -> None:
    @journey
    async def steps(user: DesktopUser) -> None:
        folders = {app: user.folder / "sources" / app.value for app in EXPORTS}
        for source in folders.values():
            source.mkdir(parents=True)
        sources = [EXPORTS[app](folder) for app, folder in folders.items()]
        first = await brought(user, *sources)
        was = await trees(user, first)

        folder = await left(user, kind, packing)
        second = await brought(user, *folder.iterdir())

        assert len(second) == len(first) >= len(EXPORTS)
        assert await trees(user, second) == was

    await steps(user)
