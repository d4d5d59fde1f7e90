"""A conversation that is here brought up to date from a later export of it, and put back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from whinchat.domain.conversation import Conversation, Field, Message, Status
from whinchat.domain.source import Source, source_in, source_json, undone_in
from whinchat.domain.values import NOTHING, ConversationId, Json, JsonObject, MessageId
from whinchat.services.chat import Chat
from whinchat.storage.merging.words import Words, digest, says_all_of, words_of
from whinchat.storage.message_codec import well_formed
from whinchat.storage.part_codec import part_to_json


@dataclass(frozen=True, slots=True)
class News:
    """What a later export has beyond what is here."""

    messages: tuple[Message, ...] = ()
    """New ones, and those that say more now, with the marks that they have here."""
    replaced: tuple[Message, ...] = ()
    """Those that say more now, as they are here."""
    returning: tuple[MessageId, ...] = ()
    """Those that the undoing of an import took away."""

    def __bool__(self) -> bool:
        return bool(self.messages or self.returning)


@dataclass(slots=True)
class Update:
    """What was done to a conversation, to be taken back, also where it was not done to its end."""

    conversation_id: ConversationId
    added: tuple[MessageId, ...]
    """New ones and those that came back."""
    grown: tuple[tuple[Message, Message], ...]
    """Each as it was and as it is."""
    source: Json
    """The value of the mark before."""
    leaf_before: str
    leaf_after: str = ""
    """Empty until all has arrived."""


def news_for(here: Conversation, there: Conversation) -> News:
    """Return what ``there``, a later export, has beyond ``here``. Reads every message of both.

    What was deleted by hand stays deleted. A message that says more now takes the place of what
    is here; one that says something else becomes a version beside it.
    """
    undone = undone_in(_source_value(here))
    messages: list[Message] = []
    replaced: list[Message] = []
    returning: list[MessageId] = []
    for message in map(well_formed, there.messages.values()):
        for wanted in _wanted(here.messages.get(message.id), message):
            old = here.messages.get(wanted.id)
            if old is None:
                messages.append(wanted)
            elif old.is_deleted and old.id in undone:
                returning.append(old.id)
                # Meanwhile the trash may have taken what it said.
                messages += [] if old.parts else [replace(wanted, marks=old.marks)]
            elif not old.is_deleted and old.id == message.id:
                messages.append(replace(wanted, marks=old.marks))
                replaced.append(old)
    return News(tuple(messages), tuple(replaced), tuple(returning))


def planned(here: Conversation, news: News) -> Update:
    """Return what bringing a conversation up to date does to it."""
    old = {message.id: message for message in news.replaced}
    added = (*(one.id for one in news.messages if one.id not in old), *news.returning)
    grown = tuple((old[one.id], one) for one in news.messages if one.id in old)
    leaf = here.leaf_id or ""
    return Update(here.id, tuple(dict.fromkeys(added)), grown, _source_value(here), leaf)


async def bring_up_to_date(chat: Chat, news: News, update: Update, source: Source) -> None:
    """Add the news to a conversation; the branch that is shown goes on. Raises ``NotSaved``."""
    conversation = chat.conversation
    shown = conversation.leaf_id
    await chat.take_in(news.messages)
    chat.restore(news.returning)
    if shown is not None:
        chat.set_field(Field.LEAF, conversation.newest_leaf(shown))
    chat.set_field(Field.SOURCE, _source_after(update.source, source, news.returning))
    update.leaf_after = conversation.field_text(Field.LEAF)


async def take_back(chat: Chat, update: Update) -> None:
    """Undo an update: what was shown is shown, unless another branch was chosen since.

    What was deleted by hand meanwhile stays deleted by hand, and what was written stays.
    Raises ``NotSaved``.
    """
    messages = chat.conversation.messages
    is_untouched = chat.conversation.field_text(Field.LEAF) == update.leaf_after
    present = [one for one in update.added if one in messages and not messages[one].is_deleted]
    # First: what a crash leaves deleted without it would count as deleted by hand.
    undone = dict.fromkeys((*undone_in(update.source), *present))
    chat.set_field(Field.SOURCE, {**_object(update.source), "undone": [*undone]})
    chat.delete(present)
    await chat.take_in(_as_they_were(chat.conversation, update))
    if is_untouched:
        chat.set_field(Field.LEAF, update.leaf_before)


def _as_they_were(here: Conversation, update: Update) -> Iterator[Message]:
    for old, grown in update.grown:
        now = here.messages.get(old.id)
        if now is not None and now.parts == grown.parts:
            yield replace(old, marks=now.marks)


def _wanted(here: Message | None, there: Message) -> Iterable[Message]:
    """Return the message as it is to be here: itself, with more words, or as a version."""
    if here is None or here.is_deleted:
        return (there,)
    old, new = _words(here), _words(there)
    if says_all_of(old, new) or here.status is Status.STREAMING:
        return ()
    if says_all_of(new, old):
        return (there,)
    return (replace(there, id=MessageId(f"{there.id}~{digest(new)}")),)


def _words(message: Message) -> Words:
    return words_of([part_to_json(part) for part in message.parts])


def _source_after(value: Json, source: Source, returned: Iterable[MessageId]) -> JsonObject:
    """Return the mark's value after an update: who came from elsewhere before still does."""
    before = source_in(value)
    is_taken = before is None or before.is_same(source)
    undone = undone_in(value).difference(returned)
    kept = {key: each for key, each in _object(value).items() if key != "undone"}
    return {
        **kept,
        **(source_json(source) if is_taken else {}),
        **({"undone": sorted(undone)} if undone else {}),
    }


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, Mapping) else NOTHING


def _source_value(conversation: Conversation) -> Json:
    mark = conversation.marks.get(Field.SOURCE)
    return mark.value if mark is not None else None
