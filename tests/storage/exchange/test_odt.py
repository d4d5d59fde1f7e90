"""OpenDocument: well-formed whatever is said, every word in order, structure as structure."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from fakes.conversations import a_conversation, a_message, conversations
from fakes.exporting import exported
from fakes.markdown_texts import documents
from fakes.nasty_talk import the_nasty_talk
from fakes.pictures import landscape
from whinchat.domain.conversation import Conversation
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.materials import Drawing, Materials
from whinchat.storage.exchange.options import ExportOptions

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
ALL = ExportOptions(all_branches=True)


def opened(conversation: Conversation, materials: Materials | None = None) -> zipfile.ZipFile:
    data = exported(conversation, Format.ODT, ALL, materials)
    return zipfile.ZipFile(io.BytesIO(data))


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - we wrote it


def body_of(conversation: Conversation, materials: Materials | None = None) -> ET.Element:
    with opened(conversation, materials) as archive:
        return parsed(archive.read("content.xml"))


def test_the_file_says_what_it_is_in_its_first_bytes() -> None:
    with opened(the_nasty_talk()) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        named = archive.read("META-INF/manifest.xml").decode()
        for name in archive.namelist():
            assert name in named or name in ("mimetype", "META-INF/manifest.xml")
            if name.endswith(".xml"):
                parsed(archive.read(name))


@given(conversation=conversations())
@settings(max_examples=60, deadline=None)
def test_any_conversation_is_well_formed(conversation: Conversation) -> None:
    assert body_of(conversation) is not None


@given(documents)
@settings(max_examples=100, deadline=None)
def test_any_markdown_is_well_formed_and_names_only_styles_that_are_there(text: str) -> None:
    asked = a_message("?")
    with opened(a_conversation(asked, a_message(text, asked))) as archive:
        body = parsed(archive.read("content.xml"))
        styles = archive.read("styles.xml").decode() + archive.read("content.xml").decode()
    used = {each.get(f"{TEXT}style-name") for each in body.iter()} - {None}
    assert {name for name in used if f'style:name="{name}"' not in styles} == set()


def test_structure_stays_structure() -> None:
    body = body_of(the_nasty_talk())
    headings = [
        (each.get(f"{TEXT}outline-level"), "".join(each.itertext()))
        for each in body.iter(f"{TEXT}h")
    ]

    assert headings[:4] == [
        ("2", "Instructions"),
        ("2", "You"),
        ("2", "small-model"),
        ("4", "Steps"),
    ]
    assert ("1", "Version 2, from message 2 on") in headings
    assert len([*body.iter(f"{TEXT}list")]) == 3
    assert len([*body.iter(f"{TABLE}table-row")]) == 2
    links = [each.get(f"{XLINK}href") for each in body.iter(f"{TEXT}a")]
    assert links == [
        *("https://example.org/a", "https://example.org/pixel.png", "https://example.org/s"),
    ]


def test_blanks_and_lines_of_code_and_of_the_user_stay() -> None:
    code = paragraph_of("Code")

    assert read(code) == "def wait(seconds: int) -> None:\n    sleep(seconds)  # long"
    assert read(paragraph_of("Written")) == "Hello <b>\n  there\ufffd"


def paragraph_of(style: str) -> ET.Element:
    """Return the first paragraph of a style."""
    paragraphs = body_of(the_nasty_talk()).iter(f"{TEXT}p")
    return next(each for each in paragraphs if each.get(f"{TEXT}style-name") == style)


def read(element: ET.Element) -> str:
    """Return the words of an element as an office shows them."""
    own = {
        f"{TEXT}s": " " * int(element.get(f"{TEXT}c", "1")),
        f"{TEXT}line-break": "\n",
        f"{TEXT}tab": "\t",
    }
    inside = "".join(read(child) + (child.tail or "") for child in element)
    return own.get(element.tag, element.text or "") + inside


def test_pictures_and_formulas_are_in_the_file_once() -> None:
    picture = landscape(40, 20)
    materials = Materials(
        content=lambda _one: picture,
        draw=lambda _tex, _is_display: Drawing("<path d='M0 0Z'/>", 1000, 700, 200),
    )
    with opened(the_nasty_talk(), materials) as archive:
        names = [name for name in archive.namelist() if name.startswith("Pictures/")]
        body = parsed(archive.read("content.xml"))
    frames = [each.get(f"{XLINK}href") for each in body.iter(f"{DRAW}image")]

    assert sorted({frame or "" for frame in frames}) == sorted(names)
    assert sorted(name.rpartition(".")[2] for name in names) == ["png", "svg", "svg", "svg"]


@pytest.mark.parametrize("kind", ["png", "gif", "jpg", "else"])
def test_a_picture_cut_short_still_has_a_size(kind: str) -> None:
    starts = {"png": b"\x89PNG", "gif": b"GIF8", "jpg": b"\xff\xd8\xff\xe0\0", "else": b""}
    materials = Materials(content=lambda _one: starts[kind])

    assert body_of(the_nasty_talk(), materials) is not None
