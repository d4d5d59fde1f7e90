"""How an exported OpenDocument text looks."""

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for name, address in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' office:version="1.3"'
)
_MONOSPACED = 'style:font-name="Monospaced" fo:font-size="9pt" fo:language="zxx"'
_HEADINGS = {1: 16, 2: 13, 3: 13, 4: 12, 5: 11, 6: 11, 7: 11, 8: 11}
_COLOURS = {
    "keyword": "#8a3ffc",
    "string": "#2e7d4f",
    "number": "#b4561f",
    "name": "#0b62b8",
    "comment": "#64656a",
}
_SPANS = {
    "Bold": 'fo:font-weight="bold"',
    "Italic": 'fo:font-style="italic"',
    "Struck": 'style:text-line-through-style="solid"',
    "Underlined": 'style:text-underline-style="solid"',
    "Raised": 'style:text-position="super 60%"',
    "Lowered": 'style:text-position="sub 60%"',
    "Marked": 'fo:background-color="#fff3b0"',
    "InlineCode": f'{_MONOSPACED} fo:background-color="#f1f1ee"',
    **{f"code-{kind}": f'fo:color="{colour}"' for kind, colour in _COLOURS.items()},
}
_GAP = 'fo:margin-top="0cm" fo:margin-bottom="0.2cm"'
_CLOSE = 'fo:margin-top="0cm" fo:margin-bottom="0.08cm"'
_QUIET = 'fo:font-size="9pt" fo:color="#64656a"'
_QUOTED = 'fo:margin-left="0.5cm" fo:padding-left="0.3cm" fo:border-left="1.5pt solid #c8c8c4"'
_CODE = (
    'fo:background-color="#f7f7f5" fo:padding="0.2cm" fo:border="0.5pt solid #e3e2de"'
    ' fo:text-align="start" fo:orphans="3" fo:widows="3"'
)
_RULE = 'fo:border-bottom="0.5pt solid #c8c8c4"'


def _paragraph(name: str, layout: str, letters: str = "", parent: str = "Standard") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"'
        f' style:parent-style-name="{parent}"><style:paragraph-properties {layout}/>'
        f"<style:text-properties {letters}/></style:style>"
    )


def _heading(level: int, points: int) -> str:
    layout = 'fo:margin-top="0.45cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"'
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}"'
        f' style:family="paragraph" style:parent-style-name="Standard"'
        f' style:default-outline-level="{level}"><style:paragraph-properties {layout}/>'
        f'<style:text-properties fo:font-weight="bold" fo:font-size="{points}pt"/></style:style>'
    )


def _list(name: str, bullet: str) -> str:
    levels = []
    for level in range(1, 11):
        place = (
            "<style:list-level-properties"
            ' text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab"'
            f' fo:text-indent="-0.6cm" fo:margin-left="{level * 0.7:.1f}cm"/>'
            "</style:list-level-properties>"
        )
        levels.append(
            f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{bullet}">'
            f"{place}</text:list-level-style-bullet>"
            if bullet
            else f'<text:list-level-style-number text:level="{level}" style:num-format="1"'
            f' style:num-suffix=".">{place}</text:list-level-style-number>'
        )
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


_CELL_SIDES = {"": "start", "Center": "center", "Right": "end"}
_NAMED = "".join(
    (
        '<style:style style:name="Standard" style:family="paragraph"/>',
        _paragraph("Title", _GAP, 'fo:font-weight="bold" fo:font-size="20pt"'),
        _paragraph("Words", _GAP),
        _paragraph("Written", f'{_GAP} fo:background-color="#f1f1ee" fo:padding="0.2cm"'),
        _paragraph("Meta", 'fo:margin-bottom="0.2cm" fo:keep-with-next="always"', _QUIET),
        _paragraph("Aside", _GAP, _QUIET),
        _paragraph("Note", _GAP, _QUIET),
        _paragraph("Reasoning", f"{_GAP} {_QUOTED}", _QUIET),
        _paragraph("Quote", f"{_GAP} {_QUOTED}", 'fo:color="#55565a"'),
        _paragraph("Item", _CLOSE),
        _paragraph("QuietItem", _CLOSE, 'fo:color="#55565a"'),
        _paragraph("Code", f"{_GAP} {_CODE}", _MONOSPACED),
        _paragraph("Formula", f'{_GAP} fo:text-align="center"'),
        _paragraph("PageNumber", 'fo:text-align="center"', _QUIET),
        _paragraph("Rule", f"{_GAP} {_RULE}"),
        _paragraph("AfterTable", 'fo:margin-bottom="0cm"', 'fo:font-size="4pt"'),
        *(_paragraph(f"Cell{side}", f'fo:text-align="{at}"') for side, at in _CELL_SIDES.items()),
        *(
            _paragraph(f"Head{side}", f'fo:text-align="{at}"', 'fo:font-weight="bold"')
            for side, at in _CELL_SIDES.items()
        ),
        *(_heading(level, points) for level, points in _HEADINGS.items()),
        *(
            f'<style:style style:name="{name}" style:family="text">'
            f"<style:text-properties {letters}/></style:style>"
            for name, letters in _SPANS.items()
        ),
        _list("Bullets", "•"),
        _list("Numbers", ""),
    )
)
_FONTS = (
    "<office:font-face-decls>"
    '<style:font-face style:name="Body" svg:font-family="Inter, \'Liberation Sans\', Arial"'
    ' style:font-family-generic="swiss"/>'
    '<style:font-face style:name="Monospaced" svg:font-family="\'JetBrains Mono\','
    " 'Liberation Mono', 'Courier New'\" style:font-family-generic=\"modern\""
    ' style:font-pitch="fixed"/></office:font-face-decls>'
)
_PAGE = (
    '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties'
    ' fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"/>'
    "<style:footer-style/></style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>'
    '<text:p text:style-name="PageNumber"><text:page-number text:select-page="current"/></text:p>'
    "</style:footer></style:master-page></office:master-styles>"
)
STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES}>{_FONTS}'
    '<office:styles><style:default-style style:family="paragraph">'
    '<style:paragraph-properties fo:line-height="125%"/>'
    '<style:text-properties style:font-name="Body" fo:font-size="11pt"/></style:default-style>'
    f"{_NAMED}</office:styles>"
    f"{_PAGE}</office:document-styles>"
)
AUTOMATIC_STYLES = (
    "<office:automatic-styles>"
    '<style:style style:name="Table" style:family="table"><style:table-properties'
    ' table:align="margins" style:width="16cm"/></style:style>'
    '<style:style style:name="TableCell" style:family="table-cell"><style:table-cell-properties'
    ' fo:padding="0.1cm" fo:border-bottom="0.5pt solid #c8c8c4"/></style:style>'
    + "".join(
        f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties'
        ' style:vertical-pos="from-top" style:vertical-rel="baseline"/></style:style>'
        for name in ("Formula", "Picture")
    )
    + "</office:automatic-styles>"
)
"""Those that offices look for in the text itself."""
