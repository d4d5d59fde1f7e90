"""The names that a search can be given: tags, folders and models that there are."""

from whinchat.domain.search_completion import KnownNames
from whinchat.services.models import Models
from whinchat.services.shelf import Shelf


def known_names(shelf: Shelf, models: Models) -> KnownNames:
    """Return them, each once and in order."""
    tags = {tag for row in (*shelf.rows, *shelf.archived) for tag in row.tags}
    folders = {folder.name for folder in shelf.folders}
    return KnownNames(
        tags=tuple(sorted(tags, key=str.casefold)),
        folders=tuple(sorted(folders, key=str.casefold)),
        models=tuple(sorted(models.known_ids())),
    )
