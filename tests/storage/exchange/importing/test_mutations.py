"""Exports with anything anywhere: whatever is put in a place, only refusals come out."""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.conversations import jsons
from fakes.foreign_apps import (
    chatbox_export,
    chatbox_session,
    cherry_backup,
    lm_studio_conversation,
)
from fakes.foreign_webs import (
    chatgpt_conversation,
    claude_conversation,
    librechat_export,
    open_webui_chat,
)
from whinchat.domain.values import Json
from whinchat.storage.conversation_file import document_of
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import Imported
from whinchat.storage.exchange.importing.refusal import Refused

_IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
_EXAMPLES = 5000 if _IS_LONG else 150

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200 if _IS_LONG else 120)]

_WHOLE = [
    [chatgpt_conversation()],
    [claude_conversation()],
    [open_webui_chat()],
    librechat_export(),
    chatbox_export(),
    chatbox_session(),
    cherry_backup(),
    lm_studio_conversation(),
    {"id": "t", "object": "thread", "assistants": [{"id": "jan"}], "created": 1},
]
_TEXTS = [json.dumps(one) for one in _WHOLE]
_odd: st.SearchStrategy[Json] = jsons | st.sampled_from(
    [float("nan"), 10**400, "\ud800", [[]] * 50, -1, True, None]
)


def places(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


_PLACES = [[*places(json.loads(text))] for text in _TEXTS]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An export in which a few values are something else, or are gone."""
    number = draw(st.integers(0, len(_TEXTS) - 1))
    value = json.loads(_TEXTS[number])
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_PLACES[number]))
        value = _with(value, path, draw(_odd), is_removed=draw(st.booleans()))
    return json.dumps(value)


def _with(value: Json, path: tuple[str | int, ...], odd: Json, *, is_removed: bool) -> Json:
    if not path:
        return odd
    holder = value
    for step in path[:-1]:
        try:
            holder = holder[step]  # type: ignore[index]  # anything may be here
        except (KeyError, IndexError, TypeError):
            return value
    try:
        if is_removed:
            del holder[path[-1]]  # type: ignore[union-attr]  # anything may be here
        else:
            holder[path[-1]] = odd  # type: ignore[index]  # anything may be here
    except (KeyError, IndexError, TypeError):
        pass
    return value


def take_all(path: Path) -> None:
    """Read a file as an import does, and what it gives as the library does."""
    with suppress(Refused):
        for one in arrivals(path, reads_content=True):
            if isinstance(one, Imported):
                assert b"".join(document_of(one.conversation).pieces())
                assert len([*one.attachments()]) == len(one.contents)


@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_nothing_but_a_refusal_is_ever_raised(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "conversations.json"
        path.write_text(text)
        take_all(path)


@settings(max_examples=_EXAMPLES, deadline=None)
@given(st.sampled_from(_TEXTS), st.data())
def test_bytes_gone_wrong_raise_nothing_but_a_refusal(text: str, data: st.DataObject) -> None:
    broken = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place : place + 1] = data.draw(st.binary(max_size=3))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("conversations.json", bytes(broken))
        take_all(path)
