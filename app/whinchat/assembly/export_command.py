"""``whinchat export``: the same files as the window's, for scripts.

It only reads the library, so it takes no lock and runs beside an open window.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from whinchat.assembly.export_arguments import plan_of
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import folders_within, shown_folders
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths, portable_paths, user_paths
from whinchat.services.exports import Exports, Outcome, Press
from whinchat.storage.disk import Disk
from whinchat.storage.exchange.finding import WantedFormula
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.targets import FolderTarget, Target, ZipTarget
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library
from whinchat.storage.summaries import Summary

_DISK_SECONDS = 5.0
_ALL_WRITTEN, _SOME_FAILED, _NOT_UNDERSTOOD = 0, 1, 2


class Misunderstood(Exception):
    """The command line names what is not there; the message says what."""


class WordsAlone:
    """Draws and prints nothing: for the formats that need no Qt."""

    async def materials(self, _formulas: frozenset[WantedFormula]) -> Materials:
        """Return nothing but words."""
        return Materials()


def run_export(arguments: argparse.Namespace, folder: Path | None) -> int:
    """Export what the command line names; return 1 where some could not be, 2 for a bad name."""
    paths = portable_paths(folder) if folder else user_paths()
    target = Path(arguments.target).expanduser().absolute()
    if not plan_of(arguments).file_format.draws_formulas:
        return asyncio.run(_export(arguments, paths, target, WordsAlone()))
    # The pages are drawn, not shown: no display is needed.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from whinchat.ui.application import make_application, run  # noqa: PLC0415 - Qt, only now
    from whinchat.ui.print.press import Press as RealPress  # noqa: PLC0415 - Qt, only now

    app = make_application(sys.argv[:1])
    press = RealPress()
    return run(app, lambda: _export(arguments, paths, target, press))


async def _export(arguments: argparse.Namespace, paths: Paths, target: Path, press: Press) -> int:
    disk = Disk()
    library = Library(paths, disk, "export")
    plan = plan_of(arguments)
    try:
        summaries = await library.listing.summaries()
        ids = await _wanted(arguments, summaries, FolderFile(paths, disk))
        exports = Exports(disk, partial(library.read, spare=disk), paths.attachments, press)
        outcome = await exports.write_all(ids, plan, _target(arguments, target))
    except Misunderstood as error:
        _complain(str(error))
        return _NOT_UNDERSTOOD
    except NotSaved as error:
        _complain(str(error))
        return _SOME_FAILED
    finally:
        disk.close(_DISK_SECONDS)
    _report(outcome, target)
    return _SOME_FAILED if outcome.failed else _ALL_WRITTEN


async def _wanted(
    arguments: argparse.Namespace, summaries: Sequence[Summary], folders: FolderFile
) -> list[ConversationId]:
    if not (arguments.all or arguments.folder or arguments.ids):
        raise Misunderstood("Name conversations by their ids, or give --all or --folder.")
    if arguments.all:
        return [summary.id for summary in summaries]
    found = [_one_with(start, summaries) for start in arguments.ids]
    if arguments.folder:
        shown = shown_folders(await folders.load())
        known = {f.id for f in shown if arguments.folder in (f.name, f.id)}
        if not known:
            raise Misunderstood(f"There is no folder “{arguments.folder}”.")
        inside = {each for folder_id in known for each in folders_within(folder_id, shown)}
        found += [summary.id for summary in summaries if summary.folder in inside]
    return list(dict.fromkeys(found))


def _one_with(start: str, summaries: Sequence[Summary]) -> ConversationId:
    found = [summary.id for summary in summaries if summary.id.startswith(start)]
    exact = [each for each in found if each == start]
    if len(exact or found) != 1:
        count = "no conversation" if not found else f"{len(found)} conversations"
        raise Misunderstood(f"There is {count} with an id that begins with “{start}”.")
    return (exact or found)[0]


def _target(arguments: argparse.Namespace, path: Path) -> Target:
    plan = plan_of(arguments)
    if not arguments.zip:
        return FolderTarget(path, plan)
    if path.exists():
        raise Misunderstood(f"{path} is there already.")
    return ZipTarget(path, plan)


def _report(outcome: Outcome, target: Path) -> None:
    for name in outcome.files:
        print(target / name)  # noqa: T201 - what a script reads
    for failed in outcome.failed:
        _complain(f"{failed.conversation_id}: {failed.reason}")
    for name in outcome.lacking:
        _complain(f"The attachment {name} could not be read and is left out.")


def _complain(words: str) -> None:
    print(f"whinchat export: {words}", file=sys.stderr)  # noqa: T201 - for a terminal
