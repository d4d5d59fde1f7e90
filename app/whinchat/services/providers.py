"""Who can answer, and how each of them is reached."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import replace

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import (
    BadAddress,
    Failure,
    FailureKind,
    ProviderFailed,
    Remedy,
)
from whinchat.domain.events import Finished, ModelStarting, StreamEvent, UsageReported
from whinchat.domain.model import Model, ModelChoice
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.provider import ENVIRONMENT, LOCAL, ProviderKind, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.usage import Usage
from whinchat.domain.values import ProviderId
from whinchat.provider.check import CheckStep, check_connection
from whinchat.provider.client import ResponsesClient
from whinchat.provider.endpoint import Deadlines, Endpoint
from whinchat.provider.local_limits import name_limit
from whinchat.provider.transport import Transport
from whinchat.services.environment import Environment
from whinchat.services.key_status import KeyState, KeyStatus
from whinchat.services.keys import Keys
from whinchat.services.local_model import LocalModel
from whinchat.services.preferences import Preferences

_LOCAL_DEADLINES = Deadlines(first_byte_seconds=600)
"""A small computer may read a long conversation for minutes before the first word."""


class Providers:
    """The providers there are now: those of the settings, and one the environment may name."""

    def __init__(
        self,
        preferences: Preferences,
        keys: Keys,
        local_model: LocalModel,
        transport: Transport,
        environment: Environment,
    ) -> None:
        self._preferences = preferences
        self._keys = keys
        self._local_model = local_model
        self._transport = transport
        self._environment = environment

    @property
    def profiles(self) -> tuple[ProviderProfile, ...]:
        """Return all profiles; the environment's, if any, comes first."""
        named = (self._environment.provider,) if self._environment.provider else ()
        return (*named, *self._preferences.settings.providers)

    def profile(self, provider_id: ProviderId) -> ProviderProfile | None:
        """Return the profile with that id."""
        return next((profile for profile in self.profiles if profile.id == provider_id), None)

    @property
    def environment(self) -> Environment:
        """Return what the environment says, which holds for this run alone."""
        return self._environment

    @property
    def local_models(self) -> tuple[Model, ...]:
        """Return the models that run on this computer."""
        return self._local_model.models

    def key_status(self, profile: ProviderProfile) -> KeyStatus:
        """Return how it stands with a provider's key."""
        return self._keys.status(profile)

    def is_only_offered(self, profile: ProviderProfile) -> bool:
        """Tell whether its key lies in the environment for other programs, as customary there.

        Such a key may be used where the user chooses the provider; it chooses nothing by itself.
        """
        is_ours = profile.id == ENVIRONMENT
        return not is_ours and self._keys.status(profile).state is KeyState.FROM_ENVIRONMENT

    def can_answer(self, profile: ProviderProfile) -> bool:
        """Tell whether a request to it has a chance: a key, a keyless server, a model here."""
        if profile.id == LOCAL:
            return self._local_model.can_answer
        return (
            self._keys.status(profile).has_key or _needs_no_key(profile) or self._expects(profile)
        )

    def reply(
        self, choice: ModelChoice, request: ReplyRequest, catalogue: Mapping[str, Model]
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask a provider for a reply; leaving the block ends the request."""
        return aclosing(self._events(choice, request, catalogue))

    async def list_models(self, profile: ProviderProfile) -> tuple[Model, ...]:
        """Ask the provider which models it has. Raises ``ProviderFailed``."""
        client = ResponsesClient(self._transport, await self._endpoint(profile))
        return await client.list_models()

    async def check(
        self, profile: ProviderProfile, model: str | None, key: Secret | None = None
    ) -> AsyncIterator[CheckStep]:
        """Try the connection step by step; the first failed step is the last.

        A ``key`` is tried instead of the one that is known. Raises ``ProviderFailed``.
        """
        endpoint = await self._endpoint(profile, key)
        async for step in check_connection(self._transport, endpoint, model):
            yield step

    def _expects(self, profile: ProviderProfile) -> bool:
        """Tell whether nobody has looked yet for a key that a keyring took; a request looks."""
        is_unseen = self._keys.status(profile).state is KeyState.CHECKING
        return is_unseen and profile.id in self._preferences.settings.key_backends

    async def _events(
        self, choice: ModelChoice, request: ReplyRequest, catalogue: Mapping[str, Model]
    ) -> AsyncGenerator[StreamEvent, None]:
        profile = self.profile(choice.provider_id)
        if profile is None:
            raise ProviderFailed(_UNKNOWN_PROVIDER)
        if profile.id == LOCAL:
            events = self._local_events(request)
        else:
            try:
                endpoint = await self._endpoint(profile)
            except ProviderFailed as error:
                raise ProviderFailed(self._for_a_message(profile, error.failure)) from error
            client = ResponsesClient(self._transport, endpoint, catalogue=catalogue)
            events = _reply(client, request)
        async with aclosing(events):
            async for event in events:
                yield event

    async def _local_events(self, request: ReplyRequest) -> AsyncGenerator[StreamEvent, None]:
        model = self._local_model
        if not model.is_running:
            yield ModelStarting()
        client = ResponsesClient(self._transport, await model.endpoint(), _LOCAL_DEADLINES)
        instructions = request.instructions or model.instructions
        try:
            async with aclosing(
                _reply(client, replace(request, instructions=instructions))
            ) as events:
                usage: Usage | None = None
                async for event in events:
                    if isinstance(event, UsageReported):
                        usage = event.usage
                    yield await self._explained(event, usage)
        except ProviderFailed as error:
            raise ProviderFailed(await model.explain(error.failure)) from error

    async def _explained(self, event: StreamEvent, usage: Usage | None) -> StreamEvent:
        """Return an event; an end with what the model on this computer knows of its cause."""
        if not isinstance(event, Finished):
            return event
        if event.failure is None:
            return name_limit(event, usage)
        return replace(event, failure=await self._local_model.explain(event.failure))

    def _for_a_message(self, profile: ProviderProfile, failure: Failure) -> Failure:
        """Return why a message could not leave; the settings say the state of a key themselves."""
        if failure.kind is not FailureKind.KEY_MISSING:
            return failure
        why = self._keys.status(profile).explanation
        words = f"{why} Your message is kept. {failure.explanation}".strip()
        return replace(failure, explanation=words)

    async def _endpoint(self, profile: ProviderProfile, key: Secret | None = None) -> Endpoint:
        if profile.id == LOCAL:
            return await self._local_model.endpoint()
        try:
            base_url = parse_base_url(profile.base_url)
        except BadAddress as error:
            raise ProviderFailed(_bad_address(profile, error)) from error
        key = key or await self._keys.key_for(profile)
        if key is None and not _needs_no_key(profile):
            raise ProviderFailed(_missing_key(profile))
        # “From the environment” is where it was named, not who answers.
        name = base_url.host if profile.id == ENVIRONMENT else profile.name
        return Endpoint(profile.id, name, profile.kind, base_url, key, profile.streams)


async def _reply(
    client: ResponsesClient, request: ReplyRequest
) -> AsyncGenerator[StreamEvent, None]:
    async with client.reply(request) as events:
        async for event in events:
            yield event


def _needs_no_key(profile: ProviderProfile) -> bool:
    # OpenRouter and OpenAI always want one; a server of one's own often does not.
    return profile.kind is ProviderKind.COMPATIBLE and bool(profile.base_url)


_UNKNOWN_PROVIDER = Failure(
    FailureKind.NOT_FOUND,
    "No model is chosen",
    "This conversation has no provider that still exists. Choose a model to go on.",
    Remedy.CHOOSE_MODEL,
)


def _bad_address(profile: ProviderProfile, error: BadAddress) -> Failure:
    return Failure(
        FailureKind.BAD_REQUEST,
        f"The address of {profile.name} cannot be used",
        f"{error} Correct the base URL in the settings.",
        Remedy.OPEN_PROVIDER_SETTINGS,
    )


def _missing_key(profile: ProviderProfile) -> Failure:
    return Failure(
        FailureKind.KEY_MISSING,
        f"There is no key for {profile.name}",
        "Add a key, then try again.",
        Remedy.OPEN_KEY_SETTINGS,
    )
