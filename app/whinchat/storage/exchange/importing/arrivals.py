"""Everything in a file or folder that was chosen, one conversation after the other."""

import re
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from whinchat.storage.exchange.importing.bundle import Bundle, Member, file_bundle, folder_bundle
from whinchat.storage.exchange.importing.imported import Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.reading import Outcome
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.shapes import reader_of
from whinchat.storage.exchange.importing.zip_bundle import is_zip, zip_bundle
from whinchat.storage.failures import unreadable

_READABLE = re.compile(r".*\.(json|md|markdown|txt)", re.IGNORECASE)
_ZIP = re.compile(r".*\.zip", re.IGNORECASE | re.DOTALL)
_DATABASE = re.compile(r"(^|/)(IndexedDB|Local Storage)/", re.IGNORECASE)


def arrivals(path: Path, *, reads_content: bool) -> Iterator[Outcome]:
    """Yield the conversations in a file or folder, and what of it cannot be read.

    Without ``reads_content`` pictures and files are not opened: enough for a preview. Raises
    ``Refused`` where nothing in it is known.
    """
    try:
        yield from _arrivals(path, reads_content=reads_content)
    except OSError as error:
        raise Refused(str(unreadable(error, path))) from error


def _arrivals(path: Path, *, reads_content: bool) -> Iterator[Outcome]:
    found, is_folder = False, path.is_dir()
    with _opened(path) as bundle:
        # Of a folder, not of a zip: a zip in a zip is nothing that a program exports.
        packed = [name for name in bundle.members if is_folder and _ZIP.fullmatch(name)]
        for outcome in _of_bundle(bundle, packed, reads_content=reads_content):
            found = True
            yield outcome
    for name in packed:
        found = True
        try:
            yield from arrivals(path / name, reads_content=reads_content)
        except Refused as error:
            yield Unread(name, str(error))
    if not found:
        raise Refused(_nothing_words(bundle))


def _of_bundle(
    bundle: Bundle, packed: Collection[str], *, reads_content: bool
) -> Iterator[Outcome]:
    is_alone = len(bundle.members) == 1
    for name, member in bundle.members.items():
        if name not in packed and (is_alone or _READABLE.fullmatch(member.base_name)):
            intake = Intake(bundle, reads_content=reads_content)
            yield from _of_member(member, intake, is_alone=is_alone)


@contextmanager
def _opened(path: Path) -> Iterator[Bundle]:
    if path.is_dir():
        yield folder_bundle(path)
    elif is_zip(path):
        with closing(zip_bundle(path)) as bundle:
            yield bundle
    else:
        yield file_bundle(path)


def _of_member(member: Member, intake: Intake, *, is_alone: bool) -> Iterator[Outcome]:
    """Yield what is in one file; what is wrong with it keeps no other from being read."""
    try:
        reader = reader_of(member)
        if reader is not None:
            yield from reader(member, intake)
    except Refused as error:
        if is_alone:
            raise
        yield Unread(member.name, str(error))


def _nothing_words(bundle: Bundle) -> str:
    if any(_DATABASE.search(name) for name in bundle.members):
        return (
            f"{bundle.name} holds a database that only its own program reads. "
            "Export the conversations there as Markdown or JSON."
        )
    return (
        f"No conversations were found in {bundle.name}. Whinchat reads exports of ChatGPT, Claude, "
        "Open WebUI, LibreChat, Chatbox, Cherry Studio, LM Studio and Jan, its own, and Markdown."
    )
