"""What comes beside a damaged conversation, which stays as it is."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged
from whinchat.storage.reading import read_bytes
from whinchat.storage.salvage import salvage


@dataclass(frozen=True, slots=True)
class Salvaged:
    """All that can be read of a damaged conversation."""

    id: ConversationId
    """The same whenever the same is salvaged."""
    messages: int
    document: Document
    """Storage's own: whoever takes it along does not look into it."""


def salvage_files(path: Path) -> Salvaged | None:
    """Read what can be read of a conversation's files, which stay as they are."""
    endings = (".json", ".journal", ".bak")
    document = salvage(*(_bytes_of(path.with_suffix(ending)) for ending in endings))
    if document is None:
        return None
    return Salvaged(id_beside(ConversationId(path.stem), document), len(document.places), document)


def id_beside(conversation_id: ConversationId, theirs: Document) -> ConversationId:
    """Return the id of what comes beside a damaged one: the same whenever the same comes."""
    said = hashlib.sha256(conversation_id.encode())
    for slot in theirs.slots:
        said.update(slot)
    return ConversationId(said.hexdigest()[:32])


def _bytes_of(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except Damaged:
        return b""
