// Formulas for Whinchat: TeX in, what is to be drawn out. Bundled with MathJax into formula.js.
import {mathjax} from 'mathjax-full/js/mathjax.js';
import {TeX} from 'mathjax-full/js/input/tex.js';
import {SVG} from 'mathjax-full/js/output/svg.js';
import {liteAdaptor} from 'mathjax-full/js/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from 'mathjax-full/js/handlers/html.js';
import {MapHandler} from 'mathjax-full/js/input/tex/MapHandler.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/amscd/AmsCdConfiguration.js';
import 'mathjax-full/js/input/tex/bbox/BboxConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/braket/BraketConfiguration.js';
import 'mathjax-full/js/input/tex/cancel/CancelConfiguration.js';
import 'mathjax-full/js/input/tex/cases/CasesConfiguration.js';
import 'mathjax-full/js/input/tex/centernot/CenternotConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/colortbl/ColortblConfiguration.js';
import 'mathjax-full/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import 'mathjax-full/js/input/tex/empheq/EmpheqConfiguration.js';
import 'mathjax-full/js/input/tex/enclose/EncloseConfiguration.js';
import 'mathjax-full/js/input/tex/extpfeil/ExtpfeilConfiguration.js';
import 'mathjax-full/js/input/tex/gensymb/GensymbConfiguration.js';
import 'mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js';
import 'mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js';
import 'mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js';
import 'mathjax-full/js/input/tex/textcomp/TextcompConfiguration.js';
import 'mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js';
import 'mathjax-full/js/input/tex/upgreek/UpgreekConfiguration.js';
import 'mathjax-full/js/input/tex/verb/VerbConfiguration.js';

const PACKAGES = [
  'base', 'ams', 'amscd', 'bbox', 'boldsymbol', 'braket', 'cancel', 'cases', 'centernot', 'color',
  'colortbl', 'configmacros', 'empheq', 'enclose', 'extpfeil', 'gensymb', 'mathtools', 'mhchem',
  'newcommand', 'textcomp', 'textmacros', 'upgreek', 'verb',
];
// What answers use besides: names that KaTeX knows, and the physics package without its
// redefinitions of plain TeX.
const MACROS = {
  R: '\\mathbb{R}', N: '\\mathbb{N}', Z: '\\mathbb{Z}', Q: '\\mathbb{Q}', C: '\\mathbb{C}',
  abs: ['\\left|#1\\right|', 1], norm: ['\\left\\|#1\\right\\|', 1],
  qty: ['\\left(#1\\right)', 1], dd: ['\\mathop{}\\!\\mathrm{d}#1', 1],
  dv: ['\\frac{\\mathrm{d}^{#1}#2}{\\mathrm{d}#3^{#1}}', 3, ''],
  pdv: ['\\frac{\\partial^{#1}#2}{\\partial#3^{#1}}', 3, ''],
  comm: ['\\left[#1,#2\\right]', 2], ev: ['\\left\\langle#1\\right\\rangle', 1],
  argmax: '\\operatorname*{arg\\,max}', argmin: '\\operatorname*{arg\\,min}',
  href: ['#2', 2], url: ['\\texttt{#1}', 1],
};

const throwIt = (_jax, error) => { throw error; };
const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
let widths = {};
const widthOf = words => [...words].reduce((sum, c) => sum + (c in widths ? widths[c] : 0.6), 0);
adaptor.nodeSize = node => [widthOf(adaptor.textContent(node)), 0.8];
const tex = new TeX({packages: PACKAGES, macros: MACROS, maxMacros: 1000, maxBuffer: 5120,
                     ams: {multlineWidth: '26em'},
                     formatError: throwIt, tags: 'none'});
