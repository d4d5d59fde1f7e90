"""Write the file of a long conversation: `python -m bench.long_talk MESSAGES PATH`.

It is done in a process of its own, so that what is measured begins without the texts.
"""

import itertools
import subprocess
import sys
from pathlib import Path

from fakes.conversations import a_conversation, a_message
from fakes.texts import mixed_markdown
from whinchat.domain.conversation import Message
from whinchat.domain.values import ConversationId
from whinchat.paths import portable_paths
from whinchat.storage.conversation_file import document_of

CHARACTERS = 1_200
"""Of a message."""
_TEXTS = 64


def written_talk(messages: int, folder: Path) -> ConversationId:
    """Write a conversation of so many messages into a library; return its id."""
    name = ConversationId("long-talk")
    path = portable_paths(folder).conversations / f"{name}.json"
    path.parent.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "bench.long_talk", str(messages), path], check=True)
    return name


def texts() -> list[str]:
    """Return the texts that the messages have, one after the other and again."""
    return [mixed_markdown(CHARACTERS, seed=seed) for seed in range(_TEXTS)]


def main() -> None:
    """Write the file that the command line names."""
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    talk = a_conversation()
    last: Message | None = None
    for text in itertools.islice(itertools.cycle(texts()), count):
        last = a_message(text, last, model="wren-1")
        talk.put(last)
    with path.open("wb") as file:
        file.writelines(document_of(talk).pieces())


if __name__ == "__main__":
    main()
