"""Queries as they would be typed."""

from whinchat.domain.search_query import Filter, Fit, Pattern, SearchQuery, Term, Words, quoted


def write_query(query: SearchQuery) -> str:
    """Return what could be typed to ask for the same."""
    return " ".join(map(_written, query.terms))


def _written(term: Term) -> str:
    sign = "-" if term.is_negated else ""
    match term:
        case Pattern(source):
            return f"{sign}/{source}/"
        case Filter(operator, value):
            return f"{sign}{operator}:{quoted(value)}"
        case Words(text, Fit.WHOLE):
            return f'{sign}"{text}"'
        case Words(text, Fit.BEGINNING):
            return f"{sign}{text}*"
        case Words(text):
            return f"{sign}{text}"
