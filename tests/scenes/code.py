"""A scene of code: in lists and quotes, as a patch, cut at a terminal's sequences, folded."""

from PySide6.QtWidgets import QWidget

from fakes.entries import reply
from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.rows.code_header import CodeTool
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.transcript import Transcript

_TEXT = '''1. Install it:

   ```bash
   pip install "whinchat" # a comment
   ```

   and then *go on*.

2. A table in an item:

   | n | words | price |
   |--:|:-----:|------:|
   | 1 | `one` | 1.50 |
   | 20 | two & more | 102.00 |

   - nested
     ```python
     def f(x):
         """A very long line that goes on until it meets the sign at the right edge, and on."""
         return x
     ```

> Quote:
>
> ```sql
> SELECT a, 1 FROM t WHERE b = 'x' -- words
> ```

```diff
@@ -1,2 +1,2 @@
-old line
+new line
 same
```

```console
$ ls \x1b[1;34mcolours\x1b[0m
```

```json
{"wrapped": true, "words": ["a line that is longer than its card", "and therefore goes on below"]}
```

```
a line that is too long for its card and is not wrapped, so that a bar below it moves it sideways
```
'''
_LONG = "\n".join(f"print({number})  # a line of a long listing" for number in range(60))


def build_code(theme: Theme) -> QWidget:
    """Code where it is rarely looked for."""
    shown = Transcript(theme)
    shown.show_entries([reply(f"{_TEXT}\n```python\n{_LONG}\n```")])
    view = shown._board.built(0)
    wrapped = next(row for row in view.rows if isinstance(row, CodeRow) and row.label == "json")
    wrapped.use(CodeTool.WRAP)
    return shown


SCENES = (Scene("transcript-code", build_code, (828, 1830)),)
