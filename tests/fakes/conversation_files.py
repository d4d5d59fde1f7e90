"""Conversation files as bytes: by hand, and as they are written."""

import json

from whinchat.storage.conversation_file import Document


def file_of(*messages: object, **head: object) -> bytes:
    """Return a file with these messages, laid out as nobody does."""
    fields = {"format": "whinchat-conversation", "version": 1, **head, "messages": messages}
    return json.dumps(fields).encode()


def written(document: Document) -> bytes:
    """Return the bytes of a document's file."""
    return b"".join(document.pieces())
