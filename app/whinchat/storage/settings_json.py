"""Settings as JSON and back: what is odd has its default, what is unknown survives."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from whinchat.domain.provider import BUILT_IN, ENVIRONMENT, ProviderKind, ProviderProfile
from whinchat.domain.settings import Settings, WindowState
from whinchat.domain.values import Json, JsonObject, ProviderId, repair_surrogates

FORMAT = "whinchat-settings"
VERSION = 1

_FONT_SIZES = (10.0, 28.0)
_ZOOMS = (0.5, 3.0)
_UNDO_SECONDS = (0, 5)
_BACKUPS_KEPT = (1, 100)
_PIXELS = (-100_000, 100_000)
_SIDE_PIXELS = (100, 100_000)
_MOST_PROVIDERS = 200
_LONGEST_TEXT = 4096

Choice = TypeVar("Choice", bound=StrEnum)


def settings_to_json(settings: Settings) -> JsonObject:
    """Return the settings as they stand in the file. Profiles of one run are left out."""
    known: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "theme": settings.theme.value,
        "font_size": settings.font_size,
        "code_font_size": settings.code_font_size,
        "zoom": settings.zoom,
        "is_full_width": settings.is_full_width,
        "language": settings.language,
        "send_key": settings.send_key.value,
        "undo_seconds": settings.undo_seconds,
        "title_maker": settings.title_maker.value,
        "title_provider_id": settings.title_provider_id,
        "title_model_id": settings.title_model_id,
        "provider_id": settings.provider_id,
        "providers": [
            _profile_to_json(profile) for profile in settings.providers if profile.id != ENVIRONMENT
        ],
        "last_models": dict(settings.last_models),
        "favourites": list(settings.favourites),
        "key_backends": dict(settings.key_backends),
        "local_model_file": settings.local_model_file,
        "last_export": dict(settings.last_export),
        "backup_interval": settings.backup_interval.value,
        "backup_folder": settings.backup_folder,
        "backups_kept": settings.backups_kept,
        "window": _window_to_json(settings.window),
    }
    return {**known, **settings.extra}


def settings_from_json(content: JsonObject) -> Settings:
    """Return the settings that the file's object means. Never raises."""
    known = _Fields(content)
    known.text("format")
    known.whole("version", VERSION, (0, 1_000_000))
    default = Settings()
    settings = Settings(
        theme=known.choice("theme", default.theme),
        font_size=known.number("font_size", default.font_size, _FONT_SIZES),
        code_font_size=known.number("code_font_size", default.code_font_size, _FONT_SIZES),
        zoom=known.number("zoom", default.zoom, _ZOOMS),
        is_full_width=known.flag("is_full_width", default=default.is_full_width),
        language=known.text("language", default.language),
        send_key=known.choice("send_key", default.send_key),
        undo_seconds=known.whole("undo_seconds", default.undo_seconds, _UNDO_SECONDS),
        title_maker=known.choice("title_maker", default.title_maker),
        title_provider_id=ProviderId(known.text("title_provider_id")),
        title_model_id=known.text("title_model_id"),
        providers=_profiles_from_json(known.take("providers")),
        provider_id=ProviderId(known.text("provider_id")),
        last_models=known.texts_by_name("last_models"),
        favourites=known.texts("favourites"),
        key_backends=known.texts_by_name("key_backends"),
        local_model_file=known.text("local_model_file"),
        last_export=known.texts_by_name("last_export"),
        backup_interval=known.choice("backup_interval", default.backup_interval),
        backup_folder=known.text("backup_folder"),
        backups_kept=known.whole("backups_kept", default.backups_kept, _BACKUPS_KEPT),
        window=_window_from_json(known.take("window")),
    )
    return replace(settings, extra=known.rest())


def _profile_to_json(profile: ProviderProfile) -> JsonObject:
    known: dict[str, Json] = {
        "id": profile.id,
        "name": profile.name,
        "kind": profile.kind.value,
        "base_url": profile.base_url,
        "streams": profile.streams,
    }
    return {**known, **profile.extra}


