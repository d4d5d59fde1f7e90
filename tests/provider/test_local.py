"""The child process: what it is given, how it ends, and what its failures say."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from whinchat.domain.errors import FailureKind, ProviderFailed, Remedy
from whinchat.domain.provider import LOCAL, ProviderKind
from whinchat.provider import local_child
from whinchat.provider.local import Child, LocalServer, run_to_end

SMOLLM = Path(os.environ["WHINCHAT_MODELS"]) / "smollm2-135m-instruct-q4_1.gguf"
CHILD = local_child.__file__

# What the child does, without an engine: it takes the order and reports an address.
READY = "import json, sys; order = json.loads(sys.stdin.readline()); "
READY += "print(json.dumps({'address': 'http://127.0.0.1:9'}), flush=True); "


def script(words: str) -> tuple[str, ...]:
    return sys.executable, "-c", words


async def until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        if is_so():
            return
        assert time.monotonic() < deadline, "it never came to that"
        await asyncio.sleep(0.02)


def text_of(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


async def failure_of(server: LocalServer) -> tuple[str, Remedy]:
    with pytest.raises(ProviderFailed) as caught:
        await server.start()
    assert caught.value.failure.kind is FailureKind.LOCAL_MODEL
    assert not server.is_running
    return caught.value.failure.title, caught.value.failure.remedy


async def test_the_endpoint_is_on_loopback_with_a_key_of_its_own() -> None:
    servers = [LocalServer(Path("a.gguf"), "m", script(READY + "sys.stdin.read()")) for _ in "12"]
    first, second = [await server.start() for server in servers]
    for server in servers:
        await server.close()

    assert (first.provider_id, first.kind) == (LOCAL, ProviderKind.LOCAL)
    assert first.base_url.is_loopback
    assert first.key is not None
    assert first.key != second.key


async def test_the_key_goes_by_stdin_and_nothing_of_the_environment_goes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-or-v1-of-the-user")
    seen = tmp_path / "seen.json"
    words = READY + f"import os; open({str(seen)!r}, 'w').write(json.dumps("
    words += "[order, dict(os.environ), sys.argv]) + '\\n'); sys.stdin.read()"
    server = LocalServer(tmp_path / "a.gguf", "m", script(words))

    key = (await server.start()).key
    await until(lambda: text_of(seen).endswith("\n"))
    await server.close()

    assert key is not None
    order, environment, arguments = json.loads(text_of(seen))
    assert order == {"weights": str(tmp_path / "a.gguf"), "model": "m", "key": key.reveal()}
    assert "sk-or-v1-of-the-user" not in environment.values()
    assert key.reveal() not in json.dumps([environment, arguments])


async def test_closing_ends_a_child_that_does_not_listen() -> None:
    words = READY + "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    server = LocalServer(Path("a.gguf"), "m", script(words + "time.sleep(600)"))
    await server.start()
    pid = server.pid

    await server.close()

    assert not server.is_running
    assert pid is not None
    assert not psutil.pid_exists(pid)


async def test_cancelling_the_start_ends_the_child() -> None:
    server = LocalServer(Path("a.gguf"), "m", script("import time; time.sleep(600)"))
    start = asyncio.ensure_future(server.start())
    await until(lambda: server.is_running)

    start.cancel()
    await asyncio.wait({start})
    await server.wait_until_ended()

    assert start.cancelled()
    assert not server.is_running


@pytest.mark.parametrize(
    ("words", "title", "remedy"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGILL)",
            "This processor cannot run the model",
            Remedy.OPEN_KEY_SETTINGS,
        ),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "There is not enough memory for the model",
            Remedy.RETRY,
        ),
        ("import sys; sys.exit(3)", "The model on this computer stopped", Remedy.RETRY),
        (
            """print('{"failed": "no_runtime"}')""",
            "No model can run on this computer",
            Remedy.OPEN_KEY_SETTINGS,
        ),
        (
            """print('{"failed": "no_memory"}')""",
            "There is not enough memory for the model",
            Remedy.RETRY,
        ),
        (
            """import sys; sys.stderr.write("mmap failed: Cannot allocate memory\\n");
