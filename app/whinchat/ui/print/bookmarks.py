"""An outline for a PDF of Qt's, which writes none (6.11): appended as PDF allows for changes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CATALOG = re.compile(rb"\n(\d+) 0 obj\s*<<([^<>]*/Type /Catalog[^<>]*)>>")
_KIDS = re.compile(rb"/Type /Pages\s*/Kids\s*\[([\d\sR]*)\]")
_SIZE = re.compile(rb"/Size (\d+)")
_KEPT_IN_TRAILER = re.compile(rb"/Info \d+ 0 R|/ID \[[^\]]*\]")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


_OPEN_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline, and where it leads."""

    title: str
    level: int
    """From 1; one that is deeper than the line above lies in it."""
    page: int
    """From 0."""
    top: float
    """In points from the lower edge of the page."""


@dataclass(slots=True)
class _Item:
    bookmark: Bookmark | None
    parent: int
    children: list[int]


def outline_update(
    beginning: bytes, end: bytes, length: int, bookmarks: Sequence[Bookmark]
) -> bytes:
    """Return what to append to a PDF of ``length`` bytes so that it has an outline.

    ``beginning`` has its catalogue, ``end`` its list of pages and all that follows. Empty where
    there is no line, or the file is not laid out as Qt's are: it is whole without an outline.
    """
    catalog, kids = _CATALOG.search(beginning), _KIDS.search(end)
    size, start = _SIZE.search(end), _START.search(end)
    if not bookmarks or not catalog or not kids or not size or not start:
        return b""
    pages = re.findall(rb"(\d+) 0 R", kids[1])
    first = int(size[1])
    items = _tree(bookmarks)
    objects = {int(catalog[1]): _catalog(catalog[2], first)}
    for place, item in enumerate(items):
        objects[first + place] = _object(items, place, item, first, pages)
    trailer = b" ".join(
        [
            b"/Size %d" % (first + len(items)),
            b"/Root %s 0 R" % catalog[1],
            b"/Prev %s" % start[1],
            *_KEPT_IN_TRAILER.findall(end),
        ]
    )
    return b"".join(_section(objects, length, trailer))


def _tree(bookmarks: Sequence[Bookmark]) -> list[_Item]:
    """Return the lines below a root, which is the first item, each with its children."""
    items = [_Item(None, 0, [])]
    path = [(0, 0)]
    for bookmark in bookmarks:
        while path[-1][0] >= bookmark.level:
            path.pop()
        parent = path[-1][1]
        items[parent].children.append(len(items))
        path.append((bookmark.level, len(items)))
        items.append(_Item(bookmark, parent, []))
    return items


def _catalog(fields: bytes, root: int) -> bytes:
    return b"<<%s/Outlines %d 0 R /PageMode /UseOutlines >>" % (fields, root)


def _object(
    items: Sequence[_Item], place: int, item: _Item, first: int, pages: Sequence[bytes]
) -> bytes:
    fields = [b"/Type /Outlines"] if item.bookmark is None else []
    if item.bookmark is not None:
        page = pages[min(item.bookmark.page, len(pages) - 1)]
        fields = [
            b"/Title <FEFF%s>" % item.bookmark.title.encode("utf-16-be", "replace").hex().encode(),
            b"/Parent %d 0 R" % (first + item.parent),
            b"/Dest [%s 0 R /XYZ 0 %.2f 0]" % (page, item.bookmark.top),
            *_neighbours(items[item.parent].children, place, first),
        ]
    if item.children:
        # A negative count: closed until the reader opens it.
        count = _shown_below(items, item) if _is_open(item) else -len(item.children)
        fields += [
            b"/First %d 0 R" % (first + item.children[0]),
            b"/Last %d 0 R" % (first + item.children[-1]),
            b"/Count %d" % count,
        ]
    return b"<< %s >>" % b" ".join(fields)


def _is_open(item: _Item) -> bool:
    return item.bookmark is None or item.bookmark.level <= _OPEN_LEVEL


def _shown_below(items: Sequence[_Item], item: _Item) -> int:
    """Count the lines that show while only those above are open."""
    inside = (items[child] for child in item.children)
    return sum(1 + (_shown_below(items, one) if _is_open(one) else 0) for one in inside)


def _neighbours(children: Sequence[int], place: int, first: int) -> Iterator[bytes]:
    # Children are in ascending order, so this is quick for the many replies of one level.
    low = _position(children, place)
    if low > 0:
        yield b"/Prev %d 0 R" % (first + children[low - 1])
    if low + 1 < len(children):
        yield b"/Next %d 0 R" % (first + children[low + 1])


def _position(children: Sequence[int], place: int) -> int:
    return bisect_left(children, place)


def _section(objects: dict[int, bytes], length: int, trailer: bytes) -> Iterator[bytes]:
    table = [b"0 1\n0000000000 65535 f \n"]
    position = length
    for number, body in objects.items():
        text = b"\n%d 0 obj\n%s\nendobj" % (number, body)
        table.append(b"%d 1\n%010d 00000 n \n" % (number, position + 1))
        position += len(text)
        yield text
    yield b"\nxref\n%strailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        b"".join(table),
        trailer,
        position + 1,
    )
