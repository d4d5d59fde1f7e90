"""What every export holds and what it never says, and how its file is called."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from fakes.conversations import a_conversation, a_mark, a_message, conversations, texts
from fakes.exporting import AS_TEXT, WRITTEN_BY_US, exported
from whinchat.domain.conversation import Conversation, Field, Role, Status
from whinchat.markdown.splitter import split
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.names import stem_of
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.file_parsing import parse_file


def a_talk(question: str, answer: str, title: str = "A talk") -> Conversation:
    asked = a_message(question)
    return a_conversation(asked, a_message(answer, asked, model="some-model"), title=title)


@pytest.mark.parametrize("file_format", WRITTEN_BY_US)
@given(conversation=conversations())
@settings(max_examples=40, deadline=None)
def test_any_conversation_can_be_exported(file_format: Format, conversation: Conversation) -> None:
    assert exported(conversation, file_format)


@given(conversation=conversations())
@settings(max_examples=60, deadline=None)
def test_the_json_is_a_conversation_file_of_the_branch(conversation: Conversation) -> None:
    document = parse_file(exported(conversation, Format.JSON))
    copy = document.conversation(conversation.id)
    shown = [message.text for message in copy.branch()]

    assert shown == [message.text for message in conversation.branch()]
    assert len(copy.messages) == len(conversation.branch())
    assert copy.field_text(Field.TITLE) == conversation.field_text(Field.TITLE)


def test_half_a_character_does_not_stop_an_export() -> None:
    talk = a_talk("half \ud83d", "```\n\udc00\n```", title="t\ud83d")

    for file_format in AS_TEXT:
        assert "half" in exported(talk, file_format).decode()


@given(title=texts)
@settings(max_examples=300, deadline=None)
def test_any_title_makes_a_file_name_that_every_system_takes(title: str) -> None:
    name = stem_of(title) + ".html"

    assert name.endswith(".html")
    assert len(name.encode()) <= 160
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert name[0] not in " .-~"
    assert name.removesuffix(".html")[-1] not in " ."


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd.md"),
        ("C:\\x\\y", "C x y.md"),
        ("con", "Conversation con.md"),
        ("LPT1.txt", "Conversation LPT1.txt.md"),
        ("...", "Conversation.md"),
        ("-rf ~", "rf.md"),
        ("a\u202egpj.exe", "a gpj.exe.md"),
        ("Mit Umlauten: ä\n\tö", "Mit Umlauten ä ö.md"),
        ("e\u0301", "é.md"),
        ("🙂" * 200, "🙂" * 30 + ".md"),
    ],
)
def test_a_hostile_title_never_becomes_a_path(title: str, name: str) -> None:
    assert f"{stem_of(title)}.md" == name


class PageReader(HTMLParser):
    """Notes what a browser would act upon."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(conversation: Conversation) -> PageReader:
    reader = PageReader()
    reader.feed(exported(conversation, Format.HTML).decode())
    reader.close()
    return reader


HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)> </title></style></pre></main>

![track](https://example.org/pixel.png) [run](javascript:alert(1)) [x](data:text/html,y)
<https://example.org/"onmouseover="x> [t](https://example.org "title\\" onclick=x")

```"><script>
</code></pre><script>alert(2)</script>
```

| a" onclick="x | b |
|:-:|--:|
| <iframe src="https://example.org"> | [y][z] |

[z]: vbscript:x
"""


def test_nothing_in_a_page_acts_or_is_fetched() -> None:
    page = read_page(a_talk(HOSTILE, HOSTILE, title="</title><script>alert(0)</script>"))

    assert page.tags <= {
        *("html", "head", "meta", "title", "style", "body", "main", "header", "article"),
        *("h1", "p", "b", "div", "figure", "figcaption", "pre", "code", "a", "span"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert page.attributes <= {
        *("charset", "http-equiv", "content", "name", "class", "href", "rel", "dir"),
    }
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in page.links)
    assert "alert(1)" in page.text


def test_the_page_allows_no_style_but_its_own() -> None:
    page = exported(a_talk("a", "b"), Format.HTML).decode()

    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"url\(|@import|src=", page)
    assert " style=" not in page


@pytest.mark.parametrize(
    "open_end",
    ["```python\nx = 1", "~~~~\n```", "<!-- note", "<script>", "> ```\n> x", "1. ```\n   x"],
)
def test_no_message_swallows_the_next_one_in_markdown(open_end: str) -> None:
    asked = a_message("Question")
    reply = a_message(open_end, asked)
    again = a_message("Second question", reply)
    talk = a_conversation(asked, reply, again)
    text = exported(talk, Format.MARKDOWN, ExportOptions(times=False)).decode()

    assert re.search(r"^## You\n\nSecond question$", text, re.MULTILINE)
    assert [block.text for block in split(text)].count("## You") == 2
    assert not re.search("^<[!s]", text, re.MULTILINE), "other readers know HTML"


def test_a_stopped_reply_says_so_everywhere() -> None:
    asked = a_message("Question")
    reply = a_message("Half", asked, status=Status.STOPPED)

    for file_format in AS_TEXT:
        assert "stopped" in exported(a_conversation(asked, reply), file_format).decode().lower()


def test_a_deleted_message_is_in_no_export() -> None:
    asked = a_message("Question")
    gone = replace(a_message("Gone", asked), marks={"deleted": a_mark(value=True)})
    again = a_message("Again", gone, role=Role.USER)

    for file_format in AS_TEXT:
        data = exported(a_conversation(asked, gone, again), file_format).decode()
        assert "Gone" not in data
        assert "Again" in data
    messages = json.loads(exported(a_conversation(asked, gone, again), Format.JSON))["messages"]
    assert messages[1]["parent_id"] == asked.id
