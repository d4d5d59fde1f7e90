"""Conversation files as bytes: by hand, and as they are written."""

import json

from fakes.conversations import NOW
from whinchat.domain.conversation import Conversation, Message
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import Document, document_of


def file_of(*messages: object, **head: object) -> bytes:
    """Return a file with these messages, laid out as nobody does."""
    fields = {"format": "whinchat-conversation", "version": 1, **head, "messages": messages}
    return json.dumps(fields).encode()


def written(document: Document) -> bytes:
    """Return the bytes of a document's file."""
    return b"".join(document.pieces())


def whole_file(conversation_id: ConversationId, *messages: Message) -> bytes:
    """Return the file of a conversation with these messages."""
    conversation = Conversation(id=conversation_id, created_at=NOW)
    for message in messages:
        conversation.put(message)
    return written(document_of(conversation))
