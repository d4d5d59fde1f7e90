"""JSON that is damaged or odd: what can be read arrives, the rest is told, nothing is raised."""

import json
from pathlib import Path

import pytest

from fakes.foreign_apps import EXPORTS
from fakes.foreign_webs import chatgpt_conversation, librechat_export
from whinchat.domain.values import Json
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import App, Imported, Unread
from whinchat.storage.exchange.importing.refusal import Refused

GOOD = json.dumps(chatgpt_conversation())


def outcome(path: Path, text: str | bytes) -> tuple[int, str]:
    """Return how many conversations arrive from a file, and what is said of the others."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        found = [*arrivals(path, reads_content=True)]
    except Refused as error:
        return 0, str(error)
    reasons = [one.reason for one in found if isinstance(one, Unread)]
    return sum(isinstance(one, Imported) for one in found), " ".join(reasons)


DAMAGED: dict[str, tuple[str | bytes, int, str]] = {
    "an end that is missing": (f"[{GOOD}, {GOOD[:400]}", 1, "in the middle"),
    "one that is no JSON": (f'[{GOOD}, {{"mapping": nope}}, {GOOD}]', 2, "not JSON"),
    "one that is a number": (f"[{GOOD}, 7]", 1, "no conversation"),
    "one without messages": (f'[{GOOD}, {{"mapping": {{}}}}]', 1, "no messages"),
    "invalid UTF-8": (f"[{GOOD},".encode() + b'{"mapping": "\xff"}]', 1, "UTF-8"),
    "half a character": (GOOD.replace("A wren.", "A \\ud83d wren."), 1, ""),
    "NaN": (GOOD.replace("1750000000.5", "NaN"), 1, ""),
    "a huge number": (GOOD.replace("1750000000.5", "9" * 400), 1, ""),
    "a digit too many": (GOOD.replace("1750000000.5", "9" * 6000), 0, "not JSON"),
    "deep nesting": (f'[{GOOD}, {{"mapping": {"[" * 200}{"]" * 200}}}]', 1, "too deeply"),
    "endless nesting": ("[" * 100_000, 0, "too deeply"),
    "a byte order mark": (b"\xef\xbb\xbf" + f"[{GOOD}]".encode(), 1, ""),
    "nothing": ("", 0, "No conversations"),
    "a word": ("[nope", 0, "in the middle"),
    "many pieces": (f'[{GOOD}, {{"mapping": [{"[]," * 500_000}1]}}]', 1, "more pieces"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_can_be_read_arrives_and_the_rest_is_told(name: str, tmp_path: Path) -> None:
    text, count, words = DAMAGED[name]

    arrived, reasons = outcome(tmp_path / "conversations.json", text)

    assert arrived == count
    assert words in reasons


def test_parents_that_lead_in_a_circle_lose_no_message(tmp_path: Path) -> None:
    conversation = json.loads(GOOD)
    conversation["mapping"]["ask"]["parent"] = "say0"
    (tmp_path / "a.json").write_text(json.dumps([conversation]))

    (one,) = arrivals(tmp_path / "a.json", reads_content=True)

    assert isinstance(one, Imported)
    words = " ".join(message.text for message in one.conversation.messages.values())
    assert "What is this bird?" in words
    assert "A wren." in words


def test_a_long_conversation_as_a_tree_of_children_arrives(tmp_path: Path) -> None:
    export = dict(librechat_export())
    messages: list[Json] = []
    for number in reversed(range(200)):
        messages = [
            {
                "messageId": f"m{number}",
                "parentMessageId": f"m{number - 1}",
                "text": f"Number {number}",
                "isCreatedByUser": number % 2 == 0,
                "children": messages,
            }
        ]
    export["messages"] = messages
    (tmp_path / "a.json").write_text(json.dumps(export))

    (one,) = arrivals(tmp_path / "a.json", reads_content=True)

    assert isinstance(one, Imported)
    assert len(one.conversation.branch()) == 200


@pytest.mark.parametrize("app", [App.OPEN_WEBUI, App.LIBRECHAT, App.CHATBOX])
def test_every_beginning_of_an_export_gives_a_sentence(app: App, tmp_path: Path) -> None:
    data = EXPORTS[app](tmp_path).read_bytes()

    for end in range(0, len(data), 37):
        arrived, reasons = outcome(tmp_path / "part.json", data[:end])
        assert arrived or reasons
