"""Which slot of the reply a piece belongs to, however badly the server names its items."""

from dataclasses import dataclass, field

from whinchat.domain.values import JsonObject
from whinchat.provider.json_text import text_of, whole_of
from whinchat.provider.wire.items import Family


@dataclass(slots=True, eq=False)
class Item:
    """One item of the response, with the slots of its contents in order of appearance."""

    kind: str
    """The API's type, such as ``message`` or ``reasoning``."""
    is_open: bool = True
    slots: dict[Family, list[int]] = field(default_factory=dict)
    by_index: dict[tuple[Family, int], int] = field(default_factory=dict)
    families: dict[int, Family] = field(default_factory=dict)
    """What was announced for a content index."""
    reserved: int | None = None
    """The slot kept for its first content, so that items stay in the order of their opening."""
    summary_index: int = 0

    @property
    def is_answer(self) -> bool:
        """Tell whether it is more than thinking."""
        return self.kind != "reasoning"


class Places:
    """The items of one response and the slots given out so far."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._given = 0
        self.has_unstable_ids = False
        self._by_id: dict[str, Item] = {}
        self._by_index: dict[int, Item] = {}

    def open(self, kind: str, item_id: str, index: int | None) -> Item:
        """Return the item that a server announces; announced twice it is the same."""
        known = self._by_id.get(item_id)
        if known is not None and known.kind == kind:
            return known
        item = Item(kind, reserved=self._next())
        self.items.append(item)
        self._name(item, item_id, index)
        return item

    def find(self, event: JsonObject, kind: str) -> Item:
        """Return the item that an event is about, opening one if there is none.

        By id, else by index, else the last open one of its kind: llama.cpp sends no indices,
        mistral.rs changes ids between events, LiteLLM's ids and indices disagree (ids are right).
        """
        item_id = text_of(event.get("item_id"))
        index = whole_of(event.get("output_index"))
        item = self._by_id.get(item_id)
        if item is None and index is not None:
            item = self._by_index.get(index)
            self.has_unstable_ids |= item is not None and bool(item_id)
        if item is None:
            item = self._last_open(kind) or self.open(kind, item_id, index)
        self._name(item, item_id, index)
        return item

    def find_done(self, kind: str, item_id: str, index: int | None) -> Item:
        """Return the item that is over, opening one that comes whole."""
        item = self._by_id.get(item_id)
        if item is None and index is not None:
            item = self._by_index.get(index)
        if item is None or item.kind != kind:
            item = self._last_open(kind) or self.open(kind, item_id, index)
        return item

    def find_final(self, kind: str, item_id: str, ordinal: int) -> Item:
        """Return the item of a final snapshot, which is the ``ordinal``-th of its kind."""
        item = self._by_id.get(item_id)
        if item is not None and item.kind == kind:
            return item
        same = [item for item in self.items if item.kind == kind]
        return same[ordinal] if ordinal < len(same) else self.open(kind, item_id, None)

    def announce(self, item: Item, family: Family, index: int | None) -> int:
        """Return the slot of a part that begins; an index names the same part every time."""
        if index is not None and (known := item.by_index.get((family, index))) is not None:
            return known
        slot = self._give(item, family)
        if index is not None:
            item.by_index[family, index] = slot
        return slot

    def slot(self, item: Item, family: Family, index: int | None) -> int:
        """Return the slot of a piece. An index never announced means the last part there is.

        vLLM counts the content index up with every delta (#35184).
        """
        if index is not None and (known := item.by_index.get((family, index))) is not None:
            return known
        slots = item.slots.get(family)
        return slots[-1] if slots else self.announce(item, family, index)

    def nth_slot(self, item: Item, family: Family, ordinal: int) -> int:
        """Return the slot of the ``ordinal``-th part of its family in a finished item."""
        slots = item.slots.get(family, [])
        return slots[ordinal] if ordinal < len(slots) else self._give(item, family)

    def _give(self, item: Item, family: Family) -> int:
        slot, item.reserved = item.reserved, None
        if slot is None:
            slot = self._next()
        item.slots.setdefault(family, []).append(slot)
        return slot

    def _next(self) -> int:
        self._given += 1
        return self._given - 1

    def _last_open(self, kind: str) -> Item | None:
        return next(
            (item for item in reversed(self.items) if item.is_open and item.kind == kind), None
        )

    def _name(self, item: Item, item_id: str, index: int | None) -> None:
        if item_id:
            self._by_id[item_id] = item
        if index is not None:
            self._by_index.setdefault(index, item)
