"""The index finds what a plain look through all files finds: the same messages, newest first."""

import asyncio
import re
import tempfile
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.conversations import a_conversation, a_mark, a_message
from fakes.queries import write_query
from fakes.search_indexes import TODAY, found, opened_index, updated, write_conversation
from whinchat.domain.conversation import Conversation, Field, MarkName, Message, Role
from whinchat.domain.search_parsing import parse_query
from whinchat.domain.search_query import (
    Filter,
    Fit,
    Operator,
    Pattern,
    SearchQuery,
    Term,
    Words,
)
from whinchat.paths import Paths, portable_paths

_ALPHABET = ["bird", "Bird", "birdsong", "song", "naïve", "NAIVE", "数据库", "数", "a", "ab", "x-y"]
_LONG = "k" * 40 + "z" * 50 + "q" * 20
_SIGNS = ["c++", "a_b", "x=>y", "hi😀数,b", "→", _LONG]
_texts = st.lists(
    st.sampled_from(
        [*_ALPHABET, *_SIGNS, "\ud800", "\n", "**", "```\ncode\n```", "https://a.b", "é", "'", '"']
    ),
    max_size=9,
).map(" ".join)
_parts = ["+", "c+", "_", "=>", ">y", "😀数", ",b", _LONG[30:80], _LONG[-30:], "zq", "zk"]
_words = st.sampled_from(
    [
        *_ALPHABET,
        *_SIGNS,
        *_parts,
        "ird",
        "s",
        "on",
        "据",
        "naive",
        "y",
        "cod",
        "zz",
        "a.b",
        "'",
        "https://a.b",
    ]
)
_fits = st.sampled_from(Fit)
_terms = st.one_of(
    st.builds(Words, _words, _fits, st.booleans()),
    st.builds(
        Pattern, st.sampled_from(["b.rd", "so?ng", "(bird|song)s?", "^a", "数.库"]), st.booleans()
    ),
    st.builds(
        Filter, st.just(Operator.ROLE), st.sampled_from(["user", "assistant"]), st.booleans()
    ),
    st.builds(Filter, st.just(Operator.MODEL), st.sampled_from(["alpha", "beta"]), st.booleans()),
    st.builds(Filter, st.just(Operator.TAG), st.sampled_from(["to read", "wip"]), st.booleans()),
    st.builds(Filter, st.just(Operator.HAS), st.sampled_from(["code", "link"]), st.booleans()),
    st.builds(Filter, st.just(Operator.AFTER), st.sampled_from(["2026-02", "2026-03-02"])),
    st.builds(Filter, st.just(Operator.BEFORE), st.sampled_from(["2026-02", "2026-03-02"])),
    st.builds(Filter, st.just(Operator.IN), st.just("trash")),
    st.builds(Filter, st.just(Operator.IS), st.just("pinned"), st.booleans()),
)
_START = datetime(2026, 1, 15, tzinfo=UTC)


@st.composite
def _conversations(draw: st.DrawFn) -> Conversation:
    talk: list[Message] = []
    for text in draw(st.lists(_texts, max_size=6)):
        message = a_message(
            text,
            draw(st.sampled_from([None, *talk])),
            created_at=_START + timedelta(hours=draw(st.integers(0, 2000))),
            model=draw(st.sampled_from(["", "acme/alpha-1", "acme/beta"])),
            role=draw(st.sampled_from(Role)),
            marks={MarkName.DELETED: a_mark(value=True)} if draw(st.integers(0, 5)) == 0 else {},
        )
        talk.append(message)
    conversation = a_conversation(*talk, title="The title")
    conversation.marks[Field.TAGS] = a_mark(draw(st.lists(st.sampled_from(["To Read", "wip"]))))
    conversation.marks[Field.PINNED] = a_mark(draw(st.booleans()))
    return conversation


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_conversations(), max_size=5),
    st.lists(_conversations(), max_size=2),
    st.lists(st.lists(_terms, min_size=1, max_size=3), min_size=3, max_size=8),
)
def test_the_index_finds_what_a_scan_finds(
    kept: list[Conversation], trashed: list[Conversation], asked: list[list[Term]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = portable_paths(Path(folder))
        _write(paths, kept, trashed)
        queries = [parse_query(write_query(SearchQuery(tuple(terms))), TODAY) for terms in asked]
        answers = asyncio.run(_answers(paths, [write_query(query) for query in queries]))

        for query, answer in zip(queries, answers, strict=True):
            everything = [(c, m, c in trashed) for c in kept + trashed for m in c.messages.values()]
            fitting = [
                m.id for c, m, is_out in everything if _fits_all(query, c, m, is_trashed=is_out)
            ]
            assert sorted(answer) == sorted(fitting), write_query(query)


def _write(paths: Paths, kept: list[Conversation], trashed: list[Conversation]) -> None:
    for folder, conversations in ((paths.conversations, kept), (paths.trash, trashed)):
        folder.mkdir()
        for conversation in conversations:
            write_conversation(folder, conversation)


async def _answers(paths: Paths, asked: list[str]) -> list[list[str]]:
    async with opened_index(paths) as index:
        await updated(index)
        answers = [await found(index, typed) for typed in asked]
    return [[hit.message_id for hit in hits if hit.message_id is not None] for hits in answers]


def _fits_all(
    query: SearchQuery, conversation: Conversation, message: Message, *, is_trashed: bool
) -> bool:
    wants_trash = Filter(Operator.IN, "trash") in query.terms
    if wants_trash is not (is_trashed or message.is_deleted):
        return False
    alternatives = [
        t for t in query.filters if t.operator in ("role", "model") and not t.is_negated
    ]
    for operator in {term.operator for term in alternatives}:
        several = [term for term in alternatives if term.operator is operator]
        if not any(_is_so(term, conversation, message) for term in several):
            return False
    others = [term for term in query.terms if term not in alternatives]
    return all(_is_so(term, conversation, message) != term.is_negated for term in others)


def _is_so(term: Term, conversation: Conversation, message: Message) -> bool:
    text = unicodedata.normalize("NFC", message.text).replace("\ud800", "\ufffd")
    match term:
        case Words():
            return re.search(_expression(term), _flat(text)) is not None
        case Pattern(source):
            return re.search(source, text, re.IGNORECASE) is not None
        case Filter(operator, value, day=day):
            tags = conversation.marks[Field.TAGS].value
            here = message.created_at.astimezone().date()
            return {
                Operator.ROLE: message.role == value,
                Operator.MODEL: value in message.model,
                Operator.TAG: isinstance(tags, list) and value in [str(t).lower() for t in tags],
                Operator.HAS: ("```" if value == "code" else "https://") in text,
                Operator.AFTER: here >= (day or here),
                Operator.BEFORE: here < (day or here),
                Operator.IS: conversation.marks[Field.PINNED].value is True,
            }.get(operator, True)


def _flat(text: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c)
    )


def _expression(term: Words) -> str:
    flat = _flat(term.text)
    begins = r"(?<![a-zé])" if re.match("[a-z]", flat) else ""
    ends = r"(?![a-zé])" if re.search("[a-z]$", flat) else ""
    match term.fit:
        case Fit.ANYWHERE:
            return re.escape(flat)
        case Fit.BEGINNING:
            return begins + re.escape(flat)
        case Fit.WHOLE:
            return begins + re.escape(flat) + ends
