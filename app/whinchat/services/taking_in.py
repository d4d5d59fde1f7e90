"""What others wrote into a conversation, brought into the one that is open here."""

from collections.abc import Mapping
from dataclasses import replace

from whinchat.domain.conversation import Conversation, Field, Mark, Message, Status
from whinchat.domain.values import MessageId
from whinchat.storage.outside import TakenIn


def take_in(
    conversation: Conversation, news: TakenIn, running: MessageId | None
) -> tuple[list[Field], list[MessageId]]:
    """Change a conversation by what others wrote, and return what looks different now.

    The reply that runs here stays as it is. Another branch is shown only where it goes on from
    the one that is: nobody is led away from what he reads.
    """
    theirs = news.conversation
    shown = conversation.leaf_id
    ids = [one for one in theirs.messages if one in news.messages and one != running]
    new = [one for one in ids if one not in conversation.messages]
    for message_id in ids:
        before = conversation.messages.get(message_id)
        conversation.put(_joined(before, theirs.messages[message_id]))
    conversation.messages.arrange(theirs.messages)
    conversation.extra, conversation.is_read_only = theirs.extra, theirs.is_read_only
    later = _later(theirs.marks, conversation.marks)
    goes_on = shown in theirs.messages.path_to(theirs.leaf_id)
    if shown is not None and (running is not None or not goes_on):
        later.pop(Field.LEAF, None)
        kept = conversation.marks.get(Field.LEAF) or theirs.marks.get(Field.LEAF)
        if kept is not None:
            conversation.marks[Field.LEAF] = replace(kept, value=shown)
    conversation.marks.update(later)
    parents = {conversation.messages[message_id].parent_id for message_id in new}
    beside = [one for one, parent, _ in conversation.messages.links() if parent in parents]
    seen = dict.fromkeys([*beside, *ids, *new[-1:]])
    hidden = {*new[:-1]}
    fields = [field for field in Field if field in later or (field is Field.LEAF and new)]
    return fields, [one for one in seen if one not in hidden]


def _joined(mine: Message | None, theirs: Message) -> Message:
    if mine is None:
        # Somebody else's reply, which grows there: here nobody waits for it.
        is_streaming = theirs.status is Status.STREAMING
        return replace(theirs, status=Status.INTERRUPTED) if is_streaming else theirs
    # What is marked or finished here this very moment is not on the disk yet.
    marks = {**theirs.marks, **_later(mine.marks, theirs.marks)}
    if theirs.status is Status.STREAMING and mine.status is not Status.STREAMING:
        return replace(mine, marks=marks)
    return replace(theirs, marks=marks)


def _later(marks: Mapping[str, Mark], than: Mapping[str, Mark]) -> dict[str, Mark]:
    return {name: mark for name, mark in marks.items() if mark.is_later_than(than.get(name))}
