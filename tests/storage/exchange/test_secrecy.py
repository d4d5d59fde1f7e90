"""Only what is named leaves: a key in every other field is in no format, whatever is chosen."""

import io
import itertools
import zipfile

import pytest

from fakes.exporting import WRITTEN_BY_US, exported
from fakes.nasty_talk import CANARY, the_nasty_talk
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import OPTION_NAMES, ExportOptions

ALL_OPTIONS = [
    ExportOptions(**dict(zip(OPTION_NAMES, chosen, strict=True)))
    for chosen in itertools.product((False, True), repeat=len(OPTION_NAMES))
]


def text_in(data: bytes) -> str:
    """Return everything that can be read in a file, that of each file of a zip too."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return " ".join(name + archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("file_format", WRITTEN_BY_US)
def test_no_key_leaves_whatever_is_chosen(
    file_format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHINCHAT_API_KEY", CANARY)
    for options in ALL_OPTIONS:
        text = text_in(exported(the_nasty_talk(), file_format, options, Materials()))

        assert CANARY not in text, options
        assert "Another question" in text


_SAID = {
    "all_branches": "An older answer",
    "reasoning": "I wonder",
    "sources": "https://example.org/s",
    "cost": "0.0021",
    "times": "2026-03-01",
    "instructions": "Be brief.",
}


@pytest.mark.parametrize("file_format", WRITTEN_BY_US)
@pytest.mark.parametrize("name", OPTION_NAMES)
def test_each_choice_decides_over_its_words_alone(file_format: Format, name: str) -> None:
    everything = dict.fromkeys(OPTION_NAMES, True)
    talk = the_nasty_talk()
    with_it = text_in(exported(talk, file_format, ExportOptions(**everything)))
    without = text_in(exported(talk, file_format, ExportOptions(**{**everything, name: False})))

    assert {option for option, words in _SAID.items() if words in with_it} == set(_SAID)
    assert {option for option, words in _SAID.items() if words in without} == {*_SAID} - {name}
