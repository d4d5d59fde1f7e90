"""Every colour and every length of the interface, by the name of its use."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Space(IntEnum):
    """Distances between things, in logical pixels."""

    NONE = 0
    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius(IntEnum):
    """How round corners are, in logical pixels."""

    SMALL = 4
    """Inline code, list rows' marks, check boxes."""
    CONTROL = 6
    CARD = 10
    """Composer, cards, insets, code blocks."""
    BUBBLE = 14
    """The user's message."""


class Size(IntEnum):
    """Fixed lengths, in logical pixels."""

    HAIRLINE = 1
    FOCUS_RING = 2
    ICON_SMALL = 14
    ICON = 16
    BIRD = 24
    """The whinchat in the sidebar's head."""
    HERO_BIRD = 76
    """The whinchat of an empty conversation."""
    ICON_BUTTON = 28
    """Edge of a button that shows only an icon."""
    CONTROL = 32
    """Height of a button."""
    FIELD = 36
    """Height of a field that is typed into."""
    ROW = 33
    """Height of one line in the sidebar and in lists."""
    ROW_TWO_LINES = 57
    """Height of a row with a second, muted line."""
    DOT = 8
    """Diameter of a state mark."""
    SPINNER = 14
    SCROLL_BAR = 10
    SCROLL_BAR_MINIMUM = 32
    TOAST_ABOVE_EDGE = 124
    """From the lower edge of the page to the toast's: above the composer."""
    SHADOW = 8
    TOAST_WIDTH = 560
    """Where a long notice wraps."""
    POPUP_WIDTH = 480
    QUESTION_WIDTH = 380
    POPUP_HEIGHT = 420
    SEARCH_WIDTH = 720
    SEARCH_HEIGHT = 560
    SIDEBAR = 272
    SIDEBAR_MINIMUM = 200
    SIDEBAR_OVERLAY_BELOW = 760
    """Width of the window below which the sidebar lies over the transcript."""
    COLUMN = 760
    """The widest a line of text gets, unless full width is chosen."""
    COLUMN_MINIMUM = 120
    """The narrowest that text is laid out: in a window narrower still it is cut off."""
    PICTURE = 420
    """The highest a picture gets among words."""
    PICTURE_UNKNOWN = 160
    """The height of a picture until it is known how large it is."""
    DIAGRAM = 560
    """The highest a diagram gets among words."""
    QUOTE_BAR = 3
    """Width of the bar beside a quotation."""
    HEADER = 48
    MODEL_BUTTON_MINIMUM = 96
    """The narrowest the button with the model gets; its words are cut before that."""
    METER_WIDTH = 32
    METER_HEIGHT = 4
    CONTEXT_BAR = 10
    """Height of the bar that shows what of a conversation is sent."""
    CHIP_NAME = 150
    """The widest a file's name gets on a chip."""
    WINDOW_WIDTH = 1100
    WINDOW_HEIGHT = 760
    WINDOW_MINIMUM_WIDTH = 480
    WINDOW_MINIMUM_HEIGHT = 400
    WINDOW_FRAME = 40
    """What a window manager puts above and below a dialog."""
    DIALOG_WIDTH = 560
    """Width of a dialog with a column of fields."""
    IMPORT_WIDTH = 620
    IMPORT_HEIGHT = 640
    RESTORE_HEIGHT = 560
    TRASH_WIDTH = 640
    TRASH_HEIGHT = 560
    TRASH_READER_WIDTH = 720
    TRASH_READER_HEIGHT = 640
    FIND_BAR_WIDTH = 400
    FIND_COUNT = 84
    """Width of what the find bar counts, so that nothing moves while it does."""
    SETTINGS_SIDE = 220
    """Width of the names of the settings' pages."""
    SETTING_CONTROL = 240
    """Width of the control of one setting."""
    SETTING_STACKED_BELOW = 480
    """Width of a page below which controls stand below their names."""
    PROVIDER_LIST_WIDTH = 279
    PROVIDER_LIST_HEIGHT = 200
    """Where it stands above the form."""


class Duration(IntEnum):
    """Times of motion and notices, in milliseconds."""

    SPINNER_TURN = 900
    NOTICE = 5_000
    NOTICE_WITH_UNDO = 10_000


