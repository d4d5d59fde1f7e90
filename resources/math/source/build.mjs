// Bundles formula.js with MathJax into ../formula.js: `npm install && npm run build`.
import {build} from 'esbuild';
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {hoisted} from './hoist.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const ownAttributes = {
  name: 'own attributes',
  setup: bundle => bundle.onResolve({filter: /Attributes\.js$/}, () => ({path: here('attributes.js')})),
};
const {outputFiles} = await build({
  entryPoints: [here('formula.js')],
  bundle: true, minify: true, format: 'iife', target: 'es2015', legalComments: 'none', write: false,
  // MathJax reads its version from here instead of from a file.
  define: {PACKAGE_VERSION: '"3.2.2"'},
  plugins: [ownAttributes],
});
writeFileSync(here('../formula.js'), hoisted(outputFiles[0].text));
