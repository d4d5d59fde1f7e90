"""A conversation with everything an export can meet: versions, pictures, formulas, secrets."""

from decimal import Decimal

from fakes.conversations import a_conversation, a_mark, a_message
from whinchat.domain.conversation import Conversation, Message, Role, Status
from whinchat.domain.errors import Failure, FailureKind
from whinchat.domain.parts import (
    Attachment,
    Citation,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
from whinchat.domain.usage import Usage
from whinchat.domain.values import Json

CANARY = "sk-CANARY-51d0c2"
ANYTHING: dict[str, Json] = {"key": CANARY, CANARY: 1}
PICTURE = Attachment("ab" * 32, "image/png", "bird.png", 70)
TEXT = r"""Wait **longer** after `ConnectionError`, see [this page](https://example.org/a).

## Steps

1. Try $e^{i\pi} + 1 = 0$
   - once
2. Give up

- [x] read

| attempt | wait |
|:--|--:|
| first | 0.5 s |

> Quoted words

$$\frac{a}{b}$$

```python
def wait(seconds: int) -> None:
    sleep(seconds)  # long
```

<script>alert(1)</script> ![track](https://example.org/pixel.png) Größe]]></text:p>
"""


def the_nasty_talk() -> Conversation:
    """Return the conversation; a key is in every field that is not for others."""
    marks = {CANARY: a_mark(CANARY), "left_out": a_mark(value=True, by=CANARY)}
    asked = a_message("Hello <b>\n  there\x07", extra=ANYTHING, marks=marks)
    reply = _reply(asked)
    again = a_message("Another question", reply)
    gone = a_message(CANARY, again, marks={"deleted": a_mark(value=True)})
    other = a_message("An older answer", asked)
    deeper = a_message("Deeper in the older one", other)
    failed = _failed(again)
    talk = a_conversation(
        asked, other, deeper, reply, again, gone, failed, title="Nasty <i>talk</i>"
    )
    talk.marks |= {CANARY: a_mark(CANARY), "leaf_id": a_mark(failed.id, by=CANARY)}
    talk.marks |= {"folder": a_mark(CANARY), "tags": a_mark([CANARY]), "source": a_mark(ANYTHING)}
    talk.marks |= {"parameters": a_mark({"temperature": 0.5, CANARY: CANARY})}
    talk.marks["instructions"] = a_mark("Be brief.")
    talk.extra = ANYTHING
    return talk


def _reply(asked: Message) -> Message:
    cited = (Citation("https://example.org/s", "A *source*", 0, 4, ANYTHING),)
    parts = (
        ReasoningPart("I wonder about $x$", 1.5, ANYTHING),
        TextPart(TEXT, cited, ANYTHING),
        ImagePart(PICTURE, ANYTHING),
        FilePart(Attachment("cd" * 32, "text/plain", "notes.txt", 3), ANYTHING),
        ToolCallPart("1", "look", '{"q": 1}', ANYTHING),
        ToolResultPart("1", "found", ANYTHING),
        UnknownPart(ANYTHING),
    )
    usage = Usage(1200, 34, cost_usd=Decimal("0.0021"), extra=ANYTHING)
    known = {"model": "small-model", "usage": usage, "duration_seconds": 3.25}
    secret = {"request_id": CANARY, "finish_reason": CANARY, "extra": ANYTHING}
    return a_message("", asked, parts=parts, **known, **secret)


def _failed(asked: Message) -> Message:
    failure = Failure(FailureKind.SERVER, CANARY, CANARY, server_words=CANARY, details=CANARY)
    parts = (RefusalPart("I will not.", ANYTHING),)
    return a_message(
        "", asked, role=Role.ASSISTANT, parts=parts, status=Status.FAILED, failure=failure
    )
