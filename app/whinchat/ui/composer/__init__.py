"""The widget for a draft: an editor, the model, and Send or Stop."""
