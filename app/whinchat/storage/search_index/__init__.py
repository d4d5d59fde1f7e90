"""The search index: a database in the cache that can be deleted at any time, and is never the truth."""
