"""Scenes of the search over the window: results, nothing found, an index being made, a mistake."""

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from whinchat.domain.conversation import Role
from whinchat.domain.letters import folded
from whinchat.domain.search_completion import KnownNames
from whinchat.domain.search_matching import Matching
from whinchat.domain.search_parsing import parse_query
from whinchat.domain.snippets import make_snippet
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.listeners import Listeners
from whinchat.services.search import Found
from whinchat.storage.search_index.hits import Hit
from whinchat.storage.search_index.updating import NO_PROGRESS, Progress
from whinchat.ui.search.search_panel import SearchPanel
from whinchat.ui.theme.theme import Theme

_AT = datetime(2024, 5, 14, 9, 30, tzinfo=UTC)
_QUESTION = """Yesterday I saw a small bird with an orange breast on a fence post. Could that be a
whinchat, or is it a stonechat?"""
_REPLY = """A **whinchat** has a pale stripe above the eye, which a stonechat lacks. Whinchats like
open meadows with a few posts to sing from, and they leave for Africa in September, so that a bird
that stays over the winter is hardly ever one."""
_NAMES = "In German the whinchat is the *Braunkehlchen*, in Dutch the paapje, in French the tarier."
_TALKS = {
    "A bird in the garden": (
        (Role.USER, _QUESTION, ""),
        (Role.ASSISTANT, _REPLY, "o4-mini"),
    ),
    "Names of small birds": ((Role.ASSISTANT, _NAMES, "Claude Sonnet 4.5"),),
}


class _Asked:
    """A search with an answer made up beforehand."""

    def __init__(self, found: Found, progress: Progress = NO_PROGRESS) -> None:
        self.changed: Listeners[None] = Listeners()
        self.found = found
        self.progress = progress

    def ask(self, _typed: str) -> None:
        self.changed.tell(None)

    def ask_for_more(self) -> None:
        """Have no more."""

    def forget(self) -> None:
        """Keep it for the picture."""


def _hits(typed: str) -> Iterable[Hit]:
    matching = Matching(parse_query(typed, _AT.date()))
    title = "Whinchats of the north"
    yield _hit(title, None, title, matching, "")
    for title, talk in _TALKS.items():
        for role, text, model in talk:
            yield _hit(title, role, text, matching, model)


def _hit(title: str, role: Role | None, text: str, matching: Matching, model: str) -> Hit:
    return Hit(
        conversation_id=ConversationId(title),
        title=title,
        is_trashed=False,
        at=_AT,
        snippet=make_snippet(text, matching.spans(folded(text))),
        message_id=MessageId(text[:9]) if role else None,
        role=role,
        model=model,
        is_on_branch=not model.startswith("Claude"),
    )


def _panel(theme: Theme, typed: str, asked: _Asked) -> QWidget:
    page = QWidget()
    page.resize(820, 600)
    names = KnownNames(tags=("birds", "to read"), folders=("Garden",), models=("o4-mini",))
    panel = SearchPanel(theme, asked, lambda: names, page)  # type: ignore[arg-type]  # stands for it
    panel.search_for(typed)
    panel.field.deselect()
    return page


def _found(typed: str, *hits: Hit) -> Found:
    return Found(parse_query(typed, _AT.date()), hits)


def build_results(theme: Theme) -> QWidget:
    """A title and messages of two conversations, one of them on another branch."""
    return _panel(theme, "whinchat", _Asked(_found("whinchat", *_hits("whinchat"))))


def build_beginning(theme: Theme) -> QWidget:
    """Nothing typed yet: what can be."""
    return _panel(theme, "", _Asked(_found("")))


def build_building(theme: Theme) -> QWidget:
    """Nothing found while the index is being made."""
    typed = "stonechat tag:"
    return _panel(theme, typed, _Asked(_found(typed), Progress(8200, 10000)))


def build_mistake(theme: Theme) -> QWidget:
    """A regular expression that cannot be read."""
    typed = "/whin(chat/"
    return _panel(theme, typed, _Asked(_found(typed)))


SCENES = (
    Scene("search-results", build_results, (820, 600), scales=(1,), is_active=True),
    Scene("search-beginning", build_beginning, (820, 600), scales=(1,), is_active=True),
    Scene("search-building", build_building, (820, 600), scales=(1,), is_active=True),
    Scene("search-mistake", build_mistake, (820, 600), scales=(1,), is_active=True),
)
