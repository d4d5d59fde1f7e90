"""A conversation while it is open, with its verbs. ``Chat.send`` is the whole story of a turn."""

from collections.abc import Iterable
from contextlib import suppress

from whinchat.domain.conversation import Conversation, Field, MarkName, Message, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved
from whinchat.domain.events import Progress
from whinchat.domain.model import NO_CHOICE, ModelChoice
from whinchat.domain.parameters import Parameters, parameters_json
from whinchat.domain.parts import Attachment, FilePart, ImagePart, TextPart
from whinchat.domain.values import ConversationId, Json, MessageId, ProviderId
from whinchat.services.branches import Branches, DeletedMessages
from whinchat.services.record import Keeping, Record
from whinchat.services.temporary import Memory
from whinchat.services.turns import Replies, Turns
from whinchat.services.waiting import Waiting
from whinchat.storage.outside import TakenIn


class Chat:
    """An open conversation. It alone changes its messages; others read and are told."""

    def __init__(self, conversation: Conversation, keeping: Keeping, replies: Replies) -> None:
        self._record = Record(conversation, keeping)
        self.changed = self._record.changed
        """Told the id of a message that is new or has another value."""
        self.fields_changed = self._record.fields_changed
        """Told which field has another value; ``LEAF`` means that another branch is shown."""
        self.waiting = Waiting()
        self._branches = Branches(self._record)
        self._turns = Turns(self._record, self.waiting, replies)
        self._suggested: ModelChoice | None = None

    @property
    def conversation(self) -> Conversation:
        """Return the conversation, to be read."""
        return self._record.conversation

    @property
    def id(self) -> ConversationId:
        """Return the conversation's id."""
        return self.conversation.id

    @property
    def is_temporary(self) -> bool:
        """Tell whether the conversation is in memory alone."""
        return isinstance(self._record.keeping, Memory)

    async def keep_in(self, keeping: Keeping) -> None:
        """Make a temporary conversation one like others, with everything in it.

        A disk that takes nothing does not matter to it: the library goes on trying and says so.
        """
        memory = self._record.keeping
        if isinstance(memory, Memory):
            with suppress(NotSaved):
                await self._record.keep_in(keeping, memory.attachments.values())

    @property
    def is_replying(self) -> bool:
        """Tell whether a reply is on its way."""
        return self._turns.is_running

    @property
    def is_busy(self) -> bool:
        """Tell whether a reply is on its way or the next question is about to leave."""
        waits = self.waiting.next is not None and self._has_ended_well()
        return self.is_replying or self.waiting.is_leaving or waits

    @property
    def progress(self) -> Progress | None:
        """Return how the running request is getting on while it brings no words."""
        return self._turns.progress

    @property
    def choice(self) -> ModelChoice | None:
        """Return the model this conversation talks to: the one chosen, else one suggested."""
        provider_id = ProviderId(self.conversation.field_text(Field.PROVIDER))
        model_id = self.conversation.field_text(Field.MODEL)
        return ModelChoice(provider_id, model_id) if provider_id else self._suggested

    def suggest(self, choice: ModelChoice) -> None:
        """Talk to a model as long as none is chosen: one that was imported has none of here.

        Nothing is written before something is asked.
        """
        self._suggested = choice

    def choose(self, choice: ModelChoice) -> None:
        """Talk to another model from the next turn on."""
        self._record.set(Field.PROVIDER, choice.provider_id)
        self._record.set(Field.MODEL, choice.model_id)

    def rename(self, title: str) -> None:
        """Give the conversation a title; an empty one brings back its first words."""
        self._record.set(Field.TITLE, " ".join(title.split()))

    async def take_in(self, messages: Iterable[Message]) -> None:
        """Add messages that were written elsewhere; what is shown stays. Raises ``NotSaved``."""
        await self._record.take_in(messages)

    def set_field(self, field: Field, value: Json) -> None:
        """Change what the list says of the conversation."""
        self._record.set(field, value)

    def tune(self, instructions: str, parameters: Parameters) -> None:
        """Change what the model is told beforehand and asked for, from the next turn on."""
        self._record.set(Field.INSTRUCTIONS, instructions.strip())
        self._record.set(Field.PARAMETERS, parameters_json(parameters))

    async def send(self, draft: Draft) -> None:
        """Keep the user's words, then ask for the reply to them.

        The words are on disk before anything leaves. When this returns, or is cancelled, the
        reply is in the conversation with whatever came of it. Never raises for a failed request.
        """
        await self._answer(await self._turns.ask(draft, self.conversation.leaf_id))
        await self._send_waiting()

    async def send_soon(self, draft: Draft, seconds: float) -> None:
        """Send a draft after some time, in which ``waiting.remove`` takes it back."""
        leaves = await self.waiting.leave(draft, seconds)
        if self.is_replying:
            return
        if leaves and draft in self.waiting.drafts:
            await self._send_one(draft)
        else:
            # What was to follow it has nothing to follow.
            self.waiting.hold()

    async def send_now(self, place: int) -> None:
        """Send what waits at a place before all else; a reply that runs is stopped first."""
        if self.waiting.is_leaving:
            self.waiting.leave_at_once()
            return
        draft = self.waiting.drafts[place]
        await self.stopped()
        # Stopping holds what waits.
        if draft in self.waiting.drafts:
            await self._send_one(draft)

    async def send_all_waiting(self) -> None:
        """Send all that waits, in order, after the reply that may run."""
        self.waiting.release()
        if self.waiting.next is not None and not self.is_replying:
            await self._send_one(self.waiting.next)

    async def edit(self, message_id: MessageId, draft: Draft) -> None:
        """Ask a question in other words, as a new version; the old one keeps its continuation.

        A reply that runs is stopped first. What a draft cannot hold of the question stays in it.
        """
        await self.stopped()
        old = self.conversation.messages[message_id]
        kept = (part for part in old.parts if not isinstance(part, TextPart | ImagePart | FilePart))
        await self._answer(await self._turns.ask(draft, old.parent_id, *kept))
        await self._send_waiting()

    async def retry(self, message_id: MessageId, choice: ModelChoice | None = None) -> None:
        """Ask again for the reply to a question; the replies there are stay as versions.

        Another model may be asked for this one reply. A reply that runs is stopped first.
        """
        await self.stopped()
        message = self.conversation.messages[message_id]
        if message.role is Role.ASSISTANT and message.parent_id is not None:
            message = self.conversation.messages[message.parent_id]
        await self._answer(message, choice=choice)
        await self._send_waiting()

    async def go_on(self, message_id: MessageId) -> None:
        """Ask for the rest of a partial reply, as a new version that begins with what there is."""
        partial_reply = self.conversation.messages[message_id]
        if partial_reply.parent_id is not None:
            question = self.conversation.messages[partial_reply.parent_id]
            await self._answer(question, partial_reply if partial_reply.text else None)
            await self._send_waiting()

    def wait_on(self) -> None:
        """Take the news that nothing comes as read, and go on waiting."""
        self._turns.wait_on()

    def take_news(self, news: TakenIn) -> None:
        """Show what others wrote into the conversation's file; nothing here is lost for it."""
        self._record.take_news(news, self._turns.reply_id)

    def stop(self) -> None:
        """Stop the reply that runs, if any; what has come stays."""
        self._turns.stop()

    async def stopped(self) -> None:
        """Stop the reply that runs, if any, and wait until it has ended."""
        await self._turns.stopped()

    async def come_to_rest(self) -> None:
        """Stop the reply that runs, and return once nothing goes on; what waits is held."""
        self.waiting.stay()
        await self.stopped()

    def show_version(self, message_id: MessageId, step: int) -> None:
        """Show the version of a message that lies ``step`` places further, and what follows it."""
        self._branches.show_version(message_id, step)

    def show_leaf(self, message_id: MessageId) -> None:
        """Show a branch that holds a message: the one left last, or the newest."""
        self._branches.show_leaf(message_id)

    def branch_of(self, message_id: MessageId) -> list[MessageId]:
        """Return a message and all that follow it, in all versions, without deleted ones."""
        return self._branches.branch_from(message_id)

    def delete(self, message_ids: Iterable[MessageId]) -> DeletedMessages:
        """Delete messages by a mark; what follows them stays and is shown."""
        return self._branches.delete(message_ids)

    def undo_deletion(self, deletion: DeletedMessages) -> None:
        """Take a deletion back; what was shown before it is shown again."""
        self._branches.undo(deletion)

    def restore(self, message_ids: Iterable[MessageId]) -> None:
        """Bring deleted messages back; the same branch stays in sight."""
        self._branches.restore(message_ids)

    def mark(self, message_id: MessageId, name: MarkName, value: bool) -> None:  # noqa: FBT001 - a mark's value
        """Set or unset a mark of a message."""
        self._record.mark(message_id, name, value=value)

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return what a picture or file of the conversation holds.

        Raises ``WhinchatError`` where it is missing or is not what was kept.
        """
        return await self._record.keeping.attachment(attachment)

    def keep_attachment(self, attachment: Attachment, data: bytes) -> None:
        """Keep a content; a draft or message saved later is on disk after it."""
        self._record.keeping.keep_attachment(attachment, data)

    async def _answer(
        self,
        question: Message,
        partial_reply: Message | None = None,
        choice: ModelChoice | None = None,
    ) -> None:
        own = self.choice
        if choice is None and own is not None and own is self._suggested:
            self.choose(own)
        await self._turns.answer(choice or own or NO_CHOICE, question, partial_reply)

    async def _send_waiting(self) -> None:
        """Send what waits, in order, as long as the replies end well; hold what is left."""
        while self.waiting.next is not None and self._has_ended_well():
            await self._ask_waiting(self.waiting.next)
        if self.waiting.next is not None:
            self.waiting.hold()

    async def _send_one(self, draft: Draft) -> None:
        """Send a draft that waits, and then what waits and is not held."""
        await self._ask_waiting(draft)
        await self._send_waiting()

    async def _ask_waiting(self, draft: Draft) -> None:
        question = await self._turns.ask(draft, self.conversation.leaf_id)
        self.waiting.sent(draft)
        await self._answer(question)

    def _has_ended_well(self) -> bool:
        leaf_id = self.conversation.leaf_id
        leaf = self.conversation.messages.get(leaf_id) if leaf_id else None
        return leaf is not None and leaf.status is Status.COMPLETE