def _profiles_from_json(value: Json) -> tuple[ProviderProfile, ...]:
    """Return the profiles in the file's order; built-in ones that it lacks come last."""
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    profiles: dict[ProviderId, ProviderProfile] = {}
    for item in items[:_MOST_PROVIDERS]:
        profile = _profile_from_json(item) if isinstance(item, Mapping) else None
        if profile is not None and profile.id != ENVIRONMENT:
            profiles.setdefault(profile.id, profile)
    for profile in BUILT_IN:
        profiles.setdefault(profile.id, profile)
    return tuple(profiles.values())


def _profile_from_json(content: JsonObject) -> ProviderProfile | None:
    known = _Fields(content)
    provider_id = ProviderId(known.text("id"))
    if not provider_id:
        return None
    built_in = next((profile for profile in BUILT_IN if profile.id == provider_id), None)
    default = built_in or ProviderProfile(
        provider_id, provider_id, ProviderKind.COMPATIBLE, base_url=""
    )
    kind = known.choice("kind", default.kind)
    profile = replace(
        default,
        name=known.text("name") or default.name,
        # What may be sent to a provider we know is not the file's to say.
        kind=built_in.kind if built_in else kind,
        base_url=known.text("base_url", default.base_url),
        streams=known.flag("streams", default=default.streams),
    )
    return replace(profile, extra=known.rest())


def _window_to_json(window: WindowState) -> JsonObject:
    return {
        "x": window.x,
        "y": window.y,
        "width": window.width,
        "height": window.height,
        "is_maximised": window.is_maximised,
        "sidebar_width": window.sidebar_width,
        "is_sidebar_shown": window.is_sidebar_shown,
        "conversation_id": window.conversation_id,
        "unfolded": list(window.unfolded),
    }


def _window_from_json(value: Json) -> WindowState:
    known = _Fields(value if isinstance(value, Mapping) else {})
    default = WindowState()
    place = (known.take("x"), known.take("y"))
    x, y = (side if _is_whole(side, _PIXELS) else None for side in place)
    return WindowState(
        x=x if isinstance(x, int) and y is not None else None,
        y=y if isinstance(y, int) and x is not None else None,
        width=known.whole("width", default.width, _SIDE_PIXELS),
        height=known.whole("height", default.height, _SIDE_PIXELS),
        is_maximised=known.flag("is_maximised", default=default.is_maximised),
        sidebar_width=known.whole("sidebar_width", default.sidebar_width, _SIDE_PIXELS),
        is_sidebar_shown=known.flag("is_sidebar_shown", default=default.is_sidebar_shown),
        conversation_id=known.text("conversation_id"),
        unfolded=known.texts("unfolded"),
    )


def _is_whole(value: Json, limits: tuple[int, int]) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return is_number and limits[0] <= value <= limits[1]  # type: ignore[operator]  # just checked


class _Fields:
    """The fields of one object; each is taken once, and what nobody takes is left over."""

    def __init__(self, content: JsonObject) -> None:
        self._left = dict(content)

    def take(self, name: str) -> Json:
        return self._left.pop(name, None)

    def rest(self) -> JsonObject:
        return MappingProxyType(self._left)

    def text(self, name: str, default: str = "") -> str:
        value = self.take(name)
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
            return default
        return repair_surrogates(value)

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.take(name)
        return value if isinstance(value, bool) else default

    def number(self, name: str, default: float, limits: tuple[float, float]) -> float:
        value = self.take(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return default
        within = min(max(value, limits[0]), limits[1])
        return default if math.isnan(within) else float(within)

    def whole(self, name: str, default: int, limits: tuple[int, int]) -> int:
        value = self.take(name)
        return value if isinstance(value, int) and _is_whole(value, limits) else default

    def choice(self, name: str, default: Choice) -> Choice:
        try:
            return type(default)(self.text(name))
        except ValueError:
            return default

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.take(name)
        if not isinstance(value, Sequence) or isinstance(value, str):
            return ()
        return tuple(repair_surrogates(item) for item in value if isinstance(item, str))

    def texts_by_name(self, name: str) -> Mapping[str, str]:
        value = self.take(name)
        if not isinstance(value, Mapping):
            return MappingProxyType({})
        return MappingProxyType(
            {
                repair_surrogates(key): repair_surrogates(item)
                for key, item in value.items()
                if isinstance(item, str)
            }
        )
