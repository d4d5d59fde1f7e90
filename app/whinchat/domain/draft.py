"""What is typed and not sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from whinchat.domain.media import PICTURES
from whinchat.domain.parts import Attachment, FilePart, ImagePart, Part, TextPart

MOST_ATTACHMENTS = 20
"""In one message."""
MOST_BYTES = 20 * 2**20
"""Of all attachments of a message: as much again and a third goes out, with every later turn."""
MOST_TEXT_BYTES = 2 * 2**20
"""Of one text file: half a million tokens, more than nearly any model reads."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The user's words and attachments before they become a message."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to send."""
        return not self.text.strip() and not self.attachments

    def parts(self) -> tuple[Part, ...]:
        """Return the parts of the message that it becomes: what it is about, then the words."""
        parts: list[Part] = [
            ImagePart(attachment) if attachment.media_type in PICTURES else FilePart(attachment)
            for attachment in self.attachments
        ]
        if self.text.strip() or not parts:
            parts.append(TextPart(self.text.strip("\n")))
        return tuple(parts)


def joined(drafts: Iterable[Draft]) -> Draft:
    """Return drafts as one, with an empty line between them; each attachment once."""
    filled = [draft for draft in drafts if not draft.is_empty]
    attachments = dict.fromkeys(one for draft in filled for one in draft.attachments)
    return Draft(
        "\n\n".join(draft.text for draft in filled if draft.text.strip()), tuple(attachments)
    )


def draft_of(parts: Iterable[Part]) -> Draft:
    """Return a message's parts as a draft, to be written anew."""
    texts: list[str] = []
    attachments: list[Attachment] = []
    for part in parts:
        match part:
            case TextPart(text):
                texts.append(text)
            case ImagePart(attachment) | FilePart(attachment):
                attachments.append(attachment)
            case _:
                pass
    return Draft("\n\n".join(texts), tuple(attachments))


def refusal_of(draft: Draft, attachment: Attachment) -> str:
    """Return why an attachment has no room in a draft, in a sentence; empty where it has."""
    if len(draft.attachments) >= MOST_ATTACHMENTS:
        return f"A message takes {MOST_ATTACHMENTS} files at most: {attachment.name} was left out."
    total = sum(one.size_bytes for one in draft.attachments) + attachment.size_bytes
    if total > MOST_BYTES:
        return (
            f"The files of a message may have {MOST_BYTES // 2**20} MB together: "
            f"{attachment.name} was left out."
        )
    return ""
