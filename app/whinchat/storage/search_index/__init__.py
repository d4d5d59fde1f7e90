"""The search index: a database in the cache, to be deleted at any time, and never the truth."""
