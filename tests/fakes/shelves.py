"""Shelves over a real library, and conversations in it by a line."""

from collections.abc import Sequence

from fakes import conversations as fakes
from fakes.place import Place
from fakes.scripts import ScriptedReplies, Step
from whinchat.domain.values import ConversationId
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.folders import FolderFile


def a_shelf(place: Place, tasks: Tasks, *scripts: list[Step]) -> Shelf:
    """Return a shelf that has read nothing yet."""
    folders = FolderFile(place.paths, place.disk)
    return Shelf(place.library, place.drafts, folders, ScriptedReplies(*scripts), tasks)


async def open_shelf(place: Place, tasks: Tasks) -> Shelf:
    """Return a shelf as it is after a start of the program."""
    shelf = a_shelf(place, tasks)
    await shelf.open()
    return shelf


async def stored(place: Place, *titles: str) -> Sequence[ConversationId]:
    """Put conversations of one message into the library, and return their ids."""
    ids = []
    for title in titles:
        conversation = fakes.a_conversation(fakes.a_message(title))
        await place.library.add(conversation)
        ids.append(conversation.id)
    return ids
