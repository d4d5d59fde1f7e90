"""Drafts: what is typed and not sent, in one file."""

from whinchat.domain.draft import Draft
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage.disk import Disk


class Drafts:
    """The drafts on disk, one for each conversation."""

    def __init__(self, paths: Paths, disk: Disk) -> None:
        self._path = paths.data / "drafts.json"
        self._disk = disk

    async def load(self) -> dict[ConversationId, Draft]:
        """Return all drafts; what cannot be read is passed over and kept aside."""
        raise NotImplementedError

    def save(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Queue a draft; an empty one is forgotten. On disk within a second."""
        raise NotImplementedError
