"""Everything below the window, built and joined."""

from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from whinchat.assembly.safety import Safety
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, new_id
from whinchat.paths import Paths
from whinchat.provider.pattern_process import PatternProcess
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.environment import take_environment
from whinchat.services.following import Following
from whinchat.services.imports import Imports
from whinchat.services.incoming import Incoming
from whinchat.services.keys import Keys
from whinchat.services.listeners import Listeners
from whinchat.services.local_model import LocalModel
from whinchat.services.models import Models
from whinchat.services.preferences import Preferences
from whinchat.services.providers import Providers
from whinchat.services.search import Search
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.titles import Titles
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library
from whinchat.storage.log_file import Log
from whinchat.storage.model_files import ModelFiles
from whinchat.storage.search_index.index import SearchIndex
from whinchat.storage.secrets import KeyStore
from whinchat.storage.settings_file import load_settings

_DISK_SECONDS = 5.0
"""How long quitting waits for a slow disk."""


class Services:
    """Everything below the window, joined."""

    def __init__(self, paths: Paths, environ: MutableMapping[str, str]) -> None:
        self.paths = paths
        self.tasks = Tasks()
        self.disk = Disk()
        settings, self.settings_trouble = load_settings(paths.settings_file)
        environment = take_environment(environ)
        self.preferences = Preferences(settings, paths.settings_file, self.disk)
        self.keys = Keys(KeyStore(), self.preferences, environment)
        self.transport = Transport()
        self.incoming = Incoming()
        self.slow_disk = Disk()
        """For what may take long: weights and exports."""
        files = ModelFiles(self.slow_disk, paths.models)
        own_file = Path(settings.local_model_file) if settings.local_model_file else None
        self.local_model = LocalModel(
            files, WeightsFetch(files, WeightsSource(self.transport)), own_file
        )
        self.providers = Providers(
            self.preferences, self.keys, self.local_model, self.transport, environment
        )
        self.models = Models(self.providers, self.preferences, self.disk, paths.cache)
        self.log = Log(paths.logs, lambda: self.keys.secrets)
        self.troubles: Listeners[NotSaved | None] = Listeners()
        """Told when something could not be saved, and with ``None`` when all of it is again."""
        self._unsaved: set[ConversationId] = set()
        self.library = Library(paths, self.disk, new_id(), self._note_unsaved)
        drafts, folders = Drafts(paths, self.disk), FolderFile(paths, self.disk)
        self.shelf = Shelf(self.library, drafts, folders, self.models, self.tasks)
        self.following = Following(self.library, self.shelf)
        self.titles = Titles(self.shelf, self.preferences, self.models, self.tasks)
        self.imports = Imports(self.shelf, self.library, self.tasks)
        self.safety = Safety(paths, self.preferences, self.shelf, self.library, self.tasks)
        index = SearchIndex(paths, Disk(), Disk())
        self.search = Search(index, PatternProcess(), lambda: self.shelf.folders, self.tasks)

    async def what_is_unsaved(self) -> NotSaved | None:
        """Stop what runs, try once more to save what is left, and return what speaks against it."""
        await self.shelf.close()
        for conversation_id in tuple(self._unsaved):
            try:
                await self.library.settle(conversation_id)
            except NotSaved as trouble:
                return trouble
        return None

    async def close(self) -> None:
        """Save what is left, and let go of everything."""
        self.safety.backups.stop()
        await self.shelf.close()
        await self.tasks.close()
        # First of all what can be lost: a system that shuts down may not wait for the rest.
        with suppress(NotSaved):
            await self.library.close()
        await self.library.listing.remember()
        self.disk.close(_DISK_SECONDS)
        await self.search.close()
        await self.local_model.close()
        await self.keys.close()
        await self.transport.close()
        self.slow_disk.close(_DISK_SECONDS)
        self.incoming.close(_DISK_SECONDS)
        self.imports.close(_DISK_SECONDS)
        self.safety.close(_DISK_SECONDS)
        self.log.close()

    def _note_unsaved(self, conversation_id: ConversationId, trouble: NotSaved | None) -> None:
        if trouble is None:
            self._unsaved.discard(conversation_id)
        else:
            self._unsaved.add(conversation_id)
        if trouble is not None or not self._unsaved:
            self.troubles.tell(trouble)
