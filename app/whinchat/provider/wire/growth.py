"""The contents of one response while they grow: deltas, ends of parts, whole items."""

from collections import Counter
from collections.abc import Mapping

from whinchat.domain.events import (
    CitationAdded,
    ReasoningDelta,
    RefusalDelta,
    StreamEvent,
    TextDelta,
)
from whinchat.domain.parts import (
    RefusalPart,
    TextPart,
)
from whinchat.domain.values import Json, JsonObject
from whinchat.provider.json_text import list_of, object_of, text_of, whole_of
from whinchat.provider.wire.items import (
    Family,
    contents_of,
    is_tool_call,
    kind_of,
    parse_citation,
    part_of,
)
from whinchat.provider.wire.ledger import Delta, Events, Ledger
from whinchat.provider.wire.places import Item, Places
from whinchat.provider.wire.quirks import Quirk

_NONE: Events = ()

_DELTAS: Mapping[Family, Delta] = {
    Family.TEXT: TextDelta,
    Family.REFUSAL: RefusalDelta,
    Family.REASONING: ReasoningDelta,
    Family.SUMMARY: ReasoningDelta,
}
_THOUGHTS = frozenset({Family.REASONING, Family.SUMMARY})


class Growth:
    """Turns pieces of items into events with slots. Lives as long as its response."""

    def __init__(self, quirks: set[Quirk]) -> None:
        self._quirks = quirks
        self._places = Places()
        self._ledger = Ledger(quirks)
        self._last_place: tuple[Json, Json, Json] | None = None
        """Where the last text delta went; nearly always the next one goes there too."""
        self._last_slot = 0
        self._last_delta: Delta = TextDelta

    @property
    def has_answer(self) -> bool:
        """Tell whether anything but thinking has come."""
        return self._ledger.has_answer

    @property
    def size(self) -> int:
        """Return how many characters came as deltas."""
        return self._ledger.size

    @property
    def is_whole(self) -> bool:
        """Tell whether every item that was opened is closed, and one of them is an answer."""
        items = self._places.items
        return not any(item.is_open for item in items) and any(item.is_answer for item in items)

    @property
    def is_empty(self) -> bool:
        """Tell whether no item was ever opened."""
        return not self._places.items

    def text_delta(self, event: JsonObject) -> Events:
        """Take more words of a message (or of a reasoning item, which some servers send so)."""
        words = _words(event.get("delta"))
        if not words:
            return _NONE
        place = (event.get("item_id"), event.get("output_index"), event.get("content_index"))
        if place != self._last_place:
            family, slot = self._text_place(event)
            self._last_place, self._last_slot, self._last_delta = place, slot, _DELTAS[family]
        return self._ledger.grow(self._last_slot, words, self._last_delta)

    def refusal_delta(self, event: JsonObject) -> Events:
        """Take more of a refusal."""
        item = self._places.find(event, "message")
        slot = self._places.slot(item, Family.REFUSAL, whole_of(event.get("content_index")))
        return self._ledger.grow(slot, _words(event.get("delta")), RefusalDelta)

    def reasoning_delta(self, event: JsonObject) -> Events:
        """Take more raw thinking, in order of arrival: its content index means nothing (vLLM)."""
        item = self._places.find(event, "reasoning")
        slot = self._places.slot(item, Family.REASONING, None)
        return self._ledger.grow(slot, _words(event.get("delta")), ReasoningDelta)

    def summary_delta(self, event: JsonObject) -> Events:
        """Take more of a summary of thinking; its parts become paragraphs."""
        item = self._places.find(event, "reasoning")
        slot = self._places.slot(item, Family.SUMMARY, None)
        words = _words(event.get("delta"))
        index = whole_of(event.get("summary_index")) or 0
        if words and index > item.summary_index and self._ledger.has_grown(slot):
            words = f"\n\n{words}"
        item.summary_index = max(index, item.summary_index)
        return self._ledger.grow(slot, words, ReasoningDelta)

    def arguments_delta(self, event: JsonObject) -> Events:
        """Take more of a call's arguments."""
        item = self._places.find(event, "function_call")
        return self._ledger.grow_call(
            self._call_slot(item), "", text_of(event.get("name")), _words(event.get("delta"))
        )

    def arguments_done(self, event: JsonObject) -> Events:
        """Take a call's whole arguments where no deltas brought them."""
        item = self._places.find(event, "function_call")
        arguments = text_of(event.get("arguments")) or text_of(event.get("input"))
        if self._ledger.has_grown(self._call_slot(item)):
            arguments = ""
        return self._ledger.grow_call(
            self._call_slot(item), "", text_of(event.get("name")), arguments
        )

    def text_done(self, event: JsonObject) -> Events:
        """Take the server's own version of a text part."""
        family, slot = self._text_place(event)
        words = text_of(event.get("text"))
        if family in _THOUGHTS:
            return self._ledger.think(slot, None, words)
        return self._ledger.settle(
            slot, RefusalPart(words) if family is Family.REFUSAL else TextPart(words)
        )

    def refusal_done(self, event: JsonObject) -> Events:
        """Take the server's own version of a refusal."""
        item = self._places.find(event, "message")
        slot = self._places.slot(item, Family.REFUSAL, whole_of(event.get("content_index")))
        return self._ledger.settle(slot, RefusalPart(text_of(event.get("refusal"))))

    def reasoning_done(self, event: JsonObject) -> Events:
        """Take a whole thought where no deltas brought it (LM Studio)."""
        item = self._places.find(event, "reasoning")
        slot = self._places.slot(item, Family.REASONING, None)
        return self._ledger.think(slot, whole_of(event.get("content_index")), _words_of_part(event))

    def summary_done(self, event: JsonObject) -> Events:
        """Take a whole summary part where no deltas brought it."""
        item = self._places.find(event, "reasoning")
        slot = self._places.slot(item, Family.SUMMARY, None)
        return self._ledger.think(slot, whole_of(event.get("summary_index")), _words_of_part(event))

    def citation_added(self, event: JsonObject) -> Events:
        """Take a source of a text."""
        citation = parse_citation(event.get("annotation"))
        if citation is None:
            return _NONE
        _, slot = self._text_place(event)
        return (CitationAdded(slot, citation),)

    def part_added(self, event: JsonObject) -> Events:
        """Take the opening of a part; words already in it count."""
        self._last_place = None
        family, content = part_of(object_of(event.get("part")))
        item = self._places.find(event, "reasoning" if family in _THOUGHTS else "message")
        index = whole_of(event.get("content_index"))
        if family in _THOUGHTS or item.kind == "reasoning":
            return _NONE
        if index is not None:
            item.families[index] = family
        slots = item.slots.get(family)
        if index is not None or not slots or self._ledger.is_settled(slots[-1]):
            slot = self._places.announce(item, family, index)
            if isinstance(content, TextPart | RefusalPart):
                return self._ledger.grow(slot, content.text, _DELTAS[family])
        return _NONE

    def part_done(self, event: JsonObject) -> Events:
        """Take a finished part."""
        self._last_place = None
        part = object_of(event.get("part"))
        family, content = part_of(part)
        if family in _THOUGHTS:
            done = self.reasoning_done if family is Family.REASONING else self.summary_done
            return done(event)
        item = self._places.find(event, "message")
        return self._ledger.settle(
            self._places.slot(item, family, whole_of(event.get("content_index"))), content
        )

    def item_added(self, event: JsonObject) -> Events:
        """Take the opening of an item."""
        self._last_place = None
        item_json = object_of(event.get("item"))
        index = whole_of(event.get("output_index"))
        if index is None:
            self._quirks.add(Quirk.NO_INDEX)
        item = self._places.open(kind_of(item_json), text_of(item_json.get("id")), index)
        if not is_tool_call(item.kind):
            return _NONE
        call_id = text_of(item_json.get("call_id"))
        return self._ledger.grow_call(
            self._call_slot(item), call_id, text_of(item_json.get("name")), ""
        )

    def item_done(self, event: JsonObject) -> Events:
        """Take a finished item."""
        self._last_place = None
        item_json = object_of(event.get("item"))
        item = self._places.find_done(
            kind_of(item_json),
            text_of(item_json.get("id")),
            whole_of(event.get("output_index")),
        )
        item.is_open = item_json.get("status") == "incomplete"
        return self._settle_item(item, item_json)

    def close_items(self) -> None:
        """Take every item for finished, where the server says so of the whole."""
        for item in self._places.items:
            item.is_open = False

    def snapshot(self, response: JsonObject) -> Events:
        """Take the whole response: complete what grew, add what never came as a delta."""
        output = list_of(response.get("output"))
        if not output and self.is_empty and (words := text_of(response.get("output_text"))):
            output = [{"type": "message", "content": words}]
        ordinals = Counter[str]()
        events: list[StreamEvent] = []
        for item_json in map(object_of, output):
            kind = kind_of(item_json)
            item_id = text_of(item_json.get("id"))
            item = self._places.find_final(kind, item_id, ordinals[kind])
            ordinals[kind] += 1
            events += self._settle_item(item, item_json)
        return events

    def _text_place(self, event: JsonObject) -> tuple[Family, int]:
        item = self._places.find(event, "message")
        if self._places.has_unstable_ids:
            self._quirks.add(Quirk.IDS_CHANGED)
        if item.kind == "reasoning":
            return Family.REASONING, self._places.slot(item, Family.REASONING, None)
        index = whole_of(event.get("content_index"))
        family = item.families.get(index, Family.TEXT) if index is not None else Family.TEXT
        if family not in _DELTAS:
            family = Family.TEXT
        return family, self._places.slot(item, family, index)

    def _call_slot(self, item: Item) -> int:
        return self._places.slot(item, Family.CALL, None)

    def _settle_item(self, item: Item, item_json: JsonObject) -> list[StreamEvent]:
        ordinals = Counter[Family]()
        events: list[StreamEvent] = []
        for family, content in contents_of(item_json):
            slot = self._places.nth_slot(item, family, ordinals[family])
            ordinals[family] += 1
            events += self._ledger.settle(slot, content)
        return events


def _words(delta: Json) -> str:
    """Return a delta's words; some servers wrap them in an object."""
    if isinstance(delta, str):
        return delta
    holder = object_of(delta)
    return text_of(holder.get("text")) or text_of(holder.get("content"))


def _words_of_part(event: JsonObject) -> str:
    return text_of(event.get("text")) or text_of(object_of(event.get("part")).get("text"))
