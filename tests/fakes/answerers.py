"""Everybody who could answer: real services over a scripted server and a keyring in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fakes.local_models import Stage
from fakes.server import ScriptedServer
from whinchat.domain.provider import LOCAL, ProviderKind, ProviderProfile
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.provider.transport import Transport
from whinchat.services.environment import take_environment
from whinchat.services.keys import Keys
from whinchat.services.local_model import LocalModel
from whinchat.services.models import Models
from whinchat.services.preferences import Preferences
from whinchat.services.providers import Providers
from whinchat.storage.disk import Disk
from whinchat.storage.secrets import KeyStore


@dataclass
class Answerers:
    """The services, and what they stand on."""

    providers: Providers
    models: Models
    preferences: Preferences
    keys: Keys
    local_model: LocalModel
    stage: Stage

    def change(self, **changes: object) -> None:
        """Change settings."""
        self.preferences.update(lambda settings: replace(settings, **changes))  # type: ignore[arg-type]  # names as in Settings


def profiles_at(server: ScriptedServer) -> tuple[ProviderProfile, ...]:
    """Return one server that wants no key, one that does, and this computer."""
    address = server.base_url.text
    return (
        ProviderProfile(ProviderId("own"), "Own server", ProviderKind.COMPATIBLE, address),
        ProviderProfile(ProviderId("paid"), "Paid", ProviderKind.OPENAI, address),
        ProviderProfile(LOCAL, "This computer", ProviderKind.LOCAL, ""),
    )


@asynccontextmanager
async def opened_answerers(
    folder: Path, settings: Settings, environ: dict[str, str] | None = None
) -> AsyncIterator[Answerers]:
    """Join the services over a folder; what is in it stays for the next time."""
    disk, transport = Disk(), Transport(proxies={})
    environment = take_environment(environ or {})
    preferences = Preferences(settings, folder / "settings.json", disk)
    keys = Keys(KeyStore(), preferences, environment)
    (folder / "models").mkdir(exist_ok=True)
    stage = Stage(folder / "models", disk)
    local_model = stage.model()
    providers = Providers(preferences, keys, local_model, transport, environment)
    models = Models(providers, preferences, disk, folder / "cache")
    try:
        yield Answerers(providers, models, preferences, keys, local_model, stage)
    finally:
        await local_model.close()
        await keys.close()
        await transport.close()
        assert disk.close(10)
