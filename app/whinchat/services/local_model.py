"""The model on this computer: which weights are there, fetching them, running them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.model import Model
from whinchat.domain.weights import KNOWN, Weights
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.local import LocalServer, has_runtime
from whinchat.provider.local_child import CONTEXT_TOKENS
from whinchat.provider.local_failures import NO_RUNTIME, NO_WEIGHTS, STILL_FETCHING, not_a_model
from whinchat.services.listeners import Listeners
from whinchat.services.tasks import Tasks
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage.model_files import ModelFiles

_SMALLEST_STEP = 0.005
"""Of a fetch's progress: finer ones nobody sees."""
_OWN_SENTENCE = "a file of your own, private and free"
_BREAKS = {
    FailureKind.CUT,
    FailureKind.EMPTY,
    FailureKind.REFUSED_CONNECTION,
    FailureKind.UNREACHABLE,
    FailureKind.UNKNOWN,
}
"""What a model that ends looks like from the other end of the connection."""
_GRACE_SECONDS = 1.0
"""Between a connection's break and the news that the child has ended."""


class LocalModelState(StrEnum):
    """How far the model on this computer is from answering."""

    NO_RUNTIME = "no_runtime"
    """There is no engine for this machine; only a key helps."""
    NO_WEIGHTS = "no_weights"
    FETCHING = "fetching"
    READY = "ready"
    """Weights are there; the first request starts it."""
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"
    """The last start, run or fetch ended badly; the next request tries again."""


_State = LocalModelState


