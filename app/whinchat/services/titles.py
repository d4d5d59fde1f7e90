"""Titles made by a model after the first reply, where the user wants that."""

import logging

from whinchat.domain.conversation import Field
from whinchat.domain.errors import WhinchatError
from whinchat.domain.model import ModelChoice
from whinchat.domain.parts import TextPart
from whinchat.domain.reply import ReplyBuilder
from whinchat.domain.settings import Settings, TitleMaker
from whinchat.domain.titling import clean_title, title_request, wants_title
from whinchat.domain.values import ConversationId, ProviderId
from whinchat.services.chat import Chat
from whinchat.services.preferences import Preferences
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.turns import Replies

log = logging.getLogger(__name__)


class Titles:
    """Asks once for each conversation. A failure is logged, and the first words stay."""

    def __init__(
        self, shelf: Shelf, preferences: Preferences, replies: Replies, tasks: Tasks
    ) -> None:
        self._shelf = shelf
        self._preferences = preferences
        self._replies = replies
        self._tasks = tasks
        self._asked: set[ConversationId] = set()
        shelf.replied.add(self._consider)

    def _consider(self, chat: Chat) -> None:
        choice = _maker(self._preferences.settings, chat)
        if choice is None or chat.id in self._asked or not wants_title(chat.conversation):
            return
        self._asked.add(chat.id)
        self._tasks.start(self._make(chat, choice))

    async def _make(self, chat: Chat, choice: ModelChoice) -> None:
        """Ask for a title and give it, unless somebody typed one meanwhile."""
        request = title_request(choice.model_id, chat.conversation.branch())
        builder = ReplyBuilder()
        try:
            async with self._replies.reply(choice, request) as events:
                async for event in events:
                    builder.feed(event)
            # It may have been left and closed meanwhile.
            found = await self._shelf.chat(chat.id)
        except WhinchatError as error:
            log.info("No title was made: %s", type(error).__name__)
            return
        parts = builder.parts()
        title = clean_title("".join(part.text for part in parts if isinstance(part, TextPart)))
        if title and Field.TITLE not in found.conversation.marks:
            found.rename(title)
        self._shelf.leave(chat.id)


def _maker(settings: Settings, chat: Chat) -> ModelChoice | None:
    match settings.title_maker:
        case TitleMaker.NOBODY:
            return None
        case TitleMaker.SAME_MODEL:
            return chat.choice
        case TitleMaker.CHOSEN_MODEL:
            provider_id = ProviderId(settings.title_provider_id)
            choice = ModelChoice(provider_id, settings.title_model_id)
            return choice if choice.provider_id and choice.model_id else None