BODY_PX = 15.0
"""Messages and the composer."""
INTERFACE_PX = 14.0
"""Rows, fields, buttons, menus."""
META_PX = 12.5
GROUP_PX = 12.0
"""Heads of groups in lists."""
CODE_PX = 13.5
PAGE_TITLE_PX = 20.0
HERO_PX = 22.0
"""The one line of an empty conversation. All sizes at scale 1; Qt draws whole pixels, halves up."""

BODY_LINE_HEIGHT = 1.5
CODE_LINE_HEIGHT = 1.45
HEADING_EMS = (1.35, 1.2, 1.1)
"""Sizes of headings of levels 1, 2 and 3 and below, in ems of the body."""


class Tint(StrEnum):
    """The colours that icons and marks take, by the names of their tokens."""

    TEXT = "text"
    MUTED = "muted"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one mode, as ``#RRGGBB``."""

    is_dark: bool
    window: str
    """Background of the transcript, of fields and of plain buttons."""
    sidebar: str
    raised: str
    """Composer, user's message, code header, menus, inline code."""
    selected: str
    """The selected row, hover."""
    code: str
    line: str
    """Hairlines and borders."""
    text: str
    muted: str
    accent: str
    """Selection, focus, links, the primary button."""
    on_accent: str
    """Text and icons on the accent."""
    accent_hover: str
    accent_pressed: str
    good: str
    warn: str
    bad: str
    bad_inset: str
    """Background of the inset that tells of an error."""
    warn_inset: str
    """Background of the inset that tells of a stop or a warning."""
    notice: str
    """Background of a toast: the other mode's window, so that it stands out."""
    on_notice: str
    notice_accent: str
    """The focus on a toast."""
    selection: str
    """Background of selected text; the text keeps its colour."""
    find: str
    """Background of a place that was searched for."""
    syntax_keyword: str
    syntax_string: str
    syntax_number: str
    syntax_name: str
    """Functions, classes and built-in names."""
    syntax_comment: str

    def tint(self, tint: Tint) -> str:
        """Return the colour of that name in this mode."""
        colour: str = getattr(self, tint.value)
        return colour


LIGHT = Tokens(
    is_dark=False,
    window="#FFFFFF",
    sidebar="#F6F6F4",
    raised="#F1F1EE",
    selected="#ECE9E3",
    code="#F7F7F5",
    line="#E3E2DE",
    text="#1F2023",
    muted="#64656A",
    accent="#A54C18",
    on_accent="#FFFFFF",
    accent_hover="#964314",
    accent_pressed="#863B11",
    good="#287247",
    warn="#8C5D00",
    bad="#B3261E",
    bad_inset="#FBEDEB",
    warn_inset="#FAF3E3",
    notice="#1F2023",
    on_notice="#FFFFFF",
    notice_accent="#E58A4E",
    selection="#F3D9C7",
    find="#F8E3A1",
    syntax_keyword="#8A3FFC",
    syntax_string="#2E7D4F",
    syntax_number="#B4561F",
    syntax_name="#0B62B8",
    syntax_comment="#64656A",
)
PAPER_LINE = "#D0D0CC"
"""Lines on printed pages, where the window's own would not be seen."""

DARK = Tokens(
    is_dark=True,
    window="#1B1C1F",
    sidebar="#151619",
    raised="#26282C",
    selected="#2A2C31",
    code="#131417",
    line="#34363B",
    text="#E8E8E6",
    muted="#9C9EA5",
    accent="#E58A4E",
    on_accent="#1B1C1F",
    accent_hover="#EC9A64",
    accent_pressed="#D97C3F",
    good="#5CC08A",
    warn="#E0A93B",
    bad="#F2786F",
    bad_inset="#33201F",
    warn_inset="#2E281A",
    notice="#E8E8E6",
    on_notice="#1B1C1F",
    notice_accent="#A54C18",
    selection="#5A3B25",
    find="#5C4A12",
    syntax_keyword="#C79BFF",
    syntax_string="#8FD6A5",
    syntax_number="#F0A36B",
    syntax_name="#7CB7FF",
    syntax_comment="#9C9EA5",
)
