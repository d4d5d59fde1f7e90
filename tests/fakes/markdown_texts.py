"""Random Markdown for property tests: lines that make every construct, in any order."""

from hypothesis import strategies as st

_WORDS = ["alpha", "beta *gamma*", "`code`", "a | b", "[foo]", "![x](http://e.org)", "\\", "1."]
_HEADS_AND_RULES = ["# head", "## head #", "#", "===", "---", "- - -", "***"]
_FENCES = ["```", "```py", "~~~", "````"]
_TABLES = ["| a | b |", "|---|:-:|", "--|--", "| 1 | 2 |", "x|y|z"]
_CODE = ["    code", "\tcode", "      deep", "  two"]
_DEFINITIONS = ["[foo]: http://e.org", "[bar]:", "http://e.org/x", "'title", "end'", "'title'"]
_HTML = [
    "<div>",
    "</div>",
    "<!-- note",
    "-->",
    "a<br>b",
    "<sub>*c</sub>*",
    "<KBD x=1>d</kbd>",
    "<details>",
]
_LISTS = ["- [ ] task", "- [x] done", "-", "+", "1)"]
_EMPTY = ["", " ", "\t"]
_MATH = [
    *(
        "$a|b$",
        "$5 and $10",
        "\\(x\\)",
        "\\[",
        "\\]",
        "\\[x",
        "x \\]",
        "$$",
        "$$x$$",
        "x $$",
        "$$ x",
    ),
    *(
        "$$ y",
        "+ b $$ c",
        "\\\\[2pt]",
        "\\begin{align}",
        "\\end{align}",
        "\\end{align} x",
        "| $a|b$ | c |",
    ),
    "$$x$$.",
]
_NOTES = ["[^1]", "[^1]: note", "[^a]: ", "see[^a]", "[^b c]: x", "    more [^1]"]
_ODD = ["\0", "a\u0085b", "\u2028", "\u00a0"]
_EACH = (
    _WORDS,
    _HEADS_AND_RULES,
    _FENCES,
    _TABLES,
    _CODE,
    _DEFINITIONS,
    _HTML,
    _LISTS,
    _ODD,
    _MATH,
    _NOTES,
)

_LEAVES = st.one_of(*map(st.sampled_from, _EACH), st.sampled_from(_EMPTY), st.just(""))
_MARKERS = ["> ", ">", ">> ", "- ", "* ", "+ ", "1. ", "2. ", "10) ", "-\t"]
_INDENTS = ["  ", "   ", "    ", "\t"]
_PREFIXES = st.one_of(
    st.just(""), st.sampled_from(_MARKERS), st.just(""), st.sampled_from(_INDENTS)
)
_LINES = st.builds("{}{}{}".format, _PREFIXES, _PREFIXES, _LEAVES)
_ENDS = st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\r"])

documents = st.builds(
    "{}{}".format,
    st.lists(st.builds("{}{}".format, _LINES, _ENDS), max_size=25).map("".join),
    _LINES,
)
"""Texts of up to 26 lines; the last one may lack its end."""


@st.composite
def cut_documents(draw: st.DrawFn) -> list[str]:
    """Return a text in pieces, cut anywhere."""
    text = draw(documents)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
