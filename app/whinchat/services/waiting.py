"""What is sent next, once the running reply is over; in the user's hands until then."""

from whinchat.domain.draft import Draft, joined
from whinchat.services.listeners import Listeners


class Waiting:
    """Drafts in the order in which they will be sent."""

    def __init__(self) -> None:
        self.drafts: tuple[Draft, ...] = ()
        self.changed: Listeners[None] = Listeners()

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        return bool(self.drafts)

    @property
    def next(self) -> Draft:
        """Return what is sent first; it stays here until it is on the disk."""
        return self.drafts[0]

    def add(self, draft: Draft) -> None:
        """Send a draft, as it is now, once what waits already is done."""
        self._set((*self.drafts, draft))

    def sent(self, draft: Draft) -> None:
        """Let a draft go, if it was not taken back meanwhile."""
        self._set(self.drafts[1:] if self.drafts[:1] == (draft,) else self.drafts)

    def take_back(self) -> Draft:
        """Return what waits, as one draft to go on writing; nothing waits any more."""
        draft = joined(self.drafts)
        self._set(())
        return draft

    def _set(self, drafts: tuple[Draft, ...]) -> None:
        self.drafts = drafts
        self.changed.tell(None)
