"""Places of messages follow what is added and cut."""

from whinchat.domain.values import MessageId
from whinchat.ui.transcript.places import Places

_IDS = [MessageId(letter) for letter in "abc"]


def test_a_message_is_found_where_it_stands() -> None:
    places = Places(_IDS)
    places.append(MessageId("d"))

    assert [places.get(message_id) for message_id in (*_IDS, MessageId("d"))] == [0, 1, 2, 3]
    assert places.get(MessageId("e")) is None


def test_what_is_cut_has_no_place_and_leaves_the_ids_alone() -> None:
    ids = [*_IDS]
    places = Places(ids)
    places.cut(1)

    assert MessageId("a") in places
    assert MessageId("b") not in places
    assert ids == _IDS
