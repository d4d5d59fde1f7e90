"""What is typed and not sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from whinchat.domain.parts import Part, TextPart


@dataclass(frozen=True, slots=True)
class Draft:
    """The user's words before they become a message."""

    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to send."""
        return not self.text.strip()

    def parts(self) -> tuple[Part, ...]:
        """Return the parts of the message that it becomes."""
        return (TextPart(self.text.strip("\n")),)


def joined(drafts: Iterable[Draft]) -> Draft:
    """Return drafts as one, with an empty line between them."""
    return Draft("\n\n".join(draft.text for draft in drafts if not draft.is_empty))
