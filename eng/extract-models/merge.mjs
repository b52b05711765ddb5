// Joins the two sides: npm says what exists, botocore adds what npm does not tell.
import { describe } from './npm-package.mjs';
import { members as memberTraits, operation as operationTraits, shape as shapeTraits } from './wire.mjs';

const widths = { int: 'integer', short: 'integer', byte: 'integer', long: 'long', bigint: 'long', float: 'float', double: 'double', bigdecimal: 'double' };
const plainNames = { string: ['String'], integer: ['Integer', 'BoxedInteger'], long: ['Long', 'BoxedLong'], float: ['Float', 'BoxedFloat'], double: ['Double', 'BoxedDouble'], boolean: ['Boolean', 'BoxedBoolean'], timestamp: ['Timestamp'], blob: ['Blob'], document: ['Document'] };
const numbers = new Set(['integer', 'long', 'float', 'double']);

export class Merge {
  shapes = {};
  operations = {};
  /** Decisions a reader should know of. */
  notes = [];
  /** Members that botocore does not know, hence without constraints. */
  unconstrained = [];

  /** `only`: the names of the operations to keep; absent, all. */
  constructor(npm, npmErrors, typings, paginators, botocore, overrides, only) {
    Object.assign(this, { npm, npmErrors, typings, paginators, botocore, overrides, only });
    this.protocols = botocore.metadata.protocols ?? [botocore.metadata.protocol];
  }

  run() {
    for (const name of this.only ?? Object.keys(this.npm)) this.operations[name] = this.operation(name);
    return this;
  }

  operation(name) {
    if (!this.npm[name]) throw new Error(`${name} is no operation of the npm package.`);
    const { input, output, traits } = this.npm[name];
    const known = this.botocore.operations[name];
    return {
      ...operationTraits(traits, known, this.protocols),
      input: this.root(input, `${name}Request`),
      output: this.root(output, `${name}Response`),
      errors: this.typings.errors[name].map(error => this.error(error)),
      paginator: this.paginator(name),
    };
  }

  // Every operation has a request and a response of its own, named after it.
  root(reference, name) {
    const described = describe(reference);
    if (described.kind === 'unit') {
      this.shapes[name] ??= { type: 'structure', members: {} };
      return name;
    }
    const shape = this.structure(described);
    if (described.name !== name) {
      if (this.protocols.includes('rest-xml')) shape.xmlName ??= described.name;
    }
    if (this.shapes[name] && described.name !== name) throw new Error(`The name ${name} is taken.`);
    this.shapes[name] = shape;
    return name;
  }

  error(name) {
    const schema = this.npmErrors[name];
    if (!schema) throw new Error(`The error ${name} has no schema.`);
    return this.named(describe(schema));
  }

  paginator(name) {
    const known = this.botocore.paginators[name];
    const tokens = this.paginators[name] ?? (known && { inputToken: known.input_token, outputToken: known.output_token, limitKey: known.limit_key });
    if (!tokens) return undefined;
    const keys = this.overrides.resultKeys?.[name] ?? known?.result_key;
    if (!keys) this.notes.push(`paginator of ${name}: no result key`);
    return { ...tokens, ...(known?.more_results && { moreResults: known.more_results }), resultKeys: [keys ?? []].flat() };
  }

  /** Adds a shape that carries its own name, once, and returns the name. */
  named(described) {
    if (!this.shapes[described.name]) {
      this.shapes[described.name] = {}; // it may refer to itself
      Object.assign(this.shapes[described.name], this.define(described));
    }
    return described.name;
  }

  define(described) {
    const { name, kind } = described;
    const known = this.botocore.shapes[name];
    if (kind === 'structure') return this.structure(described);
    if (kind === 'list' || kind === 'map') return this.collection(described, known);
    return { ...this.simple(name, this.type(kind, known, undefined, name)), ...shapeTraits(described, known, this.protocols) };
  }

  structure(described) {
    const known = this.botocore.shapes[described.name];
    const typed = this.typings.structures[described.name] ?? new Map();
    // The schemas put required members first; the type declarations keep the model's order.
    const order = [...typed.keys()];
    const place = member => order.includes(member) ? order.indexOf(member) : order.length;
    const sorted = [...described.members].sort(([a], [b]) => place(a) - place(b));
    const members = {};
    for (const [member, reference] of sorted)
      members[member] = this.member(described.name, member, reference(), known?.members?.[member], typed.get(member));
    // npm's clients fill in idempotency tokens, hence never require them of their callers; the service does.
    const required = Object.keys(members).filter(member =>
      described.required.includes(member) || (members[member].idempotencyToken && known?.required?.includes(member)));
    return {
      type: 'structure',
      union: described.union || undefined,
      ...shapeTraits(described, known, this.protocols),
      deprecated: this.typings.deprecated.has(described.name) || known?.deprecated || undefined,
      required: required.length ? required : undefined,
      members,
    };
  }

