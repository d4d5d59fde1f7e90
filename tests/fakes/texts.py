"""Replies as models write them, made up: prose, headings, lists, tables and code, of any length."""

import random
import re
from collections.abc import Callable, Iterator

DELTA = 4
"""Characters of a delta: about what models send."""

_WORDS = re.findall(
    r"\w+",
    "a the of to and in is that for with this it as can be by when which from value order line "
    "first cache reader index window number thread writes finds keeps returns small large empty "
    "sorted shared table result before after between because however instead usually almost",
)

_CODE = {
    "python": (
        "def {name}(values: list[int]) -> int:",
        '    """Add what is not too large."""',
        "    total = 0",
        "    for value in values:",
        "        if value < {number}:",
        "            total += value * 2  # twice, as agreed",
        '    print(f"{{total}} is the sum")',
        "    return total",
    ),
    "javascript": (
        "export async function {name}(url) {{",
        "  const response = await fetch(`${{url}}?page={number}`);",
        "  if (!response.ok) throw new Error('no page');",
        "  return (await response.json()).map((row) => row.id);",
        "}}",
    ),
    "rust": (
        "fn {name}(input: &str) -> Option<u32> {{",
        "    let count = input.lines().filter(|line| !line.is_empty()).count();",
        "    (count > {number}).then_some(count as u32)",
        "}}",
    ),
    "sql": (
        "SELECT name, count(*) AS entries",
        "FROM {name}",
        "WHERE size > {number} AND name LIKE '%a%'",
        "GROUP BY name ORDER BY entries DESC;",
    ),
    "bash": (
        "for file in *.txt; do  # {name}",
        "  wc -l \"$file\" | awk '$1 > {number} {{ print $2 }}'",
        "done",
    ),
    "": ("{name}", "├── first  {number}", "└── second"),
}


def mixed_markdown(characters: int, seed: int = 7) -> str:
    """Return a reply of exactly ``characters``; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # only has to be the same each time
    pieces: list[str] = []
    length = 0
    while length < characters:
        pieces.append(_block(chance))
        length += len(pieces[-1]) + 2
    return "\n\n".join(pieces)[:characters]


def deltas_of(text: str, size: int = DELTA) -> Iterator[str]:
    """Yield a text in pieces of ``size`` characters."""
    return (text[start : start + size] for start in range(0, len(text), size))


def _block(chance: random.Random) -> str:
    makers: tuple[Callable[[random.Random], str], ...]
    makers = (_heading, _list, _numbers, _table, _quote, _code, _code, *[_paragraph] * 5)
    return chance.choice(makers)(chance)


def _words(chance: random.Random, least: int, most: int) -> str:
    words = chance.choices(_WORDS, k=chance.randint(least, most))
    return " ".join(words).capitalize()


def _sentence(chance: random.Random) -> str:
    words = _words(chance, 6, 16).split()
    place = chance.randrange(len(words))
    words[place] = chance.choice(
        ("**{}**", "`{}`", "*{}*", "[{}](https://example.org/page)", "{}", "{}")
    ).format(words[place])
    return " ".join(words) + "."


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 5)))


def _heading(chance: random.Random) -> str:
    return f"{'#' * chance.randint(2, 4)} {_words(chance, 2, 5)}"


def _list(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randint(3, 7)):
        lines.append(f"- {_sentence(chance)}")
        if chance.random() < 0.25:
            lines.append(f"  - {_sentence(chance)}")
    return "\n".join(lines)


def _numbers(chance: random.Random) -> str:
    return "\n".join(f"{number}. {_sentence(chance)}" for number in range(1, chance.randint(4, 8)))


def _table(chance: random.Random) -> str:
    rows = [
        f"| {_words(chance, 1, 2)} | `{chance.choice(_WORDS)}` | {chance.randint(1, 999)} |"
        for _ in range(chance.randint(3, 8))
    ]
    return "\n".join(["| Name | Key | Count |", "|---|:--|--:|", *rows])


def _quote(chance: random.Random) -> str:
    return "\n".join(f"> {_sentence(chance)}" for _ in range(chance.randint(1, 3)))


def _code(chance: random.Random) -> str:
    language = chance.choice(tuple(_CODE))
    lines = "\n".join(_CODE[language]).format(
        name="_".join(chance.choices(_WORDS, k=2)), number=chance.randint(2, 99)
    )
    return f"```{language}\n{lines}\n```"
