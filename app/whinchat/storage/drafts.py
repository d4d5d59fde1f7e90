"""Drafts: what is typed or waits and is not sent, in one file."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whinchat.domain.draft import Draft, joined
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, Json, JsonObject
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.conflict_copies import copy_name
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.failures import Damaged, not_saved
from whinchat.storage.fields import Fields
from whinchat.storage.files import rename_damaged
from whinchat.storage.json_bytes import to_bytes
from whinchat.storage.part_codec import attachment_from_json, attachment_to_json
from whinchat.storage.reading import read_object

log = logging.getLogger(__name__)

_FORMAT = "whinchat-drafts"
_ATTACHMENTS = "attachments"
_WAITING = "waiting"
_KNOWN = frozenset({"text", _ATTACHMENTS, _WAITING})
_GATHER_SECONDS = 0.4
_RETRY_SECONDS = 10.0


class Drafts:
    """The drafts on disk, one for each conversation."""

    def __init__(self, paths: Paths, disk: Disk) -> None:
        self._path = paths.data / "drafts.json"
        self._trash = paths.trash
        self._disk = disk
        self._content: dict[str, Json] | None = None
        self._is_due = False
        self._changes: list[tuple[ConversationId, Mapping[str, Json]]] = []
        """What the file does not have yet."""

    async def load(self) -> dict[ConversationId, Draft]:
        """Return all drafts; a file that cannot be read is kept aside and counts as empty."""
        return await self._disk.run(self._load)

    def save(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Queue a draft; an empty one is forgotten. On disk within a second.

        It refers to its attachments: their content must be with the disk before.
        """
        self._disk.post(lambda: self._change(conversation_id, draft))

    async def load_waiting(self) -> dict[ConversationId, tuple[Draft, ...]]:
        """Return what waited to be sent when the program ended, in order."""
        return await self._disk.run(self._load_waiting)

    def save_waiting(self, conversation_id: ConversationId, waiting: Sequence[Draft]) -> None:
        """Queue what waits to be sent, in order. On disk within a second."""
        kept = tuple(waiting)
        self._disk.post(lambda: self._change_waiting(conversation_id, kept))

    def _load(self) -> dict[ConversationId, Draft]:
        drafts = {key: _draft_from_json(kept) for key, kept in self._entries()}
        return {key: draft for key, draft in drafts.items() if draft.text or draft.attachments}

    def _load_waiting(self) -> dict[ConversationId, tuple[Draft, ...]]:
        waiting = {
            key: tuple(map(_draft_from_json, kept[_WAITING]))
            for key, kept in self._entries()
            if isinstance(kept.get(_WAITING), list)
        }
        return {key: drafts for key, drafts in waiting.items() if drafts}

    def _entries(self) -> Iterator[tuple[ConversationId, dict[str, Any]]]:
        try:
            drafts = self._current()
        except OSError as error:
            # It may be read the next time, and is read before anything is written.
            log.warning("The drafts cannot be read now: %s", error)
            return
        for conversation_id, kept in drafts.items():
            if isinstance(kept, dict):
                yield ConversationId(conversation_id), kept

    def _change(self, conversation_id: ConversationId, draft: Draft) -> None:
        self._put(conversation_id, _draft_to_json(Draft() if draft.is_empty else draft))

    def _change_waiting(self, conversation_id: ConversationId, waiting: Sequence[Draft]) -> None:
        self._put(conversation_id, {_WAITING: [*map(_filled_to_json, waiting)]})

    def _put(self, conversation_id: ConversationId, fields: Mapping[str, Json]) -> None:
        """Set some fields of an entry, as soon as the file can be read."""
        self._changes.append((conversation_id, fields))
        self._write_later(_GATHER_SECONDS)

    def _current(self) -> dict[str, Json]:
        """Return the entries as they are now; empty fields go, and with the last the entry.

        Raises ``OSError`` where the file cannot be read now; what changed is kept until it can.
        """
        drafts = self._drafts()
        for conversation_id, fields in self._changes:
            kept = drafts.get(conversation_id)
            entry = {**(kept if isinstance(kept, dict) else {}), **fields}
            entry = {name: value for name, value in entry.items() if value or name not in _KNOWN}
            if _KNOWN.isdisjoint(entry):
                drafts.pop(conversation_id, None)
            else:
                drafts[conversation_id] = entry
        self._changes.clear()
        return drafts

    def _write_later(self, delay_seconds: float) -> None:
        if not self._is_due:
            self._is_due = True
            self._disk.later(delay_seconds, self._write)

    def _write(self) -> None:
        self._is_due = False
        try:
            self._current()
        except OSError as error:
            self._write_later(_RETRY_SECONDS)
            raise not_saved(error, self._path) from error
        content = {"format": _FORMAT, "version": 1, **(self._content or {})}
        lines = (b"  " + to_bytes(key) + b": " + to_bytes(content[key]) for key in content)
        try:
            write_atomically(self._path, b"{\n" + b",\n".join(lines) + b"\n}\n")
        except NotSaved:
            self._write_later(_RETRY_SECONDS)
            raise

    def _merge_copies(self) -> None:
        """Take in what a sync tool left beside the file, another computer's drafts."""
        folder = self._path.parent
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if copy_name(path.name) == ("drafts", ".json"):
                with suppress(OSError, Damaged, NotSaved):
                    self._content = merge_drafts(self._content or {}, read_object(path))
                    self._write()
                    trash.put_aside(path, self._trash)

    def _drafts(self) -> dict[str, Json]:
        if self._content is None:
            self._content = _read(self._path)
            self._merge_copies()
        drafts = self._content.setdefault("drafts", {})
        if not isinstance(drafts, dict):
            drafts = self._content["drafts"] = {}
        return drafts


