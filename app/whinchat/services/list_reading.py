"""The list as the disk has it, brought into the rows: known at once, checked behind."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from whinchat.domain.values import ConversationId
from whinchat.services.rows import Rows, RowState, latest_believed, row_of
from whinchat.storage.listing import Listing
from whinchat.storage.summaries import Summary

_TOLD_SECONDS = 0.25
"""How often the list is shown anew while it is read."""


class ListReading:
    """Reads rows. What the user does to one meanwhile counts more than what is read of it."""

    def __init__(self, listing: Listing, rows: Rows, tell: Callable[[], None]) -> None:
        self._listing = listing
        self._rows = rows
        self._tell = tell
        self._known: Sequence[Summary] | None = None
        """What was shown at once and is not checked yet; ``None`` before the start."""

    @property
    def has_begun(self) -> bool:
        """Tell whether what was known is shown."""
        return self._known is not None

    async def show_known(self) -> None:
        """Show the list as it was when the program ended."""
        self._rows.begin_reading()
        self._known = await self._listing.known()
        self._take(self._known, _latest_of(self._known, datetime.now(UTC)))
        if self._known:
            self._tell()

    async def read(self) -> None:
        """Put right what differs on the disk from what was known; nothing else is read."""
        changes = await self._listing.compare()
        self._rows.read((), map(ConversationId, changes.gone))
        differs = {*changes.stems, *changes.gone}
        found = [summary for summary in self._known or () if summary.id not in differs]
        now = datetime.now(UTC)
        latest = _latest_of(found, now)
        told_at = time.monotonic()
        async for some in self._listing.changed(changes):
            found += some
            self._take(some, latest)
            if time.monotonic() - told_at > _TOLD_SECONDS:
                self._tell()
                told_at = time.monotonic()
        if _latest_of(found, now) != latest:
            self._take(found, _latest_of(found, now))
        self._known = ()
        self._rows.end_reading()
        self._tell()

    async def look_again(self, ids: Iterable[ConversationId]) -> None:
        """Read some rows anew; those that are on the disk no more go."""
        wanted = tuple(ids)
        found = await self._listing.summaries_of(wanted)
        latest = latest_believed((row.updated_at for row in self._rows), datetime.now(UTC))
        for conversation_id in {*wanted} - {summary.id for summary in found}:
            self._rows.pop(conversation_id)
        for summary in found:
            self._rows.put(row_of(summary, latest))
        self._tell()

    def _take(self, summaries: Sequence[Summary], latest: datetime) -> None:
        self._rows.read(row_of(summary, latest) for summary in summaries)

    async def complete(self) -> None:
        """Read what lies in the folder and is not in the rows, or could not be read.

        Raises ``Damaged`` where the folder cannot be read.
        """
        known = {row.id for row in self._rows if row.state is not RowState.DAMAGED}
        missing = [one for one in await self._listing.ids() if one not in known]
        if missing:
            await self.look_again(missing)


def _latest_of(summaries: Iterable[Summary], now: datetime) -> datetime:
    return latest_believed((summary.updated_at for summary in summaries), now)
