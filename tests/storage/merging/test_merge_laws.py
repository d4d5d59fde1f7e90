"""Laws of merging copies of a conversation: whoever does it, in whatever order, loses nothing."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from fakes.conversations import conversations, jsons
from fakes.histories import Author, an_ancestor, content_of, steps, texts_in
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.conversation_file import Document, document_of
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.merging.documents import merge
from whinchat.storage.message_codec import lay_out

_few_ids = st.sampled_from(["a", "b", "c", "d"])
_odd_parts: st.SearchStrategy[Json] = jsons | st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["text", "reasoning", "image"]),
            "text": st.sampled_from(["", "x", "xy", "xyz", "z"]),
        }
    ),
    max_size=2,
)
_odd_messages: st.SearchStrategy[JsonObject] = st.fixed_dictionaries(
    {"id": _few_ids},
    optional={
        "parent_id": _few_ids | st.none(),
        "status": st.sampled_from(["streaming", "complete", "interrupted", "of a later version"]),
        "created_at": st.sampled_from(["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "soon"]),
        "parts": _odd_parts,
        "marks": st.dictionaries(
            st.sampled_from(["deleted", "left_out"]),
            st.fixed_dictionaries(
                {"value": st.booleans(), "at": st.sampled_from(["2026-01-01T00:00:00Z", "never"])}
            ),
        ),
        "unknown": jsons,
    },
)
_odd_heads = st.dictionaries(st.sampled_from(["title", "version", "updated_at", "x"]), jsons)


@st.composite
def _odd_documents(draw: st.DrawFn) -> Document:
    """Draw what editors and other programs may have made of a file: the same ids, odd contents."""
    slots = [lay_out(value) for value in draw(st.lists(_odd_messages, max_size=4))]
    head = {"format": "whinchat-conversation", **draw(_odd_heads)}
    return parse_file(b"".join(Document(head, slots).pieces()))


documents = _odd_documents() | conversations().map(document_of)


@st.composite
def _copies(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """Draw what three people made of one conversation, each without the others."""
    ancestor = an_ancestor(draw(steps))
    hours = draw(st.tuples(*[st.integers(-3, 3)] * 3))
    names = ("one", "two", "three")
    return tuple(  # type: ignore[return-value]  # there are three names
        Author(name, ancestor, clock_hours=hour).live(draw(steps))
        for name, hour in zip(names, hours, strict=True)
    )


@given(_copies() | st.tuples(documents, documents, documents))
def test_the_order_of_merging_does_not_matter(copies: tuple[Document, Document, Document]) -> None:
    one, two, three = copies
    assert content_of(merge(one, two)) == content_of(merge(two, one))
    left = merge(merge(one, two), three)
    right = merge(one, merge(two, three))
    assert content_of(left) == content_of(right)


@given(_copies() | st.tuples(documents, documents, documents))
def test_merging_again_changes_nothing(copies: tuple[Document, Document, Document]) -> None:
    one, two, _ = copies
    merged = merge(one, two)
    for copy in (one, two, merged):
        assert content_of(merge(merged, copy)) == content_of(merged)


@given(_copies())
def test_no_text_of_any_copy_is_lost(copies: tuple[Document, Document, Document]) -> None:
    one, two, _ = copies
    merged = texts_in(merge(one, two))
    for text in texts_in(one) | texts_in(two):
        assert any(kept.startswith(text) for kept in merged)


@given(_copies() | st.tuples(documents, documents, documents))
def test_merging_changes_neither_copy(copies: tuple[Document, Document, Document]) -> None:
    one, two, _ = copies
    before = deepcopy((one, two))
    merge(one, two)
    assert (one, two) == before


@given(_copies())
def test_a_merged_file_reads_as_what_was_merged(
    copies: tuple[Document, Document, Document],
) -> None:
    merged = merge(*copies[:2])
    assert content_of(parse_file(b"".join(merged.pieces()))) == content_of(merged)
