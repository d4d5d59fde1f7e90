"""What is said of an import."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from whinchat.services.import_preview import Candidate, Preview, Standing
from whinchat.services.imports import Import
from whinchat.storage.exchange.importing.imported import Unread
from whinchat.ui.counting import counted
from whinchat.ui.work.words import outcome_words

BEGINNING = "Choose what another program has exported, or drop it here."
STANDINGS = {
    Standing.NEW: "",
    Standing.HERE: "here already",
    Standing.LONGER: "longer now",
}
_SHOWN_TROUBLES = 3


def preview_words(preview: Preview) -> str:
    """Return what was found, in a sentence or two."""
    found = preview.candidates
    if not found:
        return "Nothing was found that can be imported."
    apps = [app.label for app, _ in Counter(one.app for one in found).most_common()]
    parts = [
        counted(len(found), "conversation"),
        counted(sum(one.messages for one in found), "message"),
    ]
    if pictures := sum(one.pictures for one in found):
        parts.append(counted(pictures, "picture"))
    if files := sum(one.files for one in found):
        parts.append(counted(files, "file"))
    words = f"{_listed(parts)} from {_listed(apps)}, {_span(found)}."
    here = sum(one.standing is not Standing.NEW for one in found)
    longer = sum(one.standing is Standing.LONGER for one in found)
    if here:
        words += f" {here:,} {'is' if here == 1 else 'are'} here already"
        words += f", {longer:,} of them longer now." if longer else "."
    return words


def trouble_words(unread: Sequence[Unread]) -> str:
    """Return what cannot be read and why, a line each for the first few."""
    lines = [f"{one.name}: {one.reason}" for one in unread[:_SHOWN_TROUBLES]]
    if len(unread) > _SHOWN_TROUBLES:
        lines.append(f"{len(unread) - _SHOWN_TROUBLES:,} more cannot be read.")
    return "\n".join(lines)


def note_words(candidates: Sequence[Candidate]) -> str:
    """Return what will not arrive with the conversations."""
    lacking = [one for one in candidates if one.notes]
    if not lacking:
        return ""
    if len(lacking) == 1:
        return f"{lacking[0].title}: {' '.join(lacking[0].notes)}"
    return f"Of {len(lacking):,} conversations some files are not in the export."


def facts_of(candidate: Candidate) -> str:
    """Return the quiet line below a title."""
    facts = [candidate.app.label, counted(candidate.messages, "message")]
    if candidate.pictures:
        facts.append(counted(candidate.pictures, "picture"))
    if candidate.files:
        facts.append(counted(candidate.files, "file"))
    facts.append(_day(candidate.ended_at))
    return " · ".join(facts)


def result_words(arriving: Import, *, was_stopped: bool) -> str:
    """Return what has arrived."""
    return outcome_words(
        {"imported": len(arriving.added), "brought up to date": len(arriving.updated)},
        [one.reason for one in arriving.failed],
        nothing="Nothing was imported",
        was_stopped=was_stopped,
    )


def _span(candidates: Sequence[Candidate]) -> str:
    first = _day(min(one.begun_at for one in candidates))
    last = _day(max(one.ended_at for one in candidates))
    return f"of {first}" if first == last else f"{first} to {last}"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
