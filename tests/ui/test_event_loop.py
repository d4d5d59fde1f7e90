"""The loop runs what is ready in one turn, lets Qt in between two, and calls nothing early."""

import asyncio

from PySide6.QtCore import QTimer


async def test_what_is_ready_runs_in_order_within_one_turn() -> None:
    loop = asyncio.get_running_loop()
    happened: list[object] = []
    QTimer.singleShot(0, lambda: happened.append("Qt"))
    for number in range(50):
        loop.call_soon(happened.append, number)

    await asyncio.sleep(0.01)

    assert [step for step in happened if step != "Qt"] == list(range(50))
    assert happened.index("Qt") in {0, 50}


async def test_callbacks_that_follow_each_other_do_not_keep_qt_waiting() -> None:
    loop = asyncio.get_running_loop()
    turns = 0
    has_qt_had_its_turn = asyncio.Event()

    def go_on() -> None:
        nonlocal turns
        turns += 1
        if not has_qt_had_its_turn.is_set():
            loop.call_soon(go_on)

    QTimer.singleShot(5, has_qt_had_its_turn.set)
    go_on()
    await has_qt_had_its_turn.wait()

    assert turns > 1


async def test_a_cancelled_callback_is_not_called() -> None:
    called: list[str] = []
    handle = asyncio.get_running_loop().call_soon(called.append, "cancelled")
    handle.cancel()

    await asyncio.sleep(0.01)

    assert called == []


async def test_nothing_is_called_before_its_time() -> None:
    loop = asyncio.get_running_loop()
    early: list[float] = []

    async def wait(seconds: float) -> None:
        due = loop.time() + seconds
        await asyncio.sleep(seconds)
        if loop.time() < due:
            early.append(due - loop.time())

    await asyncio.gather(*(wait(0.1 + step / 1000) for step in range(200)))
    assert early == []


async def test_what_was_put_off_and_cancelled_is_not_called() -> None:
    loop = asyncio.get_running_loop()
    called: list[str] = []
    loop.call_later(0.01, called.append, "cancelled").cancel()
    loop.call_later(0.02, called.append, "due")
    await asyncio.sleep(0.05)
    assert called == ["due"]
