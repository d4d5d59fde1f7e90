"""When something may leave the trash: by a clock that no other clock can hurry.

The trash counts time while it is looked after, at most a week between two looks and never
backwards. A computer's clock that jumps by a year destroys nothing, and neither does a folder
that comes back after a year in a drawer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT = timedelta(days=30)
"""So long everything stays in the trash."""
_LONGEST_STEP = timedelta(days=7)
_APART = timedelta(hours=12)
"""Looks that are nearer to each other count as one: so much may be counted too much."""
_LOOKS = 120
"""So many looks are remembered; together they span twice the time that counts."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the trash: what the computer's clock said, and what the trash had counted."""

    at: datetime
    counted: timedelta


@dataclass(frozen=True, slots=True)
class TrashClock:
    """The looks so far, in order."""

    looks: Sequence[Look] = ()

    def after_a_look(self, now: datetime) -> "TrashClock":
        """Return the clock after one look more."""
        if not self.looks:
            return TrashClock((Look(now, timedelta()),))
        last = self.looks[-1]
        step = min(max(now - last.at, timedelta()), _LONGEST_STEP)
        before = self.looks[:-1] if self._is_last_needless and now >= last.at else self.looks
        return TrashClock((*before[-_LOOKS:], Look(now, last.counted + step)))

    def after_a_deletion(self, at: datetime) -> "TrashClock":
        """Return the clock after something was deleted; the same, unless time went backwards.

        Without it, what is deleted after the computer's clock was set back would count as deleted
        before the looks that are ahead of it.
        """
        if not self.looks or at >= self.looks[-1].at:
            return self
        return TrashClock((*self.looks[-_LOOKS:], Look(at, self.looks[-1].counted)))

    @property
    def _is_last_needless(self) -> bool:
        """Tell whether another look may take the place of the last."""
        match self.looks[-2:]:
            case [before, last]:
                return last.counted - before.counted < _APART and last.at >= before.at
            case _:
                return False

    def age(self, deleted_at: datetime) -> timedelta:
        """Return for how long something has been in the trash, as far as it was looked after."""
        if not self.looks:
            return timedelta()
        before = (look.counted for look in reversed(self.looks) if look.at <= deleted_at)
        return self.looks[-1].counted - next(before, self.looks[0].counted)

    def goes_at(self, deleted_at: datetime, now: datetime) -> datetime:
        """Return when something goes: after thirty days, by this clock and the computer's."""
        return max(deleted_at + KEPT, now + KEPT - self.age(deleted_at))
