"""What others do to the data folder, followed: by a sync tool, an editor, another computer."""

from whinchat.services.shelf import Shelf
from whinchat.storage.library import Library


class Following:
    """Brings what others changed into the list and the chats that are open."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf
        self._is_looking = False
        self._is_wanted = False
        self._in_each = False
        library.follow(shelf.take_news)

    async def look_again(self, *, in_each: bool) -> None:
        """Look for changes, in each file or where a name came or went.

        Who asks while that is done has it done once more.
        """
        self._is_wanted = True
        self._in_each |= in_each
        if self._is_looking:
            return
        self._is_looking = True
        try:
            while self._is_wanted:
                in_each, self._in_each = self._in_each, False
                self._is_wanted = False
                changes = await self._library.look_again(in_each=in_each)
                if changes:
                    await self._shelf.look_again(changes.listed)
        finally:
            self._is_looking = False
