"""What the search says of itself: how much was found, how far it is, what to type."""

from whinchat.services.search import Found
from whinchat.ui.counting import counted

HELP = (
    "Words are found anywhere. “These words” finds them together, whin* where a word begins so, "
    "/wh.n/ by a regular expression; -word leaves messages out. Tab completes what is offered."
)

NO_ROOM = (
    "All messages cannot be searched: neither the cache folder nor the folder for temporary files "
    "can be written. The conversations themselves are not touched by this."
)


def empty_words(found: Found, progress: str, has_typed: bool) -> str:  # noqa: FBT001 - what is known
    """Return what stands where there are no results."""
    if found.query.trouble is not None:
        return found.query.trouble.sentence
    if not has_typed or found.query.is_empty:
        return HELP
    if not found.has_room:
        return NO_ROOM
    if found.is_searching:
        return ""
    return "Nothing was found so far." if progress else "Nothing was found."


def status_words(found: Found, progress: str) -> str:
    """Return the line below the results; empty where there is nothing to say."""
    if found.query.trouble is not None:
        return ""
    return " · ".join(filter(None, (_count(found), progress, _remarks(found))))


def _count(found: Found) -> str:
    count = len(found.hits)
    if found.is_searching and found.looked_at < 1:
        so_far = f"{count:,} so far" if count else "nothing so far"
        return f"Searching: {found.looked_at:.0%}, {so_far}"
    if not count:
        return ""
    if not found.is_all:
        return f"The best {count:,} results; more as you scroll"
    return counted(count, "result")


def _remarks(found: Found) -> str:
    words = [remark.sentence for remark in found.query.remarks]
    if found.skipped:
        words.append("The regular expression takes too long in some messages, which are left out.")
    return " ".join(words)
