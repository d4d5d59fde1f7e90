"""After warming up, the first turn finds everything imported."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_TURN = """
import asyncio, sys
from PySide6.QtWidgets import QApplication
from fakes.answers import streamed
from fakes.server import ScriptedServer
from fakes.streams import documented_frames
from whinchat.domain.address import parse_base_url
from whinchat.provider.client import ResponsesClient
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.exchange import Outgoing
from whinchat.provider.transport import Transport
from whinchat.storage.disk import Disk
from whinchat.ui.transcript.writing.parsing import new_splitter, tokens_of
from whinchat.ui.warming import warm_up

async def turn(address):
    outgoing = Outgoing("POST", address.endpoint("responses"), {}, b"{}")
    async with transport.exchange(outgoing) as exchange:
        while await exchange.take(5.0) is not None:
            pass
    splitter = new_splitter()
    splitter.feed("# Head\\n\\nwords *and* `code`\\n\\n| a |\\n|---|\\n| b |")
    splitter.finish()
    for block in splitter.frozen:
        tokens_of(block.text)

disk, transport = Disk(), Transport({})
warm_up(disk, transport)
disk.close(20.0)  # Does what was put off.
with ScriptedServer() as server:
    server.answer_always(streamed(documented_frames("words")))
    before = set(sys.modules)
    asyncio.run(turn(server.base_url))
print(sorted(set(sys.modules) - before))
"""


def test_the_first_turn_imports_nothing() -> None:
    surroundings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in ("tests", "app")),
    }
    done = subprocess.run(
        [sys.executable, "-c", _TURN],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "[]\n", done.stderr
