"""Conversations of ours: the file itself, alone or in a zip with ``attachments``."""

from collections.abc import Iterator

from whinchat.domain.conversation import Conversation, Field, Mark
from whinchat.domain.parts import FilePart, ImagePart
from whinchat.domain.source import source_json, source_of
from whinchat.domain.values import ConversationId, new_id
from whinchat.storage.conversation_file import Document
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App, Imported, Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.reading import Outcome
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.sketch import WRITER
from whinchat.storage.failures import Damaged
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.files import LARGEST_LOADED_BYTES


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversation of one file. Raises ``Refused``."""
    try:
        document = parse_file(member.read_whole(LARGEST_LOADED_BYTES))
        document.end_replies()
        conversation = document.conversation(ConversationId(new_id()))
        # A message that cannot be read shows only when somebody wants it.
        messages = [*conversation.messages.values()]
    except Damaged as error:
        raise Refused(str(error)) from error
    if conversation.is_read_only:
        name = conversation.title or member.base_name
        yield Unread(name, "A newer version of Whinchat wrote it.")
        return
    if not messages:
        yield Unread(member.base_name, "It has no messages.")
        return
    source_id = _source_id(document, member)
    _note_source(conversation, source_id)
    kept = {m.base_name.partition(".")[0]: m for m in intake.bundle.members.values()}
    wanted = {
        part.attachment
        for message in messages
        for part in message.parts
        if isinstance(part, ImagePart | FilePart)
    }
    for attachment in sorted(wanted, key=lambda one: one.sha256):
        intake.known(kept.get(attachment.sha256), attachment)
    contents, notes = intake.finish()
    yield Imported(conversation, App.WHINCHAT, source_id, contents, notes)


def _source_id(document: Document, member: Member) -> str:
    given = document.head.get("id")
    return given if isinstance(given, str) and given else member.base_name


def _note_source(conversation: Conversation, source_id: str) -> None:
    conversation.is_read_only = False
    source = source_of(App.WHINCHAT.value, source_id, conversation.messages.values())
    conversation.marks[Field.SOURCE] = Mark(source_json(source), conversation.created_at, WRITER)
    # The id of a folder means nothing elsewhere.
    conversation.marks.pop(Field.FOLDER, None)
