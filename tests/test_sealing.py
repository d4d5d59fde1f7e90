"""What tests may not touch (home, keys, keyring, internet), and the loop that they run on."""

import asyncio
import contextlib
import os
import socket
from pathlib import Path

import keyring
import platformdirs
import pytest
import qasync
from keyring.errors import NoKeyringError


async def test_asynchronous_tests_run_on_the_loop_of_the_app() -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)


def test_nothing_reaches_the_internet() -> None:
    with pytest.raises(PermissionError, match="tried to reach"):
        socket.create_connection(("192.0.2.1", 443), timeout=1)


def test_every_folder_of_the_user_is_a_temporary_one() -> None:
    folders = [
        platformdirs.user_data_dir("whinchat"),
        platformdirs.user_config_dir("whinchat"),
        platformdirs.user_cache_dir("whinchat"),
        platformdirs.user_log_dir("whinchat"),
        str(Path.home()),
    ]
    assert [folder for folder in folders if "whinchat-tests-" not in folder] == []


def test_no_key_of_the_user_is_in_the_environment() -> None:
    assert [name for name in os.environ if name.endswith("_API_KEY")] == []


def test_the_keyring_of_the_user_is_out_of_reach() -> None:
    with contextlib.suppress(NoKeyringError):
        assert keyring.get_password("whinchat", "openrouter") is None
