"""Drafts: what is typed and not sent, in one file."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, Json
from whinchat.paths import Paths
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.failures import Damaged
from whinchat.storage.files import open_to_read
from whinchat.storage.json_bytes import object_from_bytes, to_bytes

_FORMAT = "whinchat-drafts"
_GATHER_SECONDS = 0.4
_RETRY_SECONDS = 10.0


class Drafts:
    """The drafts on disk, one for each conversation."""

    def __init__(self, paths: Paths, disk: Disk) -> None:
        self._path = paths.data / "drafts.json"
        self._disk = disk
        self._content: dict[str, Json] | None = None
        self._is_due = False

    async def load(self) -> dict[ConversationId, Draft]:
        """Return all drafts; a file that cannot be read is kept aside and counts as empty."""
        return await self._disk.run(self._load)

    def save(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Queue a draft; an empty one is forgotten. On disk within a second."""
        self._disk.post(lambda: self._change(conversation_id, draft))

    def _load(self) -> dict[ConversationId, Draft]:
        return {
            ConversationId(conversation_id): Draft(text)
            for conversation_id, kept in self._drafts().items()
            if isinstance(kept, dict) and isinstance(text := kept.get("text"), str) and text
        }

    def _change(self, conversation_id: ConversationId, draft: Draft) -> None:
        drafts = self._drafts()
        kept = drafts.get(conversation_id)
        if draft.is_empty:
            drafts.pop(conversation_id, None)
        else:
            drafts[conversation_id] = {
                **(kept if isinstance(kept, dict) else {}),
                "text": draft.text,
            }
        self._write_later(_GATHER_SECONDS)

    def _write_later(self, delay_seconds: float) -> None:
        if not self._is_due:
            self._is_due = True
            self._disk.later(delay_seconds, self._write)

    def _write(self) -> None:
        self._is_due = False
        content = {"format": _FORMAT, "version": 1, **(self._content or {})}
        lines = (b"  " + to_bytes(key) + b": " + to_bytes(content[key]) for key in content)
        try:
            write_atomically(self._path, b"{\n" + b",\n".join(lines) + b"\n}\n")
        except NotSaved:
            self._write_later(_RETRY_SECONDS)
            raise

    def _drafts(self) -> dict[str, Json]:
        if self._content is None:
            self._content = _read(self._path)
        drafts = self._content.setdefault("drafts", {})
        if not isinstance(drafts, dict):
            drafts = self._content["drafts"] = {}
        return drafts


def _read(path: Path) -> dict[str, Json]:
    try:
        with os.fdopen(open_to_read(path), "rb") as stream:
            return object_from_bytes(stream.read())
    except FileNotFoundError:
        return {}
    except (OSError, Damaged):
        aside = f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
        with suppress(OSError):
            path.rename(path.with_name(aside))
        return {}
