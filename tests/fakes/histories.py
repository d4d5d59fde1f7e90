"""Histories of a conversation: what people on several computers do to copies of one file."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from fakes.conversations import NOW, a_conversation, a_message
from whinchat.domain.conversation import Field, Mark, MarkName, Message, Role, Status
from whinchat.domain.parts import ReasoningPart, TextPart
from whinchat.domain.values import Json, MessageId
from whinchat.storage.conversation_file import DERIVED, Document, document_of
from whinchat.storage.json_bytes import from_bytes
from whinchat.storage.message_codec import message_from_json, message_to_json

ACTS = (
    "send",
    "reply",
    "stream",
    "finish",
    "edit",
    "retry",
    "delete",
    "restore",
    "rename",
    "tag",
    "purge",
)
Step = tuple[str, int, str]
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.text("abc ", min_size=1, max_size=6)),
    max_size=8,
)
"""What is done, to which message, with which words."""


class Author:
    """Somebody who changes a copy. Clocks of different authors may differ by hours."""

    def __init__(self, name: str, document: Document, *, clock_hours: int = 0) -> None:
        self.document = deepcopy(document)
        self._name = name
        self._now = NOW + timedelta(hours=clock_hours)
        self._count = 0

    def live(self, steps: list[Step]) -> Document:
        """Do all of it, and return the copy as it is then."""
        for act, place, words in steps:
            self._now += timedelta(seconds=1)
            ids = [*self.document.places]
            message = self.document.message(ids[place % len(ids)])
            assert message is not None
            if act in ("rename", "tag"):
                self._set(Field.TITLE if act == "rename" else Field.TAGS, words)
            elif act in ("delete", "restore", "purge", "finish"):
                self._change(act, message, words)
            else:
                self._add(act, message, words)
        return self.document

    def _add(self, act: str, message: dict[str, Json], words: str) -> None:
        if act == "send":
            self._write(words, message["id"], Role.USER)
        elif act in ("reply", "stream"):
            status = Status.STREAMING if act == "stream" else Status.COMPLETE
            self._write(words, message["id"], Role.ASSISTANT, status)
        else:
            self._write(words, message["parent_id"], Role(str(message["role"])))

    def _change(self, act: str, message: dict[str, Json], words: str) -> None:
        if act == "purge":
            if message.get("marks"):
                self.document.put({**message, "parts": []})
        elif act != "finish":
            mark = Mark(act == "delete", self._now, self._name)
            self.document.set_mark(MessageId(str(message["id"])), MarkName.DELETED, mark)
        elif message["status"] == Status.STREAMING and message["by"] == self._name:
            # Only who asked gets the rest of the reply.
            before = message_from_json(message)
            parts = (ReasoningPart("Hm."), TextPart(f"{before.text}{words}"))
            whole = replace(before, parts=parts, status=Status.COMPLETE)
            self.document.put(message_to_json(whole))

    def _write(
        self, words: str, parent: Json, role: Role, status: Status = Status.COMPLETE
    ) -> Message:
        self._count += 1
        message = a_message(
            "",
            id=MessageId(f"{self._now:%d%H%M%S}{self._name}{self._count}"),
            parent_id=parent,
            role=role,
            status=status,
            created_at=self._now,
            parts=(ReasoningPart("Hm."), TextPart(words)),
            extra={"by": self._name},
        )
        self.document.put(message_to_json(message))
        self._set(Field.LEAF, message.id)
        return message

    def _set(self, field: Field, value: Json) -> None:
        self.document.set_field(field, Mark(value, self._now, self._name))


def an_ancestor(past: list[Step]) -> Document:
    """Return a conversation of which there was one copy until now."""
    question = a_message("What is a whinchat?", id=MessageId("0"))
    return Author("past", document_of(a_conversation(question)), clock_hours=-9).live(past)


def texts_in(document: Document) -> set[str]:
    """Return every text of every message."""
    found: set[str] = set()
    for slot in document.slots:
        value = from_bytes(slot)
        parts = value.get("parts") if isinstance(value, dict) else None
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                found.add(str(part["text"]))
    return found


def content_of(document: Document) -> tuple[Json, list[bytes]]:
    """Return all of a document, to be compared."""
    return {key: value for key, value in document.head.items() if key not in DERIVED}, [
        *document.slots
    ]