const svg = new SVG({fontCache: 'none', internalSpeechTitles: false, mathmlSpacing: false});
// Double bars come no shorter than single ones.
svg.font.delimiters[0x2016] = svg.font.delimiters[0x2225];
// In words, `\\text` is what `\\textrm` is.
const inWords = MapHandler.getMap('text-macros');
inWords.add('text', inWords.lookup('textrm'));
// Words with letters that MathJax's fonts lack are set as a whole in the font that has them.
const FOREIGN = /[\u00c0-\u1fff\u2c00-\ufdff]|[\ud800-\udfff]/;
tex.postFilters.add(({data}) => data.root.walkTree(node => {
  if (node.isKind('mtext') && FOREIGN.test(node.getText())) node.attributes.set('fontfamily', 'text');
}), 20);
// The wrapper of the whole formula knows its size.
let whole = null;
const createRoot = svg.createRoot.bind(svg);
svg.createRoot = wrapper => createRoot(whole = wrapper);
const page = mathjax.document('', {
  InputJax: tex, OutputJax: svg,
  compileError: (_doc, _math, error) => { throw error; },
  typesetError: (_doc, _math, error) => { throw error; },
});
const MADE_BY_FORMULAS = ['new-Command', 'new-Delimiter', 'new-Environment', 'ams-declare-ops',
                          'mathtools-paired-delims'];


// What is to be drawn, flat: each piece is [kind, matrix, what, colour, more]. Lengths are
// thousandths of an em, y goes up, and the baseline is 0.
const IDENTITY = [1, 0, 0, 1, 0, 0];
const LINE = 70;
const times = (m, n) => [
  m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
];
const STEPS = {
  translate: (x, y = 0) => [1, 0, 0, 1, x, y],
  scale: (x, y = x) => [x, 0, 0, y, 0, 0],
  matrix: (...m) => m,
  rotate: (angle, x = 0, y = 0) => {
    const a = angle * Math.PI / 180, c = Math.cos(a), s = Math.sin(a);
    return [c, s, -s, c, x - c * x + s * y, y - s * x - c * y];
  },
};
const matrixOf = transform => {
  let matrix = IDENTITY;
  (transform || '').replace(/(\w+)\(([^)]*)\)/g, (_whole, name, values) => {
    matrix = times(matrix, STEPS[name](...values.split(/[\s,]+/).filter(v => v).map(Number)));
  });
  return matrix;
};
const number = (node, name) => parseFloat(adaptor.getAttribute(node, name)) || 0;
const rectangle = (x, y, w, h) => `M${x} ${y}H${x + w}V${y + h}H${x}Z`;
const ellipse = (x, y, a, b) => {
  const k = 0.5523, [p, q] = [a * k, b * k];
  return `M${x - a} ${y}C${x - a} ${y + q} ${x - p} ${y + b} ${x} ${y + b}`
    + `C${x + p} ${y + b} ${x + a} ${y + q} ${x + a} ${y}`
    + `C${x + a} ${y - q} ${x + p} ${y - b} ${x} ${y - b}`
    + `C${x - p} ${y - b} ${x - a} ${y - q} ${x - a} ${y}Z`;
};
const SHAPES = {
  path: node => adaptor.getAttribute(node, 'd') || '',
  rect: node => rectangle(...['x', 'y', 'width', 'height'].map(name => number(node, name))),
  line: node => `M${number(node, 'x1')} ${number(node, 'y1')}L${number(node, 'x2')} ${number(node, 'y2')}`,
  ellipse: node => ellipse(...['cx', 'cy', 'rx', 'ry'].map(name => number(node, name))),
  polygon: node => `M${adaptor.getAttribute(node, 'points')}Z`,
};

class Drawing {
  constructor() { this.body = this.pieces = []; this.tag = []; }

  walk(node, state) {
    const kind = adaptor.kind(node);
    if (kind === '#text' || kind === '#comment') return;
    const get = name => adaptor.getAttribute(node, name);
    const now = {...state, matrix: times(state.matrix, matrixOf(get('transform')))};
    for (const name of ['fill', 'stroke', 'stroke-width'])
      if (get(name) !== undefined && get(name) !== null) now[name] = get(name);
    if (kind === 'text') this.text(node, now);
    else if (kind in SHAPES) this.shape(node, kind, now);
    else if (kind === 'svg') this.inner(node, now);
    else this.children(node, now);
  }

  children(node, state) {
    for (const child of adaptor.childNodes(node)) this.walk(child, state);
  }

