"""Markdown as HTML for the clipboard: what it keeps, and what it must never have."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from fakes.markdown_texts import documents
from whinchat.markdown.html import HtmlWriter

_FETCHING = {"src", "srcset", "background", "poster", "data", "class", "id", "bgcolor", "color"}


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.styles: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.styles |= {value or "" for name, value in attrs if name == "style"}


def elements(html: str) -> _Elements:
    found = _Elements()
    found.feed(html)
    return found


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("## Steps", "<h2>Steps</h2>"),
        ("- one\n  - two", "<ul><li>one<ul><li>two</li>\n</ul>\n</li>\n</ul>"),
        ("3. three", '<ol start="3"><li>three</li>\n</ol>'),
        ("- [x] done", "\u2611 done"),
        ("**a** *b* ~~c~~", "<strong>a</strong> <em>b</em> <s>c</s>"),
        ("[a](https://example.org/?x=1&y)", '<a href="https://example.org/?x=1&amp;y">a</a>'),
        ("a <b class=x>b</b> <i>c</i> <del>d</del>", "a <b>b</b> <i>c</i> <del>d</del>"),
        ("```py\na < b\n```", "<code>a &lt; b</code></pre>"),
        ("| a |\n|--:|\n| 1 |", "text-align:right"),
        ("<font>no tag</font>", "&lt;font&gt;no tag&lt;/font&gt;"),
        ("[a][1]\n\n[1]: https://example.org", '<a href="https://example.org">a</a>'),
    ],
)
def test_what_was_marked_up_is_an_element(markdown: str, html: str) -> None:
    assert html in HtmlWriter().words(markdown)


def test_a_picture_is_its_words_and_its_address() -> None:
    made = HtmlWriter().words('![A "bird"](https://example.org/b.png)')

    assert "A &quot;bird&quot; (https://example.org/b.png)" in made
    assert elements(made).tags == {"p"}


@given(documents)
@settings(max_examples=200, deadline=None)
def test_nothing_can_be_fetched_and_nothing_has_a_colour(text: str) -> None:
    hostile = f"{text}\n\n<img src=https://example.org/x>\n\n![i](https://example.org/y)"
    found = elements(HtmlWriter().words(hostile))

    assert not found.tags & {"img", "script", "style", "link", "iframe", "object", "svg"}
    assert not found.attributes & _FETCHING
    assert not any("url" in style or "colo" in style for style in found.styles)
