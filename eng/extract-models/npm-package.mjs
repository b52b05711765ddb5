// The npm side: fetches a client package at its pinned version and reads its runtime schemas.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';

/** Unpacks `name@version` into a temporary folder, hands that to `use`, and removes it again. */
export function withPackage(name, version, integrity, use) {
  const folder = mkdtempSync(join(tmpdir(), 'extract-models-'));
  try {
    const options = { cwd: folder, encoding: 'utf8' };
    const [packed] = Object.values(JSON.parse(execFileSync('npm', ['pack', '--json', `${name}@${version}`], options)));
    if (packed.integrity !== integrity) throw new Error(`${name}@${version} is ${packed.integrity}, wanted ${integrity}.`);
    execFileSync('tar', ['-xzf', packed.filename], options);
    return use(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The schemas are plain arrays; what they import (error classes, registries) is not needed and stands in as a stub. */
export function readSchemas(root) {
  const folder = join(root, 'dist-es', 'schemas');
  const text = readdirSync(folder).filter(f => f.endsWith('.js')).sort()
    .map(f => readFileSync(join(folder, f), 'utf8')).join('\n');
  const imported = new Set();
  const script = text
    .replace(/^import \{([^}]*)\} from [^;]*;$/gm, (_, names) => {
      for (const name of names.split(',')) if (name.trim()) imported.add(name.trim().split(/\s+as\s+/).pop());
      return '';
    })
    .replace(/^export (var|const) /gm, 'var ');
  const stub = new Proxy(function () {}, { get: (_, key) => key === Symbol.toPrimitive ? () => '' : stub, apply: () => stub, construct: () => stub });
  const context = vm.createContext(Object.fromEntries([...imported].map(name => [name, stub])));
  vm.runInContext(script, context);
  const operations = {};
  const errors = {};
  for (const value of Object.values(context)) {
    if (!Array.isArray(value)) continue;
    if (value[0] === 9) operations[value[2]] = { traits: traits(value[3]), input: resolve(value[4]), output: resolve(value[5]) };
    if (value[0] === -3) errors[value[2]] = value;
  }
  return { operations, errors };
}

const bits = ['httpLabel', 'idempotent', 'idempotencyToken', 'sensitive', 'httpPayload', 'httpResponseCode', 'httpQueryParams'];

function traits(value) {
  if (typeof value === 'number') return Object.fromEntries(bits.filter((_, i) => value & (1 << i)).map(name => [name, 1]));
  return { ...value };
}

const resolve = value => typeof value === 'function' ? value() : value;

const simple = {
  0: ['string'], 1: ['number'], 2: ['boolean'], 4: ['timestamp'], 5: ['timestamp', 'date-time'],
  6: ['timestamp', 'http-date'], 7: ['timestamp', 'epoch-seconds'], 15: ['document'], 17: ['long'],
  19: ['double'], 21: ['blob'], 42: ['blob', 'streaming'],
};

/**
 * Makes a schema reference readable: { kind, name?, traits, ... }. `traits` are the reference's own (of the member),
 * `shapeTraits` those of the shape it names.
 */
export function describe(reference) {
  let value = resolve(reference);
  let own = {};
  // A member with traits is the pair [reference, traits]; a shape is an array that starts with its kind and namespace.
  if (Array.isArray(value) && !(typeof value[0] === 'number' && typeof value[1] === 'string')) {
    own = traits(value[1]);
    value = resolve(value[0]);
  }
  if (value === 'unit') return { kind: 'unit', traits: own };
  if (typeof value === 'number') {
    if (value & 128) return { kind: 'map', traits: own, shapeTraits: {}, key: describe(0), value: describe(value & 63) };
    if (value & 64) return { kind: 'list', traits: own, shapeTraits: {}, member: describe(value & 63) };
    const [kind, detail] = simple[value] ?? [];
    if (!kind) throw new Error(`Unknown simple schema ${value}.`);
    return { kind, detail, traits: own, shapeTraits: {} };
  }
  const [code, , name, shapeTraits, ...rest] = value;
  const shape = { name, traits: own, shapeTraits: traits(shapeTraits) };
  switch (code) {
    case 0: {
      const target = describe(rest[0]);
      return { ...shape, kind: target.kind, detail: target.detail };
    }
    case 1: return { ...shape, kind: 'list', member: describeLater(rest[0]) };
    case 2: return { ...shape, kind: 'map', key: describeLater(rest[0]), value: describeLater(rest[1]) };
    case 3: case 4: case -3: {
      const names = [...rest[0]];
      return {
        ...shape, kind: 'structure', union: code === 4, error: code === -3,
        required: names.slice(0, rest[2] ?? 0),
        members: names.map((member, i) => [member, describeLater(rest[1][i])]),
      };
    }
    default: throw new Error(`Unknown schema kind ${code} of ${name}.`);
  }
}

// Shapes refer to themselves (a tree's node to its children), hence not before it is asked for.
const describeLater = reference => () => describe(reference);
