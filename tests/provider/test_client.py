"""The real client against a real server: one request, one reply, and every way it can end."""

from fakes.replies import asking, reply_from
from fakes.server import ScriptedServer
from whinchat.domain.conversation import Status
from whinchat.domain.events import Connected, Finished, TextDelta


async def test_words_come_as_they_are_sent_and_the_end_comes_last() -> None:
    with ScriptedServer() as server:
        server.answer("Hello there, you")
        reply = await reply_from(server, asking("Hi"))
    assert [event.text for event in reply.events if isinstance(event, TextDelta)] == [
        "Hello",
        " there,",
        " you",
    ]
    assert isinstance(reply.events[0], Connected)
    assert reply.end == Finished(Status.COMPLETE, model="scripted")
