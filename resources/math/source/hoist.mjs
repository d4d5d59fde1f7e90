// Declares each `var` at the top of its function where a use stands before the declaration: Qt
// warns of such code at every start.
import {parse} from 'acorn';
import {ancestor} from 'acorn-walk';

const isScope = node => /Function|Program/.test(node.type);

export const hoisted = source => {
  const declared = new Map(), used = [];
  const note = (scope, name, at) => {
    const names = declared.get(scope) || declared.set(scope, new Map()).get(scope);
    if (!names.has(name)) names.set(name, at);
  };
  ancestor(parse(source, {ecmaVersion: 2020}), {
    VariableDeclaration(node, _state, above) {
      if (node.kind !== 'var') return;
      const scope = [...above].reverse().find(isScope);
      for (const {id} of node.declarations) if (id.type === 'Identifier') note(scope, id.name, id.start);
    },
    Identifier(node, _state, above) { used.push([node.name, node.start, above.filter(isScope)]); },
  });
  const early = new Map();
  for (const [name, at, scopes] of used) {
    const scope = [...scopes].reverse().find(s => declared.get(s)?.has(name));
    if (!scope || at >= declared.get(scope).get(name) || scope.type === 'Program') continue;
    const isParameter = (scope.params || []).some(p => p.name === name);
    if (!isParameter) (early.get(scope) || early.set(scope, new Set()).get(scope)).add(name);
  }
  let made = source;
  for (const [scope, names] of [...early].sort((a, b) => b[0].body.start - a[0].body.start)) {
    const at = scope.body.start + 1;
    const directive = /^\s*(["'])use strict\1;?/.exec(made.slice(at));
    const place = at + (directive ? directive[0].length : 0);
    made = `${made.slice(0, place)}var ${[...names].join(',')};${made.slice(place)}`;
  }
  return made;
};
