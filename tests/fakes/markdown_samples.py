"""Markdown with every kind of block in it."""

RICH = """# A heading of the first level

A paragraph with *emphasis*, **strength**, ~~mistakes~~, `inline code`, a
[link](https://example.org/path) and `std::vector<int>`; a <script>alert(1)</script> stays text.
Visit https://example.com/x?y=1 too.

## Second level with `code`

- first item
- second item, long enough to be broken over more than one line of the column, so that the hanging \
indent can be seen
  - nested item
    - third level
  - another
- [ ] an open task
- [x] a finished task

### Third level

1. One
2. Two

   with a second paragraph

   ```sh
   ls -la | grep x
   ```
3. Three

> A quote that says something worth keeping, over two lines at least, so that the bar can be seen \
to be as long as it.
>
> > Nested.

---

![a picture](https://example.org/cat.png) and a [relative](foo.md) link.

| Left | Right | Centre |
|:-----|------:|:------:|
| a | 1 | x |
| a longer cell with `code` | 23,000 | yy |

```
plain code without a language, with a line that is too long for the card and therefore scrolls by \
itself, sideways
```
"""

ANSWER = '''Wait **longer after each failure**, add some randomness, and stop after a few tries. For
`ConnectionError` that is:

```python
async def with_backoff(call, attempts=5, base_seconds=0.5):
    """Run ``call`` until it succeeds, waiting longer each time."""
    for attempt in range(attempts):
        try:
            return await call()
        except ConnectionError:
            if attempt == attempts - 1:
                raise
            await asyncio.sleep(base_seconds * 2 ** attempt)
```

| attempt | wait before it | with jitter |
|---|---|---|
| 2 | 0.5 s | 0.25 to 0.75 s |
| 3 | 1 s | 0.5 to 1.5 s |
'''
