"""The titles of the settings pages, by which they are opened."""

GENERAL = "General"
APPEARANCE = "Appearance"
CHAT = "Chat"
DATA = "Data"
PROVIDERS = "Providers & keys"
