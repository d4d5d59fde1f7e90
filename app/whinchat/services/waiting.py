"""What is sent next, once the running reply is over; in the user's hands until then."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace

from whinchat.domain.draft import Draft
from whinchat.services.listeners import Listeners


@dataclass(frozen=True, slots=True)
class Waiter:
    """One draft that waits."""

    draft: Draft
    is_held: bool = False
    """Whether it goes nowhere by itself."""


class Waiting:
    """Drafts in the order in which they will be sent.

    What waits is held after a reply that did not end well, and after a restart. One draft may be
    about to leave: it is the first, and sent in a moment unless it is taken out.
    """

    def __init__(self) -> None:
        self.waiters: tuple[Waiter, ...] = ()
        self.changed: Listeners[None] = Listeners()
        self._leaving: asyncio.Future[bool] | None = None

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        return bool(self.waiters)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all that waits, in order."""
        return tuple(waiter.draft for waiter in self.waiters)

    @property
    def is_leaving(self) -> bool:
        """Tell whether the first draft is about to be sent unless it is taken out."""
        return self._leaving is not None

    @property
    def next(self) -> Draft | None:
        """Return what is sent by itself, if anything is; it stays here until it is on the disk."""
        if self.is_leaving:
            return None
        return next((waiter.draft for waiter in self.waiters if not waiter.is_held), None)

    def add(self, draft: Draft) -> None:
        """Send a draft, as it is now, once what waits already is done."""
        self._set((*self.waiters, Waiter(draft)))

    def put(self, waiter: Waiter, place: int) -> None:
        """Put back what was taken out; what is about to leave stays the first."""
        place = max(place, int(self.is_leaving))
        self._set((*self.waiters[:place], waiter, *self.waiters[place:]))

    def remove(self, place: int) -> Waiter:
        """Take a draft out; it is not sent."""
        waiter = self.waiters[place]
        if place == 0:
            self._settle(leaves=False)
        self._set((*self.waiters[:place], *self.waiters[place + 1 :]))
        return waiter

    def move(self, place: int, to: int) -> int:
        """Put a draft at another place of the order; return the place where it is now."""
        to = min(max(to, 0), len(self.waiters) - 1)
        if self.is_leaving and 0 in (place, to):
            return place
        left = [*self.waiters[:place], *self.waiters[place + 1 :]]
        left.insert(to, self.waiters[place])
        self._set(tuple(left))
        return to

    def sent(self, draft: Draft) -> None:
        """Let a draft go that is in the conversation now, unless it was taken out meanwhile."""
        # The same words may wait twice, and one of them be held.
        self._set(tuple(waiter for waiter in self.waiters if waiter.draft is not draft))

    def hold(self) -> None:
        """Let nothing that waits now be sent by itself."""
        self._set(tuple(replace(waiter, is_held=True) for waiter in self.waiters))

    def release(self, place: int | None = None) -> None:
        """Let what waits at a place, or all of it, be sent by itself."""
        self._set(
            tuple(
                replace(waiter, is_held=waiter.is_held and place not in (None, number))
                for number, waiter in enumerate(self.waiters)
            )
        )

    def restore(self, drafts: Iterable[Draft]) -> None:
        """Take what waited when the program ended, or the chat was left; it is held."""
        self._set((*(Waiter(draft, is_held=True) for draft in drafts), *self.waiters))

    async def leave(self, draft: Draft, seconds: float) -> bool:
        """Put a draft first and give the user time; tell whether it is to be sent now.

        It is taken back by ``remove(0)``. When this is cancelled, the draft waits on.
        """
        loop = asyncio.get_running_loop()
        leaving: asyncio.Future[bool] = loop.create_future()
        self._leaving = leaving
        self._set((Waiter(draft), *self.waiters))
        timer = loop.call_later(seconds, self.leave_at_once)
        try:
            return await leaving
        finally:
            timer.cancel()
            self._leaving = None
            self.changed.tell(None)

    def stay(self) -> None:
        """Let nothing that is here go by itself, not even what is about to leave."""
        self._settle(leaves=False)
        self.hold()

    def leave_at_once(self) -> None:
        """Let what is about to leave go now."""
        self._settle(leaves=True)

    def _settle(self, *, leaves: bool) -> None:
        if self._leaving is not None and not self._leaving.done():
            self._leaving.set_result(leaves)

    def _set(self, waiters: tuple[Waiter, ...]) -> None:
        self.waiters = waiters
        self.changed.tell(None)
