"""What the disk can refuse, said for a person."""

import errno
from pathlib import Path

from whinchat.domain.errors import NotSaved, WhinchatError

_CAUSES = {
    errno.ENOSPC: "the disk is full. Free some space",
    errno.EDQUOT: "your disk quota is used up. Free some space",
    errno.EFBIG: "the file would be larger than the disk allows. Choose another data folder",
    errno.EACCES: "the folder may not be written to. Allow it or choose another data folder",
    errno.EPERM: "the folder may not be written to. Allow it or choose another data folder",
    errno.EROFS: "the disk is read-only. Make it writable or choose another data folder",
    errno.EIO: "the disk reported an error. Check the disk and keep a copy elsewhere",
    errno.ENXIO: "the disk is gone. Connect it again",
    errno.ENODEV: "the disk is gone. Connect it again",
    errno.ESTALE: "the network folder is gone. Connect it again",
    errno.ENOENT: "the folder is gone. Put it back",
    errno.ENOTDIR: "something else lies where the folder was. Put the folder back",
    errno.EEXIST: "something else lies where the folder was. Put the folder back",
    errno.ELOOP: "a link lies where a folder or file should be. Remove the link",
    errno.EMFILE: "too many files are open. Close some programs",
    errno.ENFILE: "too many files are open. Close some programs",
    errno.ENOMEM: "the memory is used up. Close some programs",
}


NEWER = (
    "Not saved: a newer version of Whinchat wrote this conversation. Update Whinchat to change it."
)


class Damaged(WhinchatError):
    """A file that cannot be read as a conversation; the message says why. It is left as it is."""


class TooLarge(WhinchatError):
    """A conversation so large that it is loaded only when somebody confirms it."""

    def __init__(self, path: Path, size_bytes: int) -> None:
        super().__init__(f"{path.name} has {size_bytes // 2**20} MB. Loading it may take a while.")
        self.path = path
        self.size_bytes = size_bytes


def not_saved(error: OSError, path: Path) -> NotSaved:
    """Return the error as a sentence with its cause and the next step."""
    cause = _CAUSES.get(error.errno or 0)
    if cause is None:
        reason = error.strerror or type(error).__name__
        cause = f"the system says “{reason}”. Check the disk"
    return NotSaved(f"Not saved in {path.parent}: {cause}, then try again.")


def unreadable(error: OSError, path: Path) -> Damaged:
    """Return why a file cannot be read, as a sentence."""
    match error.errno:
        case errno.ENOENT:
            reason = "is not there any more"
        case errno.EACCES | errno.EPERM:
            reason = "may not be read: its permissions forbid it"
        case errno.ELOOP | errno.EMLINK:
            reason = "is a link, which is not followed"
        case errno.ENXIO | errno.EISDIR | errno.ENODEV:
            reason = "is not a file"
        case _:
            reason = f"cannot be read: the system says “{error.strerror or type(error).__name__}”"
    return Damaged(f"{path.name} {reason}.")
