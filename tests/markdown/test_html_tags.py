"""Which tags are more than text, and that no text is lost with any."""

from time import process_time

import pytest

from whinchat.markdown.html import HtmlWriter
from whinchat.markdown.parser import parse


def shown(text: str) -> str:
    """Return the words of a text, its elements in braces."""
    found = []
    for child in (child for token in parse(text) for child in token.children or ()):
        if child.nesting:
            found.append("{" + child.type.partition("_")[0] if child.nesting > 0 else "}")
            found.append(":" if child.nesting > 0 else "")
        else:
            found.append("\n" if child.type.endswith("break") else child.content)
    return "".join(found)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("H<sub>2</sub>O, x<sup>2</sup>", "H{sub:2}O, x{sup:2}"),
        ("<kbd>Ctrl</kbd>+<KBD class='a'>C</KBD>", "{kbd:Ctrl}+{kbd:C}"),
        ("<mark>a *b*</mark> <ins>c</ins> <u>d</u>", "{mark:a {em:b}} {u:c} {u:d}"),
        ("a<br>b<br/>c<br />d<BR>\ne", "a\nb\nc\nd\ne"),
        ("a <!-- hidden\nhere --> b", "a  b"),
        (
            "<details open>\n<summary>Title</summary>\n\nIn **it**.\n\n</details>",
            "{strong:Title}In {strong:it}.",
        ),
        ("| a |\n|---|\n| x<br>y |", "ax\ny"),
        ("**a <sub>b</sub>**", "{strong:a {sub:b}}"),
    ],
)
def test_a_few_tags_are_what_they_say(text: str, read: str) -> None:
    assert shown(text).strip("\n") == read


@pytest.mark.parametrize(
    "text",
    [
        "<sub>never closed",
        "vector<b> and map<i>",
        "never opened</sub>",
        "<sub>a</sup>",
        "<script>alert(1)</script> <font>x</font> <img src=x onerror=y>",
        "<!-- never closed",
        "use the <details> tag",
        "<subtle> <breve> </br >",
        "<sub<sub>",
    ],
)
def test_every_other_tag_is_text(text: str) -> None:
    assert shown(text) == text


def test_what_crosses_an_element_is_text() -> None:
    assert shown("**a <sub>b** c</sub>") == "{strong:a <sub>b} c</sub>"


def test_tags_in_code_are_code() -> None:
    assert shown("`<sub>2</sub>`") == "<sub>2</sub>"


def test_only_the_tag_itself_comes_into_html() -> None:
    made = HtmlWriter().words('<sup onclick="x()" style="a">1</sup> <mark>2</mark> <ins>3</ins>')

    assert made == "<p><sup>1</sup> <mark>2</mark> <ins>3</ins></p>\n"


@pytest.mark.parametrize(
    "piece", ["<sub>", "<sub></sup>", "</kbd>", "<!--", "<br ", "<details>\n", "<u>*"]
)
def test_the_time_for_tags_grows_with_their_number(piece: str) -> None:
    def seconds(pieces: int) -> float:
        # Paragraphs are read by themselves; none here is too long to be read.
        text = "\n\n".join([piece * 500] * (pieces // 500)) if pieces > 500 else piece * pieces
        start = process_time()
        parse(text)
        return process_time() - start

    def grows_as_it_should() -> bool:
        small, middle, large = (min(seconds(n) for _ in range(2)) for n in (250, 500, 1_000))
        return large <= 2.6 * middle + 0.005 and middle <= 2.6 * small + 0.005

    assert any(grows_as_it_should() for _ in range(4))