def unsent_in(content: JsonObject) -> dict[ConversationId, Draft]:
    """Return what a file's object says was not sent: what waited, and then what was typed."""
    found: dict[ConversationId, Draft] = {}
    drafts = content.get("drafts")
    for conversation_id, kept in drafts.items() if isinstance(drafts, Mapping) else ():
        waiting = kept.get(_WAITING) if isinstance(kept, Mapping) else None
        waited = map(_draft_from_json, waiting if isinstance(waiting, list) else ())
        found[ConversationId(conversation_id)] = joined((*waited, _draft_from_json(kept)))
    return {key: draft for key, draft in found.items() if not draft.is_empty}


def merge_drafts(ours: JsonObject, theirs: JsonObject) -> dict[str, Json]:
    """Return our drafts with all that theirs say: below ours, where both say something."""
    mine, others = ours.get("drafts"), theirs.get("drafts")
    merged = dict(mine) if isinstance(mine, Mapping) else {}
    for key, other in others.items() if isinstance(others, Mapping) else ():
        kept = merged.get(key)
        if isinstance(other, Mapping):
            merged[key] = _joined(kept, other) if isinstance(kept, Mapping) else {**other}
    return {**theirs, **ours, "drafts": merged}


def _joined(kept: JsonObject, other: JsonObject) -> Json:
    texts = [Fields(one).text("text") for one in (kept, other)]
    is_said = texts[1].strip() in texts[0]
    text = texts[0] if is_said else "\n\n".join(filter(None, texts))
    entry: dict[str, Json] = {**other, **kept, "text": text}
    for name in (_ATTACHMENTS, _WAITING):
        both = [*Fields(kept).array(name), *Fields(other).array(name)]
        entry[name] = [one for place, one in enumerate(both) if one not in both[:place]]
    return {name: value for name, value in entry.items() if value or name not in _KNOWN}


def _draft_to_json(draft: Draft) -> dict[str, Json]:
    attachments: list[Json] = [*map(attachment_to_json, draft.attachments)]
    return {"text": draft.text, _ATTACHMENTS: attachments}


def _filled_to_json(draft: Draft) -> Json:
    return {name: value for name, value in _draft_to_json(draft).items() if value}


def _draft_from_json(kept: Json) -> Draft:
    """Return the draft of an entry; what is odd in it is passed over."""
    fields = Fields(kept if isinstance(kept, dict) else {})
    attachments = (
        attachment_from_json(Fields(one))
        for one in fields.array(_ATTACHMENTS)
        if isinstance(one, dict)
    )
    return Draft(fields.text("text"), tuple(one for one in attachments if one.sha256))


def _read(path: Path) -> dict[str, Json]:
    """Return what the file says; one that is damaged is kept aside. Raises ``OSError``."""
    try:
        return read_object(path)
    except FileNotFoundError:
        return {}
    except Damaged:
        with suppress(OSError):
            rename_damaged(path)
        return {}
