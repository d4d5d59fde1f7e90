"""The library's folders made ready: what is missing is made, what a crash left is put right."""

import re

from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.failures import not_saved
from whinchat.storage.files import make_folder

_LEFTOVER = re.compile(r"[^.~].*\.(json|journal|bak)\.tmp")
"""Our own; sync tools begin the names of theirs with a dot or a tilde."""


def prepare(paths: Paths) -> None:
    """Make the folders and tidy up after a crash. Raises ``NotSaved``."""
    try:
        for folder in (paths.conversations, paths.attachments, paths.trash):
            make_folder(folder)
            folder.chmod(0o700)
            for left in folder.iterdir():
                if _LEFTOVER.fullmatch(left.name):
                    left.unlink()
        trash.finish_moves(paths.conversations, paths.trash)
        trash.finish_moves(paths.trash, paths.conversations)
    except OSError as error:
        raise not_saved(error, paths.conversations / "library") from error
