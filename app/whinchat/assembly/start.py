"""Starting the program: one process a folder, and then the window."""

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from whinchat.assembly.program import Program
from whinchat.assembly.services import Services
from whinchat.paths import Paths, portable_paths, user_paths
from whinchat.storage.folding import SWITCH_SECONDS
from whinchat.storage.lock import FolderLock
from whinchat.ui.application import make_application, run
from whinchat.ui.one_instance import (
    FirstInstance,
    bring_to_front,
    call_first,
    server_names,
    this_call,
)
from whinchat.ui.question import Answer, Question, ask
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import ButtonKind


def run_program(folder: Path | None) -> int:
    """Run the whole program; everything under ``folder`` if one is given."""
    _forbid_core_dumps()
    sys.setswitchinterval(SWITCH_SECONDS)
    app = make_application(sys.argv[:1])
    paths = portable_paths(folder) if folder else user_paths()
    return run(app, partial(_run, app, paths))


def _forbid_core_dumps() -> None:
    # A dump of this process would hold keys. Windows has no such limit.
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only Unix has it

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def _run(app: QApplication, paths: Paths) -> int:
    lock = FolderLock(paths.data)
    names = server_names(paths.data)
    # A folder that cannot be written has no lock and needs none: the window opens and says so.
    with suppress(OSError):
        while not lock.try_acquire():
            if call_first(names, this_call(sys.argv[1:], os.environ)):
                return 0
            if not await _wants_another_try(app, lock, paths):
                return 1
    try:
        program = Program(app, Services(paths, os.environ))
        first = FirstInstance(names)
        first.called.connect(partial(bring_to_front, program.window))
        try:
            return await program.run()
        finally:
            first.close()
    finally:
        lock.release()


async def _wants_another_try(app: QApplication, lock: FolderLock, paths: Paths) -> bool:
    """Say that the other window does not answer; return whether it is to be called again."""
    holder = lock.holder()
    process = f" (process {holder})" if holder is not None else ""
    title = f"Whinchat is already open with the folder {paths.data}, but does not answer{process}."
    details = "Wait a moment and try again, or end that process."
    print(title, details, file=sys.stderr)  # noqa: T201 - for a terminal
    again = Answer("Try again", ButtonKind.PRIMARY)
    theme = Theme(app)
    theme.apply()
    return await ask(theme, Question(title, details, (Answer("Close"), again)), None) is again
