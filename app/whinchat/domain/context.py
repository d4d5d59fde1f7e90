"""What of a branch goes to a model, and about how much of its window that takes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from whinchat.domain.conversation import Conversation, Field, MarkName, Message, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.media import PDF, PICTURES, PLAIN_TEXT
from whinchat.domain.parts import Attachment
from whinchat.domain.values import MessageId

_TOKENS_A_CHARACTER = 0.25
"""Of English prose; other scripts take more, which the last count of a server corrects."""
_LEAST_RATIO, _GREATEST_RATIO = 0.15, 2.0
_TOKENS_A_MESSAGE = 4
"""Around the words: who speaks, and where a message ends."""
_TOKENS_A_WIDE_CHARACTER = 1.0
"""Of Chinese, Japanese and Korean."""
_WIDE = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_SAMPLE = 2_000
"""Characters of each of the last messages by which the script is known."""
_TOKENS_A_PICTURE = 1_000
_BYTES_A_TOKEN = {PLAIN_TEXT: 4, PDF: 100}
"""Of files; a page of a PDF is about 80 kB and 800 tokens."""
_LATEST = 6
"""Messages at the end among which the last count of a server is looked for."""

FULL = 1.0
NEARLY_FULL = 0.8
HALF_FULL = 0.5
_ROOM_AFTERWARDS = 0.7
"""Of the window, what may be taken once the oldest messages are left out."""


@dataclass(frozen=True, slots=True)
class Context:
    """A branch as it would go out. No message is read for it but the last few."""

    ids: Sequence[MessageId]
    characters: Sequence[int]
    """Of each message, whether it goes out or not."""
    marks: Mapping[MessageId, frozenset[str]]
    """Of those that have any."""
    window: int | None
    """In tokens; ``None`` where nobody knows it."""
    instructions: int = 0
    """Tokens of what is told beforehand."""
    ratio: float = _TOKENS_A_CHARACTER
    """Tokens a character."""

    @property
    def tokens(self) -> list[int]:
        """Return about how many tokens each message is; a number for each of them is made."""
        ratio = self.ratio
        return [int(count * ratio) + _TOKENS_A_MESSAGE for count in self.characters]

    @property
    def left_out(self) -> int:
        """Return how many messages are left out."""
        return self._count(MarkName.LEFT_OUT)

    @property
    def always_kept(self) -> int:
        """Return how many messages are always kept."""
        return self._count(MarkName.ALWAYS_KEPT)

    @property
    def used(self) -> int:
        """Return the tokens that go out, about; quick where nothing is marked."""
        lengths: Sequence[int] = self.characters
        if self.marks:
            pairs = zip(self.ids, self.characters, strict=True)
            marks, out = self.marks, MarkName.LEFT_OUT
            lengths = [count for one, count in pairs if out not in marks.get(one, ())]
        words = int(sum(lengths) * self.ratio)
        return words + len(lengths) * _TOKENS_A_MESSAGE + self.instructions

    @property
    def share(self) -> float | None:
        """Return how much of the window goes out."""
        return self.used / self.window if self.window else None

    def share_with(self, draft: Draft) -> float | None:
        """Return the same with a draft as the next message."""
        return (self.used + tokens_of(draft)) / self.window if self.window else None

    def ends(self) -> list[int]:
        """Return where each message ends on a line of tokens."""
        return list(accumulate(self.tokens))

    def _count(self, name: MarkName) -> int:
        shown = set(self.ids)
        return sum(name in marks and one in shown for one, marks in self.marks.items())


def context_of(
    conversation: Conversation, window: int | None, before: MessageId | None = None
) -> Context:
    """Return the context of the branch that is shown, or of what of it comes before a message."""
    messages, ids = conversation.messages, conversation.branch_ids()
    if before in ids:
        ids = ids[: ids.index(before)]
    characters = messages.lengths(ids)[0] if ids else ()
    ratio = _ratio(conversation, ids, characters)
    told = len(conversation.field_text(Field.INSTRUCTIONS))
    return Context(ids, characters, messages.marked, window, int(told * ratio), ratio)


def oldest_to_leave_out(conversation: Conversation, context: Context, more: int) -> list[MessageId]:
    """Return the oldest messages that have to go so that the rest and ``more`` have room.

    Whole turns, so that no reply stands there without its question. Neither those that are always
    kept nor the last turn.
    """
    too_many = context.used + more - int((context.window or 0) * _ROOM_AFTERWARDS)
    gone: list[MessageId] = []
    pairs = zip(context.ids, context.tokens, strict=True)
    for message_id, count in islice(pairs, max(0, len(context.ids) - 2)):
        is_question = conversation.messages[message_id].role is Role.USER
        if too_many <= 0 and is_question:
            break
        if not context.marks.get(message_id):
            gone.append(message_id)
            too_many -= count
    return gone


def tokens_of(draft: Draft) -> int:
    """Return about how many tokens a draft is."""
    files = sum(map(_tokens_of_file, draft.attachments))
    return int(len(draft.text) * _ratio_of(draft.text)) + files + _TOKENS_A_MESSAGE


def _tokens_of_file(attachment: Attachment) -> int:
    if attachment.media_type in PICTURES:
        return _TOKENS_A_PICTURE
    bytes_a_token = _BYTES_A_TOKEN.get(attachment.media_type)
    return attachment.size_bytes // bytes_a_token if bytes_a_token else 0


def _ratio_of(text: str) -> float:
    """Return tokens a character by the script alone."""
    wide = len(_WIDE.findall(text)) / len(text) if text else 0.0
    return wide * _TOKENS_A_WIDE_CHARACTER + (1 - wide) * _TOKENS_A_CHARACTER


def _ratio(
    conversation: Conversation, ids: Sequence[MessageId], characters: Sequence[int]
) -> float:
    """Return tokens a character, by the server's count of the last reply where there is one."""
    latest = [conversation.messages[one] for one in ids[-_LATEST:]]
    # Once anything is marked, nobody knows what was sent when it was counted.
    counts = [] if conversation.messages.marked else [*map(_counted, latest)]
    for place, counted in reversed([*enumerate(counts, len(ids) - len(latest))]):
        known = sum(characters[:place]) if counted else 0
        if known:
            return min(max(counted / known, _LEAST_RATIO), _GREATEST_RATIO)
    return _ratio_of("".join(message.text[:_SAMPLE] for message in latest))


def _counted(message: Message) -> int:
    is_whole = message.role is Role.ASSISTANT and message.status is Status.COMPLETE
    return (message.usage.input_tokens or 0) if is_whole and message.usage is not None else 0
