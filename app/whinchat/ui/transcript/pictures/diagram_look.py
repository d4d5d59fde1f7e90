"""How a diagram looks: the theme's colours in Mermaid's own settings."""

import json

from whinchat.ui.theme.tokens import Tokens

_FONT_PX = 15


def diagram_config(tokens: Tokens) -> str:
    """Return Mermaid's settings for a mode of the theme, as JSON."""
    colours = {
        "darkMode": tokens.is_dark,
        "background": tokens.code,
        "mainBkg": tokens.raised,
        "primaryColor": tokens.raised,
        "primaryTextColor": tokens.text,
        "primaryBorderColor": tokens.muted,
        "secondaryColor": tokens.selected,
        "tertiaryColor": tokens.code,
        "lineColor": tokens.muted,
        "textColor": tokens.text,
        "titleColor": tokens.text,
        "edgeLabelBackground": tokens.code,
        "clusterBkg": tokens.code,
        "clusterBorder": tokens.line,
        "noteBkgColor": tokens.warn_inset,
        "noteTextColor": tokens.text,
        "noteBorderColor": tokens.warn,
        "pieTitleTextColor": tokens.text,
        "pieSectionTextColor": tokens.window,
        "pieLegendTextColor": tokens.text,
        "pieStrokeColor": tokens.code,
        "pieOuterStrokeColor": tokens.line,
        "fontFamily": "Inter",
        "fontSize": f"{_FONT_PX}px",
    }
    series = _series(tokens)
    colours |= {f"pie{number}": colour for number, colour in enumerate(series, 1)}
    colours |= {f"cScale{number}": colour for number, colour in enumerate(series)}
    colours |= {f"cScaleLabel{number}": tokens.window for number in range(len(series))}
    colours |= {f"git{number}": colour for number, colour in enumerate(series)}
    return json.dumps({"themeVariables": colours, "securityLevel": "strict"})


def _series(tokens: Tokens) -> tuple[str, ...]:
    """Return colours that are told apart: of slices, branches and periods."""
    return (
        tokens.accent,
        tokens.syntax_name,
        tokens.good,
        tokens.syntax_keyword,
        tokens.warn,
        tokens.bad,
        tokens.muted,
        tokens.syntax_string,
    )
