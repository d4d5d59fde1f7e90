"""What is to be said before sending to a model that may not read what is attached."""

from collections.abc import Iterable

from whinchat.domain.media import PDF, PICTURES
from whinchat.domain.model import Model
from whinchat.domain.parts import Attachment


def unread_words(model: Model, attachments: Iterable[Attachment]) -> str:
    """Return a sentence on what the model does not read; empty where it reads all of it.

    Catalogues name what a model reads as ``text``, ``image`` and ``file``; one that names nothing
    leaves it open. Text files go as text, which every model reads.
    """
    types = {attachment.media_type for attachment in attachments}
    wanted = {
        kind: words
        for kind, words, is_wanted in (
            ("image", "pictures", bool(types & PICTURES.keys())),
            ("file", "PDFs", PDF in types),
        )
        if is_wanted and kind not in model.input_kinds
    }
    what = " and ".join(wanted.values())
    if not what or not model.id:
        return ""
    if not model.input_kinds:
        return f"It is not known whether {model.label} reads {what}."
    return f"{model.label} does not read {what}. Choose another model, or remove them."