print('{"failed": "bad_weights"}')""",
            "There is not enough memory for the model",
            Remedy.RETRY,
        ),
        (
            """print('{"failed": "bad_weights"}')""",
            "The model's file cannot be used",
            Remedy.FETCH_MODEL,
        ),
        ("print('no JSON at all')", "The model on this computer stopped", Remedy.RETRY),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
async def test_each_way_not_to_start_has_words_and_a_next_step(
    words: str, title: str, remedy: Remedy
) -> None:
    assert await failure_of(LocalServer(Path("a.gguf"), "m", script(words))) == (title, remedy)


async def test_a_program_that_is_not_there_has_words_too() -> None:
    server = LocalServer(Path("a.gguf"), "m", ("/nowhere/python",))

    assert await failure_of(server) == ("The model could not be started", Remedy.RETRY)


async def test_what_a_child_writes_is_kept_in_bounds_and_without_the_key() -> None:
    words = READY + "[sys.stderr.write(order['key'] + 'x' * 9000 + '\\n') for _ in range(200)]; "
    server = LocalServer(Path("a.gguf"), "m", script(words + "sys.exit(5)"))
    key = (await server.start()).key

    failure = await server.wait_until_ended()

    assert key is not None
    assert "code 5" in failure.explanation
    assert 0 < len(failure.details) <= 40 * 501
    assert key.reveal() not in failure.details


async def test_a_run_that_is_cancelled_ends_the_process(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    words = f"import os, time; file = open({str(pid_file)!r}, 'w'); "
    words += "print(os.getpid(), file=file, flush=True); time.sleep(60)"
    run = asyncio.ensure_future(run_to_end(script(words), {}, print))
    await until(lambda: text_of(pid_file).endswith("\n"))
    pid = int(text_of(pid_file))

    run.cancel()
    await asyncio.wait({run})

    await until(lambda: is_gone(pid))


@pytest.fixture
async def smollm() -> AsyncIterator[LocalServer]:
    server = LocalServer(SMOLLM, "smollm")
    yield server
    await server.close()


@pytest.mark.local_model
async def test_the_real_model_wants_its_key(smollm: LocalServer) -> None:
    endpoint = await smollm.start()
    assert endpoint.key is not None
    url = endpoint.base_url.endpoint("models")

    async with httpx.AsyncClient(trust_env=False) as client:
        without = await client.get(url)
        wrong = await client.get(url, headers={"Authorization": "Bearer nonsense"})
        right = await client.get(url, headers={"Authorization": f"Bearer {endpoint.key.reveal()}"})

    assert [without.status_code, wrong.status_code, right.status_code] == [401, 401, 200]
    assert right.json()["data"][0]["id"] == "smollm"


@pytest.mark.local_model
async def test_the_real_model_stops_when_nobody_reads(smollm: LocalServer) -> None:
    endpoint = await smollm.start()
    assert endpoint.key is not None
    assert smollm.pid is not None
    child = psutil.Process(smollm.pid)
    body = json.dumps({"model": "smollm", "input": "Count to a thousand.", "stream": True})
    port = urlsplit(endpoint.base_url.text).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        f"Authorization: Bearer {endpoint.key.reveal()}\r\n\r\n{body}".encode()
    )
    await reader.readuntil(b"output_text.delta")

    writer.close()
    await writer.wait_closed()

    await until(lambda: is_idle(child), 6)


def is_idle(process: psutil.Process) -> bool:
    before = sum(process.cpu_times()[:2])
    time.sleep(0.3)
    return sum(process.cpu_times()[:2]) - before < 0.05


@pytest.mark.local_model
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killing_the_app_ends_the_real_model() -> None:
    words = f"""
import asyncio, pathlib
from whinchat.provider.local import LocalServer
async def main():
    server = LocalServer(pathlib.Path({str(SMOLLM)!r}), "m")
    await server.start()
    print(server.pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(CHILD).parents[2])}
    with subprocess.Popen(script(words), stdout=subprocess.PIPE, env=environment) as app:
        assert app.stdout is not None
        child = int(app.stdout.readline())
        assert not is_gone(child)

        app.kill()

    asyncio.run(until(lambda: is_gone(child)))


@pytest.mark.local_model
async def test_a_real_engine_says_that_a_file_is_no_model(tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(SMOLLM.read_bytes()[:100_000])
    server = LocalServer(bad, "m")

    assert await failure_of(server) == ("The model's file cannot be used", Remedy.FETCH_MODEL)
    assert "gguf" in server.log


async def test_a_line_for_a_child_that_has_ended_is_not_an_error() -> None:
    ended = asyncio.get_running_loop().create_future()
    child = Child(script("pass"), dict(os.environ), lambda _line: None, ended.set_result)
    assert await ended == 0

    child.write("too late")