@dataclass(frozen=True, slots=True)
class LocalModelStatus:
    """What to say about the model on this computer."""

    state: LocalModelState
    label: str
    """The model's name for people: “Qwen2.5-Coder 0.5B”."""
    sentence: str
    """What to expect of it: “small and often wrong, private and free”."""
    progress: float | None = None
    """Of a fetch, 0 to 1; ``None`` where it is not known."""
    detail: str = ""
    """What is going on or went wrong, in a sentence; may be empty."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """The file that would answer."""

    path: Path
    model_id: str
    label: str
    sentence: str
    instructions: str = ""


class LocalModel:
    """Starts the model at the first request and looks after it until the program ends."""

    def __init__(
        self,
        files: ModelFiles,
        fetching: WeightsFetch,
        own_file: Path | None = None,
        *,
        known: tuple[Weights, ...] = KNOWN,
        serve: Callable[[Path, str], LocalServer] = LocalServer,
    ) -> None:
        """Look for weights; ``own_file``, where it exists, comes before all that we know."""
        self.changed: Listeners[LocalModelStatus] = Listeners()
        self._files = files
        self._fetching = fetching
        self._own_file = own_file
        self._known = known
        self._serve = serve
        self._tasks = Tasks()
        self._choice: _Choice | None = None
        self._server: LocalServer | None = None
        self._starting: asyncio.Task[Endpoint | Failure] | None = None
        self._endpoint: Endpoint | None = None
        self._fetched: float | None = None
        """Share of a running fetch that is done."""
        self._detail = ""
        self._has_failed = False
        self._has_runtime = False
        self.status = LocalModelStatus(_State.NO_WEIGHTS, known[0].label, known[0].sentence)
        """How it is now; ``changed`` is told each new value."""
        self.look()

    @property
    def can_answer(self) -> bool:
        """Tell whether a request has a chance: an engine and weights are there."""
        return self._choice is not None and self.status.state is not _State.NO_RUNTIME

    @property
    def is_running(self) -> bool:
        """Tell whether a request would be answered without a start before it."""
        return self._endpoint is not None

    @property
    def model_id(self) -> str:
        """Return what is sent as the model's name."""
        return self._choice.model_id if self._choice else self._known[0].model_id

    @property
    def models(self) -> tuple[Model, ...]:
        """Return the catalogue of this computer: one model, or none."""
        if self._choice is None or not self.can_answer:
            return ()
        free = Decimal(0)
        label, reads = self._choice.label, frozenset({"text"})
        model = Model(self.model_id, label, CONTEXT_TOKENS, None, free, free, input_kinds=reads)
        return (model,)

    @property
    def instructions(self) -> str:
        """Return what it is told in a conversation that has no instructions; may be empty."""
        return self._choice.instructions if self._choice else ""

    def look(self) -> None:
        """See which weights are there. Loads nothing; costs a look at each known file's name."""
        self._has_runtime = has_runtime()
        self._choice = self._choose()
        self._tell()

    async def endpoint(self) -> Endpoint:
        """Return where the model answers, having started it if need be.

        Who asks meanwhile waits for the same start; a caller that is cancelled does not end it.
        Raises ``ProviderFailed``.
        """
        if self._endpoint is not None:
            return self._endpoint
        if self._starting is None:
            self._starting = self._tasks.start(self._start(self._require_choice()))
            self._tell()
        outcome = await asyncio.shield(self._starting)
        if isinstance(outcome, Failure):
            raise ProviderFailed(outcome)
        return outcome

    async def explain(self, failure: Failure) -> Failure:
        """Return why a reply broke off: the model's own end, if that was it, else ``failure``."""
        if self._server is None or failure.kind not in _BREAKS:
            return failure
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                return await self._server.wait_until_ended()
        except TimeoutError:
            return failure

    async def fetch(self) -> None:
        """Bring the weights here; while one fetch runs, another returns at once.

        Raises ``ProviderFailed``. Cancelling stops it; what has come is kept.
        """
        if self._fetched is not None:
            return
        self._fetched = 0.0
        self._note("Looking for it")
        outcome, has_failed = "", False
        try:
            await self._fetching.fetch(self._known[0], self._show_progress)
        except ProviderFailed as error:
            outcome, has_failed = error.failure.explanation, True
            raise
        except asyncio.CancelledError:
            outcome = "Stopped. Fetching again goes on from there."
            raise
        finally:
            self._fetched = None
            self._choice = self._choose()
            self._note(outcome, has_failed=has_failed)

    async def choose_file(self, path: Path) -> None:
        """Answer with a file of the user's own from now on. Raises ``ProviderFailed``."""
        if not await self._files.is_model(path):
            raise ProviderFailed(not_a_model(path.name))
        self._own_file = path
        await self.close()
        self._choice = self._choose()
        self._note("")

    async def close(self) -> None:
        """End the child; a request after that starts it again."""
        await self._tasks.close()
        if self._server is not None:
            await self._server.close()
        self._server = self._starting = self._endpoint = None
        self._tell()

    async def _start(self, choice: _Choice) -> Endpoint | Failure:
        """Start the child; the failure is a value, because several callers may wait for it."""
        server = self._server = self._serve(choice.path, choice.model_id)
        self._note("")
        try:
            self._endpoint = await server.start()
        except ProviderFailed as error:
            self._starting = self._server = None
            self._note(error.failure.explanation, has_failed=True)
            return error.failure
        finally:
            self._starting = None
        self._tasks.start(self._watch(server))
        self._tell()
        return self._endpoint

    async def _watch(self, server: LocalServer) -> None:
        failure = await server.wait_until_ended()
        self._endpoint = None
        self._note(failure.explanation, has_failed=True)

    def _require_choice(self) -> _Choice:
        self.look()
        if self.status.state is _State.NO_RUNTIME:
            raise ProviderFailed(NO_RUNTIME)
        if self._choice is None:
            raise ProviderFailed(NO_WEIGHTS if self._fetched is None else STILL_FETCHING)
        return self._choice

    def _choose(self) -> _Choice | None:
        path = self._own_file
        if path is not None and path.is_file():
            return _Choice(path, path.stem, path.stem, _OWN_SENTENCE)
        for weights in self._known:
            if path := self._files.find(weights):
                words = weights.label, weights.sentence, weights.instructions
                return _Choice(path, weights.model_id, *words)
        return None

    def _show_progress(self, done: float, doing: str) -> None:
        if doing != self._detail or abs(done - (self._fetched or 0.0)) >= _SMALLEST_STEP:
            self._fetched = done
            self._note(doing)

    def _note(self, detail: str, *, has_failed: bool = False) -> None:
        self._detail = detail
        self._has_failed = has_failed
        self._tell()

    def _tell(self) -> None:
        known = self._known[0]
        label, sentence = known.label, known.sentence
        if self._choice is not None and self._fetched is None:
            label, sentence = self._choice.label, self._choice.sentence
        state = self._state()
        detail = self._detail or (known.offer if state is _State.NO_WEIGHTS else "")
        status = LocalModelStatus(state, label, sentence, self._fetched, detail)
        if status != self.status:
            self.status = status
            self.changed.tell(status)

    def _state(self) -> LocalModelState:
        ways = (
            (not self._has_runtime, _State.NO_RUNTIME),
            (self._fetched is not None, _State.FETCHING),
            (self._endpoint is not None, _State.RUNNING),
            (self._starting is not None, _State.STARTING),
            (self._has_failed, _State.FAILED),
            (self._choice is not None, _State.READY),
        )
        return next((state for is_so, state in ways if is_so), _State.NO_WEIGHTS)
