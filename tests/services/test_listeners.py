"""Listeners are told in order, and leave without harm."""

from whinchat.services.listeners import Listeners


def test_everybody_is_told_in_order() -> None:
    told: list[str] = []
    listeners: Listeners[str] = Listeners()
    listeners.add(lambda news: told.append(f"first {news}"))
    listeners.add(lambda news: told.append(f"second {news}"))

    listeners.tell("news")

    assert told == ["first news", "second news"]


def test_who_has_left_is_not_told() -> None:
    told: list[str] = []
    listeners: Listeners[str] = Listeners()
    leave = listeners.add(told.append)

    leave()
    leave()
    listeners.tell("news")

    assert told == []


def test_who_is_sent_away_while_others_are_told_is_not_called() -> None:
    told: list[str] = []
    listeners: Listeners[str] = Listeners()
    listeners.add(lambda _news: leave())
    leave = listeners.add(told.append)

    listeners.tell("news")

    assert told == []
