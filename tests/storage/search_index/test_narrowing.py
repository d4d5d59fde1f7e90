"""What the index knows spares a look at most texts: that is what makes first results come soon."""

from pathlib import Path
from unittest.mock import patch

import pytest

from fakes.conversations import a_conversation, a_message
from fakes.search_indexes import found, opened_index, updated, write_conversation
from whinchat.domain.conversation import Role
from whinchat.paths import portable_paths
from whinchat.storage.search_index.packing import Packer

_OFTEN = 60


@pytest.mark.parametrize(
    "typed",
    [
        *("q", "q*", "o q", "qu", r"/q\d/", "-i", "-d", "-bird", "-ir", '-"bird"'),
        *("on -i", "role:user -song", "role:user -bird -song", "after:2020 -b"),
    ],
)
async def test_only_texts_that_may_fit_are_looked_at(tmp_path: Path, typed: str) -> None:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    texts = [*(f"bird {number} songs" for number in range(_OFTEN)), "quota on q7"]
    talk = a_conversation(*(a_message(text, role=Role.USER) for text in texts))
    write_conversation(paths.conversations, talk)
    async with opened_index(paths) as index:
        await updated(index)
        unpack = Packer.unpack
        with patch.object(Packer, "unpack", autospec=True, side_effect=unpack) as looked_at:
            hits = await found(index, typed)

    assert [hit.snippet.text for hit in hits] == ["quota on q7"]
    assert looked_at.call_count <= 2  # once among what fits well, once among the rest


async def test_letters_that_most_words_have_narrow_nothing_and_lose_nothing(tmp_path: Path) -> None:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    messages = [a_message(f"ba{number}ab{number}") for number in range(400)]
    write_conversation(paths.conversations, a_conversation(*messages, title="Talk"))
    async with opened_index(paths) as index:
        await updated(index)

        assert len(await found(index, "ab")) == 400
        assert not await found(index, "ba -ab")