  // An inner picture is a stretched piece, cut off at its edges; or the two halves of an equation
  // with a number, which stand apart.
  inner(node, state) {
    if (adaptor.getAttribute(node, 'data-table')) return this.children(node, {...state, matrix: IDENTITY_DOWN});
    if (adaptor.getAttribute(node, 'data-labels')) {
      this.pieces = this.tag;
      this.children(node, {...state, matrix: IDENTITY_DOWN});
      this.pieces = this.body;
      return;
    }
    const [left, low, w, h] = adaptor.getAttribute(node, 'viewBox').split(' ').map(Number);
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name => number(node, name));
    const step = times([1, 0, 0, 1, x, y], times([width / w, 0, 0, height / h, 0, 0], [1, 0, 0, 1, -left, -low]));
    const clip = [...state.matrix, rectangle(x, y, width, height)];
    this.children(node, {...state, matrix: times(state.matrix, step), clip});
  }

  shape(node, kind, state) {
    const get = name => adaptor.getAttribute(node, name);
    const path = SHAPES[kind](node);
    if (!path) return;
    if (kind === 'rect' && state.fill !== 'none' && !state.matrix[1] && !state.matrix[2] && !get('data-frame')) {
      const area = ['x', 'y', 'width', 'height'].map(name => number(node, name));
      const what = get('data-bgcolor') ? 'ground' : 'rule';
      const fill = state.fill === 'currentColor' ? '' : state.fill;
      if (fill !== 'none' && fill !== 'transparent') this.pieces.push([what, state.matrix, area, fill, null]);
      return;
    }
    const isFrame = get('data-frame') || get('data-line');
    const width = isFrame ? 1000 * parseFloat(get('stroke-thickness') || 0) || LINE : parseFloat(state['stroke-width']) || 0;
    const colour = name => state[name] === 'currentColor' ? '' : state[name];
    if (state.fill !== 'none' && !isFrame && kind !== 'line' && colour('fill') !== 'transparent')
      this.pieces.push(['fill', state.matrix, path, colour('fill'), state.clip || null]);
    if (width && state.stroke !== 'none') {
      const kindOfLine = get('class') || '';
      const dashes = get('stroke-dasharray') || (/dashed/.test(kindOfLine) ? '140' : /dotted/.test(kindOfLine) ? '0,140' : '');
      this.pieces.push(['stroke', state.matrix, path, colour('stroke'), [width, dashes]]);
    }
  }

  // Letters that MathJax's fonts lack come one by one; those of one word are drawn together.
  text(node, state) {
    const words = adaptor.textContent(node);
    if (!words) return;
    const width = 1000 * widthOf(words);
    const before = this.pieces[this.pieces.length - 1];
    const colour = state.fill === 'currentColor' ? '' : state.fill;
    const [a, b, c, d, e, f] = state.matrix;
    if (before && before[0] === 'text' && before[3] === colour && Math.abs(before[1][5] - f) < 1
        && Math.abs(before[1][0] - a) < 1e-6 && Math.abs(before[1][4] + before[4][0] * a - e) < 2) {
      before[2] += words;
      before[4][0] += width;
      return;
    }
    const style = (adaptor.getAttribute(node, 'font-style') ? 'i' : '') + (adaptor.getAttribute(node, 'font-weight') ? 'b' : '');
    this.pieces.push(['text', state.matrix, words, colour, [width, style]]);
  }
}
const IDENTITY_DOWN = [1, 0, 0, -1, 0, 0];

const METRICS = {em: 16, ex: 16 * svg.font.params.x_height, containerWidth: 16 * 80};

// Gives JSON: {pieces, tag, width, ascent, descent}. Throws what is wrong with the TeX.
const globals = (0, eval)('this');
globals.formula = (source, display, charWidths) => {
  widths = charWidths;
  svg.unknownCache.clear();
  tex.reset();
  for (const name of MADE_BY_FORMULAS) tex.parseOptions.handlers.retrieve(name).map.clear();
  const options = {display, ...METRICS};
  const math = new page.options.MathItem(source, tex, display);
  math.start.node = page.document.body;
  math.setMetrics(METRICS.em, METRICS.ex, METRICS.containerWidth, 100000, 1);
  math.convert(page);
  const picture = adaptor.firstChild(math.typesetRoot);
  const group = adaptor.childNodes(picture).find(node => adaptor.kind(node) === 'g');
  const drawing = new Drawing();
  drawing.children(group, {matrix: IDENTITY, fill: 'currentColor', stroke: 'currentColor', 'stroke-width': '0'});
  const box = whole.getOuterBBox();
  return JSON.stringify({
    pieces: drawing.body, tag: drawing.tag,
    width: 1000 * box.w, ascent: 1000 * box.h, descent: 1000 * box.d,
  });
};
