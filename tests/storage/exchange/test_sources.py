"""Sources, notes and formulas in what is exported."""

from fakes.conversations import a_conversation, a_message
from fakes.exporting import exported
from whinchat.domain.parts import Citation, TextPart
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.plain_text import unmarked

_ONE, _TWO = "https://example.org/1", "https://example.org/2"
_TEXT = "Wrens sing. They are *small*.[^n]\n\n[^n]: About $10\\,g$."


def page() -> str:
    cited = (
        Citation(_TWO, "Two", 0, 11),
        Citation(_ONE, "One", 12, 29),
        Citation(_TWO, "Again", 12, 29),
    )
    asked = a_message("?")
    reply = a_message("", asked, parts=(TextPart(_TEXT, cited),), model="small-model")
    return exported(a_conversation(asked, reply, title="Wrens"), Format.HTML).decode()


def test_the_page_numbers_its_sources_where_they_are_cited() -> None:
    assert "Wrens sing.<sup>[1]</sup> They are <em>small</em>" in page()
    assert "<sup>[1]</sup><sup>[2]</sup>" in page()


def test_each_source_is_listed_once() -> None:
    assert page().count(f'href="{_TWO}"') == 1
    assert page().index(_TWO) < page().index(_ONE)


def test_notes_and_formulas_read_well_without_marks() -> None:
    assert unmarked(_TEXT) == "Wrens sing. They are small.[1]\n\n[1] About $10\\,g$."
    assert "<sup>1</sup> About $10\\,g$." in page()
