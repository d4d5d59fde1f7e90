"""The whole program with somebody who types into it, until it is killed.

python tests/faults/typist.py FOLDER PIPE SEED

It reports on the pipe as ``faults.saver`` does: a question is promised once words of its reply are
shown, ``grown`` is what was shown. On standard output it says ``shown`` at the first words.
"""

import asyncio
import os
import random
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from fakes.desktop_user import DesktopUser
from fakes.server import ScriptedServer
from fakes.waiting import until
from faults.saver import PATTERN
from whinchat.domain.conversation import Message, Role
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.ui.application import make_application, run


class Typist:
    """Asks, waits for the reply, and asks again."""

    def __init__(self, user: DesktopUser, pipe: int, seed: int) -> None:
        self._user = user
        self._pipe = pipe
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._watched: Chat | None = None
        self._answered: set[MessageId] = set()

    async def type_for_ever(self) -> int:
        """Type until the end of the process."""
        user = self._user
        await user.start()
        watching = asyncio.create_task(self._report_being_awake())
        while not watching.done():
            length = self._chance.choice((300, 20_000, 30_000, 50_000))
            user.server.answer(PATTERN[:length], pause=self._chance.choice((0.001, 0.01)))
            before = len(user.messages)
            user.page.composer.editor.insertPlainText(PATTERN[: self._chance.randint(1, 300)])
            self._watch(user.page.chat)
            user.press_key(Qt.Key.Key_Return)
            await until(partial(self._is_answered, before), 600)
        return 1

    def _is_answered(self, before: int) -> bool:
        return len(self._user.messages) > before + 1 and self._user.is_quiet

    def _watch(self, chat: Chat | None) -> None:
        if chat is not None and chat is not self._watched:
            self._watched = chat
            chat.changed.add(partial(self._report_shown, chat))

    def _report_shown(self, chat: Chat, message_id: MessageId) -> None:
        message = chat.conversation.messages[message_id]
        if message.role is not Role.ASSISTANT or not message.text:
            return
        if message.id not in self._answered:
            self._report_question(chat, message)
        self._report("grown", chat.id, message_id, len(message.text), time.monotonic())

    def _report_question(self, chat: Chat, reply: Message) -> None:
        self._answered.add(reply.id)
        assert reply.parent_id is not None
        question = chat.conversation.messages[reply.parent_id]
        self._report("saved", chat.id, question.id, len(question.text))
        print("shown", flush=True)  # noqa: T201 - whoever kills it waits for this

    async def _report_being_awake(self) -> None:
        while True:
            self._report("awake", time.monotonic())
            await asyncio.sleep(0.02)

    def _report(self, *words: object) -> None:
        os.write(self._pipe, (" ".join(map(str, words)) + "\n").encode())


def main(folder: Path, pipe: int, seed: int) -> int:
    """Run the program with a server of its own."""
    app = make_application(["typist"])
    with ScriptedServer() as server:
        typist = Typist(DesktopUser(folder, server), pipe, seed)
        return run(app, typist.type_for_ever)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
