"""Scenes of running text: what stands in it and what it stands in, and notes under it."""

from PySide6.QtWidgets import QWidget

from fakes.entries import reply, user
from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_QUESTION = """I have read the chapter twice. The first half is clear, but from the renewal of a
lease on I am lost:

1. who renews it, and when;
2. what happens to a worker that is only slow.

Could you set it out once more, with the keys to press?"""
_WORDS = """###### The smallest heading

Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, not H<sub>2</sub>O or E = mc<sup>2</sup>; <b>bold</b>,
<i>leaning</i>, <u>under</u>, <mark>marked</mark>, <font>not</font>.<br>A line, and one after\\
a stroke.

It was said before[^one] and again[^two], at <https://example.org>, by mail to
[the office](mailto:office@example.org), and on [example.com](https://example.net/elsewhere).

<!-- nobody sees this -->

#### A list of many kinds

98. Ninety-eight, so that
99. the numbers grow wider:
    1. one
       > A quote in an item of an item.
       >
       > | n | square |
       > |--:|-------:|
       > | 12 | 144 |
    2. two
       - [x] done
       - [ ] not done, with a line that is long enough to be broken, so that its second line shows \
where it begins
100. A hundred,

     in two paragraphs.

> Outside,
> > inside, and **deeper**
> > > with `code` and *words*.
>
> - and a list
> - of two

***

The end.

[^one]: By the first who said it, in words that go on until the line has no more room for them, \
so that a second line begins.
[^two]: By another, with `code`.
"""


def build_words(theme: Theme) -> QWidget:
    """A long question, and an answer of everything that words can be."""
    shown = Transcript(theme)
    shown.show_entries([user(_QUESTION), reply(_WORDS)])
    return shown


SCENES = (
    Scene("transcript-words", build_words, (828, 1150)),
    Scene("transcript-words-narrow", build_words, (480, 1260), scales=(1,)),
)
