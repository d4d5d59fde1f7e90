"""Work too slow to be done in full."""

from collections.abc import Callable

from bench.figures import Figures, Watch

_WINDOWS = (0.1, 0.5, 0.9)


def sampled(
    deltas: int, step: Callable[[int], object], sample: int = 200, scale: float = 1.0
) -> Figures:
    """Do some steps in three places of the work and scale what they take to all of it.

    Cost that grows with the length is met at its beginning, its middle and its end.
    """
    sample = max(1, min(sample, deltas // 10))
    step(1)
    watch = Watch()
    for place in _WINDOWS:
        for number in range(sample):
            step(int(deltas * place) + number)
    return watch.read(scale=scale * deltas / (sample * len(_WINDOWS)))
