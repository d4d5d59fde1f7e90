"""Which keyring is used: one of a few exact classes, whatever the environment asks for."""

import os
import subprocess
import sys
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest

from whinchat.storage.keyring_backends import (
    CREDENTIAL_MANAGER,
    KEYCHAIN,
    NoBackend,
    allowed_class_names,
    load_backend,
)

_APP = Path(__file__).parents[2] / "app"
_TRY_TO_STORE = """
import asyncio
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId
from whinchat.storage.keyring_answers import KeyringRefused
from whinchat.storage.secrets import KeyStore, StoredKey

KEY = StoredKey("https://x:443", Secret("canary-key"))

async def main():
    try:
        await KeyStore().write(ProviderId("openai"), KEY)
    except KeyringRefused as refusal:
        print(refusal.vault.state)
    else:
        print("stored")

asyncio.run(main())
"""
_PLUGIN = """
from pathlib import Path
Path(__file__).with_name("was-imported").touch()
from keyring.backend import KeyringBackend

class Plain(KeyringBackend):
    priority = 100

    def set_password(self, service, username, password):
        Path(__file__).with_name("stored").write_text(password)

    def get_password(self, service, username):
        return Path(__file__).with_name("stored").read_text()

    def delete_password(self, service, username):
        Path(__file__).with_name("stored").unlink()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which a plug-in that stores keys in a file is installed and asked for."""
    plugin = tmp_path / "plugin"
    information = plugin / "plain_keyring-1.0.dist-info"
    information.mkdir(parents=True)
    (plugin / "plain_keyring.py").write_text(_PLUGIN, "utf-8")
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-keyring\n", "utf-8")
    (information / "entry_points.txt").write_text(
        "[keyring.backends]\nplain = plain_keyring\n", "utf-8"
    )
    config = f"[backend]\ndefault-keyring=plain_keyring.Plain\nkeyring-path={plugin}\n"
    for folder in (".config/python_keyring", ".local/share/python_keyring"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "keyringrc.cfg").write_text(config, "utf-8")
    return tmp_path


def state_after_storing(home: Path, **environment: str) -> str:
    """Try to store a key in a process of its own, which has no session bus."""
    answer = subprocess.run(
        [sys.executable, "-c", _TRY_TO_STORE],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": os.pathsep.join([str(_APP), str(home / "plugin")]),
            "PYTHONDONTWRITEBYTECODE": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.stderr == ""
    return answer.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a keyring is always there")
@pytest.mark.parametrize(
    "named",
    [
        "",
        "plain_keyring.Plain",
        "keyring.backends.null.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "keyring.backends.fail.Keyring",
    ],
)
def test_a_keyring_that_something_else_chose_is_refused(home: Path, named: str) -> None:
    environment = {"PYTHON_KEYRING_BACKEND": named} if named else {}
    before = {path for path in home.rglob("*") if path.is_file()}
    assert state_after_storing(home, **environment) == "unavailable"
    assert {path for path in home.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_every_allowed_class_is_one_of_the_librarys_own(platform: str) -> None:
    names = allowed_class_names(platform)
    assert names
    assert all(name.startswith("keyring.backends.") for name in names)
    assert not {"null", "fail", "chainer"} & {name.split(".")[2] for name in names}


def test_a_name_that_leads_to_another_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.backends.fail, "Keyring", keyring.backends.null.Keyring)
    with pytest.raises(NoBackend, match="another class"):
        load_backend(["keyring.backends.fail.Keyring"])


@pytest.mark.skipif(sys.platform != "linux", reason="what is foreign to Linux is native there")
@pytest.mark.parametrize("class_name", [CREDENTIAL_MANAGER, KEYCHAIN, "keyring.backends.gone.X"])
def test_a_keyring_of_another_system_is_named_with_its_reason(class_name: str) -> None:
    with pytest.raises(NoBackend, match=class_name):
        load_backend([class_name])
