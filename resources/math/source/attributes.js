// In place of MathJax's own `Attributes`, which chains objects by their prototypes: each of them
// costs Qt's engine a hidden class, and all of them together ten times the time.
export const INHERIT = '_inherit_';

const has = Object.prototype.hasOwnProperty;

export class Attributes {
  constructor(defaults, global) {
    this.global = global;
    this.defaults = Object.assign({}, defaults);
    this.inherited = {};
    this.attributes = {};
  }

  find(name, from) {
    for (const level of from)
      if (has.call(level, name)) return level[name];
    return this.global[name];
  }

  set(name, value) { this.attributes[name] = value; }
  setList(list) { Object.assign(this.attributes, list); }
  get(name) {
    const value = this.find(name, [this.attributes, this.inherited, this.defaults]);
    return value === INHERIT ? this.global[name] : value;
  }
  getExplicit(name) { return has.call(this.attributes, name) ? this.attributes[name] : undefined; }
  getList(...names) {
    const values = {};
    for (const name of names) values[name] = this.get(name);
    return values;
  }
  setInherited(name, value) { this.inherited[name] = value; }
  getInherited(name) { return this.find(name, [this.inherited, this.defaults]); }
  getDefault(name) { return this.find(name, [this.defaults]); }
  isSet(name) { return has.call(this.attributes, name) || has.call(this.inherited, name); }
  hasDefault(name) { return has.call(this.defaults, name) || name in this.global; }
  getExplicitNames() { return Object.keys(this.attributes); }
  getInheritedNames() { return Object.keys(this.inherited); }
  getDefaultNames() { return Object.keys(this.defaults); }
  getGlobalNames() { return Object.keys(this.global); }
  getAllAttributes() { return this.attributes; }
  getAllInherited() { return this.inherited; }
  getAllDefaults() { return this.defaults; }
  getAllGlobals() { return this.global; }
}
