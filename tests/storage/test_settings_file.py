"""The settings file: what is read from it, what survives it, and what is never lost."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from whinchat.domain.provider import BUILT_IN, ENVIRONMENT, ProviderKind, ProviderProfile
from whinchat.domain.settings import SendKey, Settings, ThemeChoice, WindowState
from whinchat.domain.values import Json, ProviderId
from whinchat.storage.settings_file import load_settings, settings_bytes

GATEWAY = ProviderProfile(
    ProviderId("0197"), "Gateway", ProviderKind.COMPATIBLE, "https://gateway.example/v1"
)


def load(path: Path, content: Json | bytes) -> Settings:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(data)
    settings, trouble = load_settings(path)
    assert trouble == ""
    return settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_file_everything_has_its_default(path: Path) -> None:
    assert load_settings(path) == (Settings(), "")


def test_what_is_saved_is_loaded(path: Path) -> None:
    settings = Settings(
        theme=ThemeChoice.DARK,
        font_size=17.5,
        zoom=1.25,
        is_full_width=True,
        send_key=SendKey.CTRL_ENTER,
        providers=(*BUILT_IN, replace(GATEWAY, streams=False)),
        provider_id=GATEWAY.id,
        last_models={"openai": "gpt-4.1"},
        favourites=("a/b", "c/d"),
        key_backends={"openai": "keyring.backends.SecretService.Keyring"},
        window=WindowState(10, -20, 900, 700, sidebar_width=300, conversation_id="0197"),
    )
    assert load(path, settings_bytes(settings)) == settings


def test_the_file_can_be_read_by_a_person(path: Path) -> None:
    text = settings_bytes(Settings()).decode()
    assert text.startswith('{\n  "format": "whinchat-settings",\n  "version": 1,\n')
    assert text.endswith("}\n")


def test_unknown_fields_survive_at_every_level(path: Path) -> None:
    content: Json = {
        "from_the_future": {"deep": [1, None, "x"]},
        "providers": [{"id": "0197", "name": "Gateway", "base_url": "", "colour": "red"}],
    }
    written = json.loads(settings_bytes(load(path, content)))
    assert written["from_the_future"] == {"deep": [1, None, "x"]}
    assert written["providers"][0]["colour"] == "red"


@pytest.mark.parametrize(
    "content",
    [
        {"theme": "plaid"},
        {"theme": 7},
        {"font_size": "large"},
        {"font_size": None},
        {"font_size": True},
        {"zoom": []},
        {"is_full_width": "yes"},
        {"send_key": {}},
        {"providers": "openai"},
        {"providers": {"id": "x"}},
        {"providers": [None, 3, {"name": "without an id"}]},
        {"provider_id": 5},
        {"last_models": ["x"]},
        {"favourites": "x"},
        {"favourites": [1, None]},
        {"window": "large"},
        {"window": {"width": "wide", "x": 3, "y": None}},
        {"window": {"width": -5, "height": 10**30}},
    ],
)
def test_an_odd_field_has_its_default(path: Path, content: Json) -> None:
    assert load(path, content) == Settings()


def test_numbers_outside_their_range_are_brought_into_it(path: Path) -> None:
    settings = load(path, b'{"font_size": 900, "code_font_size": -3, "zoom": NaN}')
    assert (settings.font_size, settings.code_font_size, settings.zoom) == (28.0, 10.0, 1.0)


def test_a_number_beyond_all_floats_is_one_outside_its_range(path: Path) -> None:
    assert load(path, b'{"zoom": 1' + b"0" * 400 + b"}") == Settings(zoom=3.0)


def test_built_in_providers_that_the_file_lacks_are_added(path: Path) -> None:
    profile = {"id": GATEWAY.id, "name": "Gateway", "base_url": GATEWAY.base_url}
    settings = load(path, {"providers": [profile]})
    assert [item.id for item in settings.providers] == [
        GATEWAY.id,
        *(item.id for item in BUILT_IN),
    ]


def test_the_kind_of_a_provider_we_know_is_not_the_files_to_say(path: Path) -> None:
    settings = load(path, {"providers": [{"id": "openai", "kind": "local"}]})
    profile = settings.provider(ProviderId("openai"))
    assert profile is not None
    assert profile.kind is ProviderKind.OPENAI


def test_two_providers_of_one_id_are_one(path: Path) -> None:
    settings = load(path, {"providers": [{"id": "x", "name": "A"}, {"id": "x", "name": "B"}]})
    assert [item.name for item in settings.providers if item.id == "x"] == ["A"]


def test_the_provider_of_one_run_is_not_saved() -> None:
    ours = ProviderProfile(ENVIRONMENT, "From the environment", ProviderKind.COMPATIBLE, "")
    written = json.loads(settings_bytes(Settings(providers=(*BUILT_IN, ours))))
    assert ENVIRONMENT not in [item["id"] for item in written["providers"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "line 1 is not JSON"),
        (b"", "line 1 is not JSON"),
        (b"[]", "it does not hold settings"),
        (b"null", "it does not hold settings"),
        (b"\xff\xfe{}", "it is not text in UTF-8"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b'{"a":' + b"[" * 80 + b"]" * 80 + b"}", "it is nested too deeply"),
        (b" " * 5_000_000, "it is too large"),
        (b'{"a": ' + b"1" * 5_000 + b"}", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    settings, trouble = load_settings(path)
    assert settings == Settings()
    assert reason in trouble
    assert not path.exists()
    (aside,) = path.parent.glob("settings.json.damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in trouble


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_of_that_name_does_not_block(path: Path) -> None:
    os.mkfifo(path)
    settings, trouble = load_settings(path)
    assert settings == Settings()
    assert "it is not a file" in trouble


def test_a_mark_at_the_beginning_and_lone_surrogates_are_no_trouble(path: Path) -> None:
    content = b'\xef\xbb\xbf{"favourites": ["\\ud83d"], "strange": "\\ud83d"}'
    settings = load(path, content)
    assert settings.favourites == ("\ufffd",)
    settings_bytes(settings)
