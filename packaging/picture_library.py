"""The small library that the pictures of the README show: conversations, and what a server says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from whinchat.domain.address import parse_base_url
from whinchat.domain.conversation import Conversation, Field, Mark, Message, Role, Status
from whinchat.domain.errors import Failure, FailureKind
from whinchat.domain.parts import Part, ReasoningPart, TextPart
from whinchat.domain.provider import ProviderKind
from whinchat.domain.usage import Usage
from whinchat.domain.values import ConversationId, Json, MessageId, ProviderId
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.failures import Failures

PROVIDER = ProviderId("scripted")
PROVIDER_NAME = "OpenRouter"
MODEL = "openai/o4-mini"
CATALOGUE: Json = {
    "data": [
        {
            "id": MODEL,
            "name": "OpenAI: o4-mini",
            "context_length": 200_000,
            "pricing": {"prompt": "0.0000011", "completion": "0.0000044"},
        }
    ]
}

RETRY = "Retry with backoff in asyncio"
TRIP = "Trip to the Azores in May"
SKY = "Why is the sky dark at night?"
LETTER = "Letter to the landlord"
REPORT = "Quarterly report"
LETTER_DRAFT = "The heating has been out since Monday, and"
TRIP_BEGINS = "May is a good month: it is mild, the hydrangeas are about to open, and"
SKY_REPLY = "Because the universe has an age: the light of most stars has not reached us yet."

_TITLES = (
    (0, RETRY),
    (0, TRIP),
    (0, SKY),
    (0, LETTER),
    (0, REPORT),
    (1, "Bread with 80 % hydration"),
    (1, "Regex for ISO dates"),
    (3, "Compare three laptops"),
    (3, "Spanish conditional, exercises"),
    (4, "SQL window functions"),
    (5, "Names for a small songbird app"),
    (6, "Meeting notes, summarised"),
)
"""How many days ago, and what about."""
_PINNED = "Thesis outline"

_ANSWER = '''\
Wait **longer after each failure**, add some randomness, and stop after a few attempts. For
`ConnectionError` that is:

```python
async def with_backoff(call, attempts=5, base_seconds=0.5):
    """Run ``call`` until it succeeds, waiting longer each time."""
    for attempt in range(attempts):
        try:
            return await call()
        except ConnectionError:
            if attempt == attempts - 1:
                raise
            await asyncio.sleep(base_seconds * 2 ** attempt * random.random())
```

| attempt | wait before it | with jitter |
|---|---|---|
| 2 | 0.5 s | 0 to 0.5 s |
| 3 | 1 s | 0 to 1 s |
'''
_CUT_ANSWER = """\
The report makes five points:

* **Demand fell by 4 %** in the north, mostly in"""
_ENDPOINT = Endpoint(
    PROVIDER,
    PROVIDER_NAME,
    ProviderKind.OPENROUTER,
    parse_base_url("https://openrouter.ai/api/v1"),
    None,
)


def library() -> Iterator[Conversation]:
    """Yield the conversations. Local times of day are fixed; the days are counted from today."""
    told = {RETRY: _retry, REPORT: _report}
    for place, (days, title) in enumerate(_TITLES):
        moment = _moment(days, time(14, 2))
        teller = _Teller(place, title, moment - timedelta(minutes=10 * place))
        yield told.get(title, _question)(teller)
    pinned = _question(_Teller(len(_TITLES), _PINNED, _moment(0, time(9))))
    pinned.marks[Field.PINNED] = Mark(value=True, at=pinned.created_at, by="pictures")
    yield pinned


def id_of(title: str) -> ConversationId:
    """Return the id of the conversation of that title."""
    return _id_at(next(place for place, row in enumerate(_TITLES) if row[1] == title))


@dataclass
class _Teller:
    """Tells one conversation, a message a minute."""

    place: int
    title: str
    moment: datetime

    def __post_init__(self) -> None:
        self.conversation = Conversation(id=_id_at(self.place), created_at=self.moment)
        said = {Field.TITLE: self.title, Field.PROVIDER: PROVIDER, Field.MODEL: MODEL}
        for field, value in said.items():
            self.conversation.marks[field] = Mark(value, self.moment, "pictures")

    def ask(self, text: str) -> Message:
        """Add the user's words after what was said last."""
        return self._add(Role.USER, (TextPart(text),), self.conversation.leaf_id)

    def answer(self, question: Message, *parts: Part) -> Message:
        """Add a reply, which may be one of several to its question."""
        return self._add(Role.ASSISTANT, parts, question.id)

    def change(self, message: Message, **changes: object) -> None:
        """Exchange a message for one with other values."""
        self.conversation.put(replace(message, **changes))  # type: ignore[arg-type]  # Message's

    def _add(self, role: Role, parts: tuple[Part, ...], parent: MessageId | None) -> Message:
        number = len(self.conversation.messages)
        message = Message(
            id=MessageId(f"{self.place:016x}{number:016x}"),
            parent_id=parent,
            role=role,
            parts=parts,
            created_at=self.moment + timedelta(minutes=number),
            model=MODEL if role is Role.ASSISTANT else "",
            provider_id=PROVIDER,
        )
        self.conversation.put(message)
        return message


def _question(teller: _Teller) -> Conversation:
    teller.ask(teller.title)
    return teller.conversation


def _retry(teller: _Teller) -> Conversation:
    question = teller.ask(
        "How do I retry a flaky HTTP call in asyncio without hammering the server?"
    )
    for _ in range(2):
        teller.answer(question, TextPart("Retry it in a loop."))
    answer = teller.answer(question, ReasoningPart("Back off, with jitter.", 6), TextPart(_ANSWER))
    usage = Usage(output_tokens=412, cost_usd=Decimal("0.0018"))
    teller.change(answer, usage=usage, duration_seconds=3.4)
    return teller.conversation


def _report(teller: _Teller) -> Conversation:
    cut = teller.answer(teller.ask("Summarise the report in five points."), TextPart(_CUT_ANSWER))
    teller.change(cut, status=Status.INTERRUPTED, failure=_failure(FailureKind.CUT))
    refused = teller.answer(teller.ask("And the second paragraph, politely?"))
    rejected = _failure(FailureKind.KEY_REJECTED, "No auth credentials found")
    teller.change(refused, status=Status.FAILED, failure=replace(rejected, http_status=401))
    return teller.conversation


def _failure(kind: FailureKind, server_words: str = "") -> Failure:
    return Failures(_ENDPOINT).failure(kind, server_words=server_words)


def _id_at(place: int) -> ConversationId:
    return ConversationId(f"{place:032x}")


def _moment(days_ago: int, at: time) -> datetime:
    today = datetime.now(UTC).astimezone().date()
    return datetime.combine(today - timedelta(days=days_ago), at).astimezone()
