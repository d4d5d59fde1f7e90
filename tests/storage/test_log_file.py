"""The log: what it keeps out, who may read it, and that it never stands in the way."""

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from whinchat.domain.secret import Secret
from whinchat.storage.log_file import FILE_NAME, Log

KEY = Secret("canary-0123456789abcdef-3f9c")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    root = logging.getLogger()
    level = root.level
    running = Log(tmp_path / "logs", lambda: [KEY])
    yield running
    running.close()
    root.setLevel(level)


def entries(tmp_path: Path, log: Log) -> str:
    log.close()
    return (tmp_path / "logs" / FILE_NAME).read_text("utf-8")


def test_what_is_logged_stands_in_the_file(tmp_path: Path, log: Log) -> None:
    logging.getLogger("whinchat.test").info("Opened %s", "the library")
    assert "INFO whinchat.test: Opened the library" in entries(tmp_path, log)


def test_a_key_is_masked_in_messages_and_arguments(tmp_path: Path, log: Log) -> None:
    logging.getLogger("whinchat.test").error("Sent %s", f"Bearer {KEY.reveal()}")
    text = entries(tmp_path, log)
    assert "Sent" in text
    assert "canary" not in text


def test_a_key_is_masked_in_a_traceback(tmp_path: Path, log: Log) -> None:
    try:
        int(KEY.reveal())
    except ValueError:
        logging.getLogger("whinchat.test").exception("It failed")
    text = entries(tmp_path, log)
    assert "Traceback" in text
    assert "canary" not in text


def test_an_error_nobody_handled_is_logged_masked(tmp_path: Path, log: Log) -> None:
    sys.excepthook(ValueError, ValueError(KEY.reveal()), None)
    text = entries(tmp_path, log)
    assert "not handled" in text
    assert "canary" not in text


def test_warnings_reach_the_terminal_masked(
    tmp_path: Path, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    log.close()
    again = Log(tmp_path / "more", lambda: [KEY])
    logging.getLogger("whinchat.test").warning("Odd: %s", KEY.reveal())
    logging.getLogger("whinchat.test").info("Usual")
    again.close()
    shown = capsys.readouterr().err
    assert "Odd" in shown
    assert "Usual" not in shown
    assert "canary" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_owner_can_read_it(tmp_path: Path, log: Log) -> None:
    log.close()
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "logs" / FILE_NAME).stat().st_mode) == 0o600


def test_libraries_that_tell_urls_are_quiet(tmp_path: Path, log: Log) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://host/?key=abc")
    logging.getLogger("httpcore.http11").debug("send_request_headers.started")
    assert "HTTP Request" not in entries(tmp_path, log)


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    running = Log(tmp_path / "taken", list)
    logging.getLogger("whinchat.test").info("Still here")
    running.close()


def test_a_very_long_entry_is_cut(tmp_path: Path, log: Log) -> None:
    logging.getLogger("whinchat.test").info("x" * 1_000_000)
    assert len(entries(tmp_path, log)) < 20_000
