"""How an exported page looks: the colours of the window, light and dark, and on paper."""

DEPTHS_PER_EM, DEPTHS = 20, 120
"""How exactly a formula stands on its line, and the deepest that does."""
_DEPTHS = " ".join(
    f".d{depth}{{vertical-align:-{depth / DEPTHS_PER_EM:g}em}}" for depth in range(DEPTHS)
)
_LAYOUT = """
:root {
  --page: #FFFFFF; --raised: #F1F1EE; --code: #F7F7F5; --line: #E3E2DE; --text: #1F2023;
  --muted: #64656A; --accent: #A54C18; --keyword: #8A3FFC; --string: #2E7D4F; --number: #B4561F;
  --name: #0B62B8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1B1C1F; --raised: #26282C; --code: #131417; --line: #34363B; --text: #E8E8E6;
    --muted: #9C9EA5; --accent: #E58A4E; --keyword: #C79BFF; --string: #8FD6A5;
    --number: #F0A36B; --name: #7CB7FF;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 760px; margin: 0 auto; padding: 32px 16px 64px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; margin: 1.4em 0 .5em; font-weight: 600; }
header h1 { font-size: 1.5em; margin: 0; }
div > h1 { font-size: 1.35em; } div > h2 { font-size: 1.2em; }
div > h3, div > h4, div > h5, div > h6 { font-size: 1.1em; }
p, ul, ol, figure, table, blockquote { margin: .7em 0; }
ul, ol { padding-left: 1.5em; } li { margin: .25em 0; }
a { color: var(--accent); }
.meta, .note, .aside { color: var(--muted); font-size: .875em; }
.meta b { color: var(--text); font-weight: 600; }
article { margin-top: 32px; }
.user .written {
  width: fit-content; max-width: 85%; margin-left: auto; padding: 8px 16px;
  border-radius: 14px; background: var(--raised);
}
.user .meta { text-align: right; }
.written { white-space: pre-wrap; }
summary { cursor: pointer; }
code, pre { font: .9em/1.45 "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; }
:not(pre) > code { padding: .1em .3em; border-radius: 4px; background: var(--raised); }
figure {
  border: 1px solid var(--line); border-radius: 10px; background: var(--code); overflow: hidden;
}
figcaption { padding: 4px 12px; background: var(--raised); color: var(--muted); font-size: .8em; }
pre { margin: 0; padding: 12px; overflow-x: auto; }
blockquote { padding-left: 1em; border-left: 3px solid var(--line); color: var(--muted); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); text-align: left; }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5em 0; }
.version { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line); }
.version h1 { font-size: 1.2em; }
img { max-width: 100%; height: auto; border-radius: 10px; }
svg { max-width: 100%; overflow: visible; fill: currentColor; stroke: none; }
.formula { text-align: center; overflow-x: auto; overflow-y: hidden; }
.formula svg { max-width: none; }
.contains-task-list { list-style: none; padding-left: .3em; }
.contains-task-list li > :is(ul, ol) { padding-left: 2.5em; }
.k, .kc, .kd, .kn, .kp, .kr, .kt, .ow, .nt { color: var(--keyword); }
.s, .sa, .sb, .sc, .dl, .sd, .s2, .se, .sh, .si, .sx, .sr, .s1, .ss { color: var(--string); }
.m, .mb, .mf, .mh, .mi, .mo, .il { color: var(--number); }
.nf, .fm, .nc, .nb, .bp, .nd, .na { color: var(--name); }
.c, .ch, .cm, .cp, .cpf, .c1, .cs { color: var(--muted); }
@media print {
  :root {
    --page: #FFFFFF; --raised: #F1F1EE; --code: #FFFFFF; --line: #C8C8C4; --text: #000000;
    --muted: #55565A; --accent: #000000;
  }
  body { font-size: 11pt; } main { max-width: none; padding: 0; }
  pre { white-space: pre-wrap; orphans: 3; widows: 3; }
  figure { overflow: visible; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  table { display: table; } thead { display: table-header-group; }
  tr, img, svg, blockquote, .formula { break-inside: avoid; }
  h1, h2, h3, h4, h5, h6, .meta, figcaption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  .user .written { max-width: none; width: auto; margin-left: 0; } .user .meta { text-align: left; }
  details > :not(summary) { display: block; }
  a[href]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
"""
STYLE = f"{_DEPTHS}{_LAYOUT}"
