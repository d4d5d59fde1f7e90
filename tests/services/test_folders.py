"""The folders as they are shown and as they lie on the disk: one truth."""

from fakes.place import Place
from whinchat.domain.conversation import Mark
from whinchat.domain.folders import FolderField
from whinchat.services.folders import Folders
from whinchat.services.tasks import Tasks
from whinchat.storage.folders import FolderFile


async def test_two_names_of_the_same_moment_are_settled_as_in_the_file(
    place: Place, tasks: Tasks
) -> None:
    file = FolderFile(place.paths, place.disk)
    tree = Folders(file, "writer", tasks)
    folder_id = tree.new("Mine")
    at = tree._marks[folder_id][FolderField.NAME].at

    await file.save({folder_id: {FolderField.NAME: Mark("Theirs", at, "zebra")}})
    await tree.open()

    again = Folders(FolderFile(place.paths, place.disk), "writer", tasks)
    await again.open()
    assert [folder.name for folder in (*tree.shown, *again.shown)] == ["Theirs", "Theirs"]
