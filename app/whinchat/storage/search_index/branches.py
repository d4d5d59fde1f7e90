"""Which messages are on the branch that a conversation shows, worked out when somebody asks."""

import sqlite3


class Branches:
    """The branches shown, for as long as one search goes on."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, frozenset[str]] = {}

    def of(self, conversation: int) -> frozenset[str]:
        """Return the ids from the root to the leaf."""
        if conversation not in self._known:
            self._known[conversation] = self._walk(conversation)
        return self._known[conversation]

    def _walk(self, conversation: int) -> frozenset[str]:
        select = "SELECT id, parent FROM message WHERE conversation = ? ORDER BY key"
        parents = {
            str(row[0]): str(row[1]) for row in self._connection.execute(select, (conversation,))
        }
        row = self._connection.execute(
            "SELECT leaf FROM conversation WHERE key = ?", (conversation,)
        ).fetchone()
        leaf = row[0] if row is not None and row[0] in parents else next(reversed(parents), "")
        branch: set[str] = set()
        while leaf in parents and leaf not in branch:
            branch.add(leaf)
            leaf = parents[leaf]
        return frozenset(branch)