  member(owner, name, described, known, typed) {
    const where = `${owner}.${name}`;
    const override = this.overrides.members?.[where];
    return {
      shape: this.target(described, override ? { shape: override } : known, typed?.type, this.typings.placeholders[owner]?.[name], where),
      ...memberTraits(described, known, this.protocols),
      deprecated: typed?.deprecated || known?.deprecated || undefined,
    };
  }

  /** The name of the shape that a member, element, key or value has. */
  target(described, known, typed, placeholder, where) {
    if (described.name) return this.named(described);
    const knownShape = known && this.botocore.shapes[known.shape];
    if (described.kind === 'list' || described.kind === 'map') {
      const name = knownShape?.type === described.kind ? known.shape : placeholder?.shape ?? this.guessCollection(described, where);
      const element = typed?.match(/^(\w+)\[\]$|^Partial<Record<\w+, (\w+)>>$|^Record<\w+, (\w+)>$/);
      if (!this.shapes[name]) this.shapes[name] = this.collection({ ...described, name }, this.botocore.shapes[name], element?.slice(1).find(Boolean));
      return name;
    }
    const type = this.type(described.kind, knownShape, placeholder, where);
    if (knownShape && fits(knownShape, type)) return this.addSimple(known.shape, type);
    if (type === 'string' && this.typings.enums[typed]) return this.addSimple(typed, type, placeholder);
    if (knownShape) this.notes.push(`${where}: botocore's ${known.shape} (${knownShape.type}) is ${type} in npm`);
    else this.unconstrained.push(where);
    return this.plain(type);
  }

  collection(described, known, typed) {
    const { name, kind } = described;
    const deferred = reference => typeof reference === 'function' ? reference() : reference;
    const part = (key) => {
      const item = deferred(described[key]);
      const knownItem = known?.[key];
      return {
        shape: this.target(item, knownItem, key === 'key' ? undefined : typed, key === 'key' ? undefined : this.typings.elements[name], `${name}.${key}`),
        ...memberTraits(item, knownItem, this.protocols),
      };
    };
    return {
      type: kind,
      ...(kind === 'list' ? { member: part('member') } : { key: part('key'), value: part('value') }),
      ...constraints(known),
      ...shapeTraits(described, known, this.protocols),
      deprecated: known?.deprecated || undefined,
    };
  }

  guessCollection(described, where) {
    const item = typeof described.member === 'function' ? described.member() : described.member ?? described.value;
    const name = `${item.kind[0].toUpperCase()}${item.kind.slice(1)}${described.kind === 'list' ? 'List' : 'Map'}`;
    this.notes.push(`${where}: named ${name} by guess`);
    return name;
  }

  type(kind, known, placeholder, where) {
    if (kind === 'document') return 'document';
    if (kind !== 'number') return kind;
    if (numbers.has(known?.type)) return known.type;
    const width = /Number\("(\w+)"\)/.exec(placeholder?.value ?? '')?.[1];
    if (widths[width]) return widths[width];
    this.notes.push(`${where}: integer by guess`);
    return 'integer';
  }

  addSimple(name, type, placeholder) {
    this.shapes[name] ??= this.simple(name, type, placeholder);
    return name;
  }

  plain(type) {
    const candidates = plainNames[type];
    const name = candidates.find(n => this.botocore.shapes[n]?.type === type && !Object.keys(constraints(this.botocore.shapes[n])).length)
      ?? candidates.find(n => !this.botocore.shapes[n]) ?? `Plain${candidates[0]}`;
    return this.addSimple(name, type);
  }

  simple(name, type, placeholder) {
    const known = this.botocore.shapes[name];
    return {
      type,
      enum: this.enumeration(name, known, placeholder),
      ...constraints(known),
      timestampFormat: known?.timestampFormat && formats[known.timestampFormat],
      sensitive: known?.sensitive || undefined,
      deprecated: known?.deprecated || this.typings.deprecated.has(name) || undefined,
    };
  }

  // npm sorts an enum's values; the order of the model is in botocore and in npm's examples ("EC2" || "FARGATE").
  enumeration(name, known, placeholder) {
    const values = this.typings.enums[name];
    if (!values) {
      if (known?.enum) this.notes.push(`${name}: enum values from botocore only`);
      return known?.enum;
    }
    const shown = [...(placeholder?.value ?? '').matchAll(/"([^"]*)"/g)].map(m => m[1]);
    const order = [...new Set([...(known?.enum ?? []), ...shown])];
    return [...order.filter(v => values.includes(v)), ...values.filter(v => !order.includes(v))];
  }
}

const formats = { iso8601: 'date-time', rfc822: 'http-date', unixTimestamp: 'epoch-seconds' };

function fits(known, type) {
  return known.type === type || (type === 'string' && known.type === 'character') || (type === 'document' && known.document);
}

function constraints(known) {
  return known ? JSON.parse(JSON.stringify({ min: known.min, max: known.max, pattern: known.pattern })) : {};
}
