"""What can go wrong with the model on this computer, said for a person."""

import re
import signal
from dataclasses import replace

from whinchat.domain.errors import Failure, FailureKind, Remedy

_ILLEGAL_INSTRUCTION = {-4, 0xC000001D}
"""Exit codes of SIGILL, and of its name on Windows."""
_NO_MEMORY = {-9, 0xC0000017}
"""The kernel ends a process with SIGKILL when memory runs out."""
_MEMORY_WORDS = re.compile(r"allocat|bad_alloc|out of memory", re.IGNORECASE)

NO_RUNTIME = Failure(
    FailureKind.LOCAL_MODEL,
    "No model can run on this computer",
    "The engine it needs is not installed, or there is none for this system. "
    "Add a key for a provider instead.",
    Remedy.OPEN_KEY_SETTINGS,
)

NO_WEIGHTS = Failure(
    FailureKind.LOCAL_MODEL,
    "There is no model on this computer yet",
    "Fetch it once, choose a .gguf file of your own, or add a key for a provider.",
    Remedy.FETCH_MODEL,
)

STILL_FETCHING = Failure(
    FailureKind.LOCAL_MODEL,
    "The model is still being fetched",
    "Your message is kept. Try again when it has come.",
    Remedy.RETRY,
)


def not_a_model(file_name: str) -> Failure:
    """Return the failure for a file that does not begin as weights do."""
    return _failure(
        f"{file_name} is not a model",
        "Choose a .gguf file, which holds a language model that can run here.",
        Remedy.CHOOSE_MODEL,
    )


def not_fetched(label: str, why: str) -> Failure:
    """Return the failure for weights that could not be brought here."""
    return _failure(
        f"{label} could not be fetched",
        f"{why} What has come is kept; fetching again goes on from there.",
        Remedy.FETCH_MODEL,
    )


def took_too_long(minutes: int, log: str) -> Failure:
    """Return the failure for a child that never became ready."""
    return _failure(
        "The model did not start",
        f"It was not ready after {minutes} minutes. Try again, or choose a smaller file.",
        Remedy.RETRY,
        log,
    )


def could_not_begin(reason: str) -> Failure:
    """Return the failure for a process that the system would not start."""
    return _failure(
        "The model could not be started",
        f"The system did not start its process: {reason}. Close other programs and try again.",
        Remedy.RETRY,
    )


def refused_to_start(reason: str, file_name: str, log: str) -> Failure:
    """Return the failure for what the child reported instead of its address."""
    if reason == "no_runtime":
        return replace(NO_RUNTIME, details=log)
    if reason == "no_memory" or _MEMORY_WORDS.search(log):
        return _too_little_memory(log)
    return _failure(
        "The model's file cannot be used",
        f"{file_name} is damaged or of a kind that the engine does not know. "
        "Fetch it again or choose another file.",
        Remedy.FETCH_MODEL,
        log,
    )


def ended_by_itself(exit_code: int, log: str) -> Failure:
    """Return the failure for a child that ended without being asked to."""
    if exit_code in _ILLEGAL_INSTRUCTION:
        return _failure(
            "This processor cannot run the model",
            "It lacks instructions (AVX2) that most have had since about 2013. "
            "Add a key for a provider instead.",
            Remedy.OPEN_KEY_SETTINGS,
            log,
        )
    if exit_code in _NO_MEMORY or _MEMORY_WORDS.search(log):
        return _too_little_memory(log)
    return _failure(
        "The model on this computer stopped",
        f"Its process ended by itself ({_exit_name(exit_code)}). Trying again starts it anew.",
        Remedy.RETRY,
        log,
    )


def _too_little_memory(log: str) -> Failure:
    return _failure(
        "There is not enough memory for the model",
        "Close other programs and try again, or choose a smaller file.",
        Remedy.RETRY,
        log,
    )


def _failure(title: str, explanation: str, remedy: Remedy, log: str = "") -> Failure:
    return Failure(FailureKind.LOCAL_MODEL, title, explanation, remedy, details=log)


def _exit_name(exit_code: int) -> str:
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"code {exit_code}"
