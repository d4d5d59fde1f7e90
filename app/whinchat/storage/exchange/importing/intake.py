"""Pictures and files on their way from another program's file to attachments of ours."""

import base64
import binascii
import hashlib
import mimetypes
import re
from collections.abc import Callable

from whinchat.domain.parts import Attachment, FilePart, ImagePart
from whinchat.storage.exchange.importing.bundle import LARGEST_FILE_BYTES, Bundle, Member
from whinchat.storage.exchange.importing.imported import Content
from whinchat.storage.exchange.importing.refusal import Refused

_DATA_URL = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w=.-]+)*;base64,", re.ASCII)
_HEAD_BYTES = 16
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)


class Intake:
    """Takes the files of one conversation after the other.

    While only a preview is wanted nothing is read: names and sizes are enough for that.
    """

    def __init__(self, bundle: Bundle, *, reads_content: bool) -> None:
        self.bundle = bundle
        self._reads_content = reads_content
        self._contents: list[Content] = []
        self._missing: list[str] = []
        self._notes: list[str] = []

    def member(self, member: Member | None, name: str) -> ImagePart | FilePart | None:
        """Take a file of the bundle; ``None``, and a note of it, where it is not there."""
        if member is None:
            self.miss(name)
            return None
        return self._take(member.read_whole, name or member.base_name, member.size_bytes)

    def known(self, member: Member | None, attachment: Attachment) -> None:
        """Take the content of an attachment that is described already."""
        if member is None:
            self.miss(attachment.name)
        elif self._reads_content:
            data = member.read_whole()
            if _hash(data) == attachment.sha256:
                self._contents.append((attachment, member.read_whole))
            else:
                self.note(f"“{attachment.name}” was left out: its content is not what it was.")

    def data_url(self, url: str, name: str) -> ImagePart | FilePart | None:
        """Take a file that is written out in an address."""
        found = _DATA_URL.match(url)
        if found is None:
            self.miss(name)
            return None
        size = (len(url) - found.end()) * 3 // 4
        if size > LARGEST_FILE_BYTES:
            self.note(f"{name} was left out: it has more than {LARGEST_FILE_BYTES // 2**20} MB.")
            return None
        encoded = url[found.end() :]
        return self._take(lambda: _decoded(encoded, name), name, size, found.group(1) or "")

    def text(self, text: str, name: str) -> FilePart:
        """Take words that came as a file."""
        data = text.encode(errors="replace")
        attachment = Attachment(_hash(data), "text/plain", name or "Text.txt", len(data))
        self._contents.append((attachment, lambda: data))
        return FilePart(attachment)

    def miss(self, name: str) -> None:
        """Note that a file was not there."""
        self._missing.append(name or "a file without a name")

    def note(self, sentence: str) -> None:
        """Note what did not arrive."""
        self._notes.append(sentence)

    def finish(self) -> tuple[tuple[Content, ...], tuple[str, ...]]:
        """Return the files and notes of a conversation, and begin with the next."""
        notes = [*self._notes, *_missing_words(self._missing)]
        taken = tuple(self._contents), tuple(dict.fromkeys(notes))
        self._contents, self._missing, self._notes = [], [], []
        return taken

    def _take(
        self, read: Callable[[], bytes], name: str, size: int, media_type: str = ""
    ) -> ImagePart | FilePart | None:
        kind = media_type or _kind_by_name(name)
        if not self._reads_content:
            return _part(Attachment("", kind, name, size))
        try:
            data = read()
        except Refused as error:
            self.note(f"{name} was left out: {error}")
            return None
        kind = _kind_by_content(data[:_HEAD_BYTES]) or kind
        attachment = Attachment(_hash(data), kind, name, len(data))
        self._contents.append((attachment, read))
        return _part(attachment)


def _part(attachment: Attachment) -> ImagePart | FilePart:
    is_picture = any(attachment.media_type == kind for _, kind in _PICTURES)
    return ImagePart(attachment) if is_picture else FilePart(attachment)


def _decoded(encoded: str, name: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError) as error:
        raise Refused(f"{name} is damaged.") from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _kind_by_content(head: bytes) -> str:
    return next((kind for begin, kind in _PICTURES if begin.match(head)), "")


def _kind_by_name(name: str) -> str:
    guessed = mimetypes.guess_type(name, strict=True)[0]
    return guessed or "application/octet-stream"


def _missing_words(names: list[str]) -> list[str]:
    match len(names):
        case 0:
            return []
        case 1:
            return [f"“{names[0]}” is not in the export."]
        case count:
            return [f"{count} files are not in the export, “{names[0]}” among them."]
