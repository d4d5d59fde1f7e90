"""What the environment says about providers: read once, then taken out of it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import BUILT_IN, ENVIRONMENT, ProviderKind, ProviderProfile
from whinchat.domain.secret import BadKey, Secret, parse_key
from whinchat.domain.values import NOTHING

BASE_URL = "WHINCHAT_BASE_URL"
API_KEY = "WHINCHAT_API_KEY"
MODEL = "WHINCHAT_MODEL"
VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "openrouter": "OPENROUTER_API_KEY",
        "openrouter-alpha": "OPENROUTER_API_KEY",
        "openai": "OPENAI_API_KEY",
    }
)
"""The customary variable of each provider we know."""


@dataclass(frozen=True, slots=True)
class EnvironmentKey:
    """A key from a variable, and the one origin it may be sent to."""

    variable: str
    origin: str
    key: Secret


@dataclass(frozen=True, slots=True)
class Environment:
    """What was found. Nothing of it is ever saved."""

    provider: ProviderProfile | None = None
    """“From the environment”: the provider chosen for this run."""
    model: str = ""
    keys: Mapping[str, EnvironmentKey] = NOTHING
    """By provider id."""
    problems: tuple[str, ...] = ()
    """What could not be used, as sentences that quote no key."""


def take_environment(environ: MutableMapping[str, str]) -> Environment:
    """Read the variables and remove the keys among them, so that no child process gets them."""
    keys: dict[str, EnvironmentKey] = {}
    problems: list[str] = []
    values = {name: environ.pop(name, "") for name in {API_KEY, *VARIABLES.values()}}
    for profile in BUILT_IN:
        variable = VARIABLES.get(profile.id, "")
        if values.get(variable):
            _add_key(keys, problems, profile, (variable, values[variable]))
    provider = _provider(environ.get(BASE_URL, ""), problems)
    if values[API_KEY] and provider is None:
        problems.append(f"{API_KEY} is not used without {BASE_URL}.")
    elif values[API_KEY] and provider is not None:
        _add_key(keys, problems, provider, (API_KEY, values[API_KEY]))
    return Environment(
        provider,
        environ.get(MODEL, "").strip(),
        MappingProxyType(keys),
        tuple(dict.fromkeys(problems)),
    )


def _provider(text: str, problems: list[str]) -> ProviderProfile | None:
    if not text:
        return None
    try:
        url = parse_base_url(text)
    except BadAddress as error:
        problems.append(f"{BASE_URL} is not used. {error}")
        return None
    kind = next(
        (profile.kind for profile in BUILT_IN if _is_at(profile, url.origin)),
        ProviderKind.COMPATIBLE,
    )
    return ProviderProfile(ENVIRONMENT, "From the environment", kind, url.text)


def _is_at(profile: ProviderProfile, origin: str) -> bool:
    return bool(profile.base_url) and parse_base_url(profile.base_url).origin == origin


def _add_key(
    keys: dict[str, EnvironmentKey],
    problems: list[str],
    profile: ProviderProfile,
    variable: tuple[str, str],
) -> None:
    name, text = variable
    try:
        key = parse_key(text)
    except BadKey as error:
        problems.append(f"{name} is not used. {error}")
        return
    keys[profile.id] = EnvironmentKey(name, parse_base_url(profile.base_url).origin, key)
