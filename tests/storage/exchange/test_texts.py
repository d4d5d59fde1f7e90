"""The text formats against small files that a person has read."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from fakes.conversations import a_conversation, a_mark, a_message
from fakes.exporting import exported
from fakes.markdown_texts import documents
from whinchat.domain.conversation import Conversation, Field
from whinchat.domain.parts import Citation, TextPart, ToolCallPart
from whinchat.markdown.parser import parse
from whinchat.markdown.source import escaped
from whinchat.markdown.splitter import BlockSplitter, split
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.markdown_text import confined
from whinchat.storage.exchange.plain_text import unmarked

GOLDEN = Path(__file__).with_name("golden")
ANSWER = """Wait **longer** after each failure, as in [this page](https://example.org/a), or
`ConnectionError` comes again.

## Steps

1. Try
   - once
   - twice
2. Give up

- [x] read
- [ ] written

| attempt | wait |
|:--|--:|
| 1 | 0.5 s |
| second | 1 s |

> Quoted *words*

```python
def wait(seconds: int) -> None:
    sleep(seconds)  # "long"
```"""


def the_talk() -> Conversation:
    asked = a_message("How do I <i>retry</i>?\nOnce # or twice?")
    sources = (Citation("https://example.org/s", "A *source*"), Citation("javascript:x", "Bad"))
    parts = (TextPart(ANSWER, sources), ToolCallPart("1", "search", '{"q": "retry"}'))
    reply = a_message("", asked, parts=parts, model="small-model")
    talk = a_conversation(asked, reply, title="Retry *politely*")
    talk.marks[Field.INSTRUCTIONS] = a_mark("Be brief.")
    return talk


@pytest.mark.parametrize("file_format", [Format.MARKDOWN, Format.TEXT, Format.HTML])
def test_an_export_is_what_a_person_has_read(file_format: Format) -> None:
    made = exported(the_talk(), file_format).decode()
    golden = GOLDEN / f"talk{file_format.suffix}"
    without_style = re.sub(r"(?s)<style>.*?</style>|sha256-[^']*", "", made)

    assert without_style == golden.read_text("utf-8")


def shown(text: str) -> list[str]:
    """Return what a reader of the Markdown sees, piece by piece."""
    splitter = BlockSplitter()
    splitter.feed(text)
    splitter.finish()
    definitions = splitter.definitions
    tokens = [token for block in splitter.frozen for token in parse(block.text, definitions)]
    children = [child for token in tokens for child in token.children or ()]
    return [child.content for child in children if child.content and child.type != "html_inline"]


@given(documents)
@settings(max_examples=300, deadline=None)
def test_a_confined_text_reads_the_same(text: str) -> None:
    # In a formula without an end, which is shown as it was written, the escape can be seen.
    assert [words.replace("\\<", "<") for words in shown(confined(text))] == [
        words.replace("\\<", "<") for words in shown(text)
    ]


@given(documents)
@settings(max_examples=300, deadline=None)
def test_what_follows_a_confined_text_stands_alone(text: str) -> None:
    blocks = split(f"{confined(text)}\n\n## Next")

    assert blocks[-1].text == "## Next"


@given(documents)
@settings(max_examples=300, deadline=None)
def test_the_words_of_any_text_are_in_its_plain_text(text: str) -> None:
    words = " ".join(shown(text)).split()

    assert all(word in unmarked(text) for word in words)


def test_nothing_in_an_escaped_line_is_markup() -> None:
    line = r"*a* _b_ `c` [d](https://e.org) <f> # g & \h ~~i~~ | j ![k](x) https://example"

    assert "".join(shown(escaped(line))).startswith(line.removesuffix("https://example"))
