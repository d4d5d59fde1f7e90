"""The child process that runs a model: loads it, serves it on loopback, ends with its parent.

Run by path, or by the frozen app's hidden flag. Imports the engine and the standard library only,
so that it starts fast and holds nothing of the user's but the weights.

On stdin comes one JSON line with the weights' path, the model's name and the key that requests
must carry. On stdout goes one JSON line: the address when the model is ready, or why it is not.
Then stdin is held open; its end, however the parent came to its own, is the end of the child.
"""

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import IO, Any, NoReturn

FLAG = "--local-model-child"
"""What the frozen app, which has no Python to run a file with, is started with instead."""

CONTEXT_TOKENS = 4096
REPLY_TOKENS = 1024
"""Where the request names no limit; a small model may repeat itself until the context is full."""
_PING_SECONDS = 5
_IDLE_SECONDS = 600
"""After so long without a request the weights leave the memory; the next one loads them again."""
_TEMPERATURE = 0.2
_ERRORS_ONLY = 1
_LOG_SECONDS = 0.2
_NICENESS = 5
_OOM_SCORE = "500"


def main() -> NoReturn:
    """Serve the model that stdin names until stdin ends."""
    report = _own_stdout()
    order = json.loads(sys.stdin.buffer.readline())
    _be_humble()
    answer, server = _start(order)
    report.write(json.dumps(answer) + "\n")
    report.flush()
    if server is not None:
        sys.stdin.buffer.read()
    else:
        # The engine's log says why, and is written by a thread of the engine's.
        time.sleep(_LOG_SECONDS)
    # Not sys.exit: taking the engine apart may take longer than anybody wants to wait.
    os._exit(0 if server is not None else 1)


def _start(order: dict[str, str]) -> tuple[dict[str, str], object]:
    """Load the model; return what to report, and the server to be kept alive."""
    try:
        import xllamacpp  # noqa: PLC0415 - a missing engine is an answer, not a traceback.
    except ImportError as error:
        return {"failed": "no_runtime", "detail": str(error)}, None
    try:
        server = xllamacpp.Server(_parameters(xllamacpp, order))
    except MemoryError:
        return {"failed": "no_memory", "detail": ""}, None
    except (RuntimeError, ValueError, OSError) as error:
        return {"failed": "bad_weights", "detail": str(error)}, None
    return {"address": server.listening_address}, server


def _parameters(xllamacpp: Any, order: dict[str, str]) -> object:  # noqa: ANN401 - has no types.
    parameters = xllamacpp.CommonParams()
    parameters.model.path = order["weights"]
    parameters.model_alias = {order["model"]}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [order["key"]]
    # No page in a browser has any business here.
    parameters.cors_origins = ""
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.offline = True
    parameters.verbosity = _ERRORS_ONLY
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.n_predict = REPLY_TOKENS
    parameters.cache_ram_mib = 0
    parameters.sse_ping_interval = _PING_SECONDS
    parameters.sleep_idle_seconds = _IDLE_SECONDS
    parameters.sampling.temp = _TEMPERATURE
    # With every core in use the engine's barriers spin: on a busy machine a word a second.
    threads = max(1, physical_cores() - 1)
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    return parameters


def physical_cores() -> int:
    """Return how many cores this process may use, counting hyper-threads as one."""
    try:
        usable: set[int] = os.sched_getaffinity(0)
        folder = Path("/sys/devices/system/cpu")
        cores = {
            (folder / f"cpu{number}/topology/thread_siblings_list").read_text() for number in usable
        }
    except (AttributeError, OSError):
        # Apple's own chips have no hyper-threads; the others usually do.
        logical = os.cpu_count() or 1
        return logical if sys.platform == "darwin" else max(1, logical // 2)
    return len(cores)


def _own_stdout() -> IO[str]:
    """Return stdout for the report alone; whatever else prints goes to stderr."""
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return report


def _be_humble() -> None:
    """Let the window's process go first: for the processor, when memory runs out, at Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE)


if __name__ == "__main__":
    main()
