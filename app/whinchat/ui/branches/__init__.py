"""The tree of a conversation on the screen: its map, its versions side by side."""
