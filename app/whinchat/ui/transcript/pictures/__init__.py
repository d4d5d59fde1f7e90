"""Pictures and diagrams: decoded or drawn elsewhere, kept within bounds, shown large."""
