// The npm side again: what only the .d.ts files tell.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Enum values, member types, order and deprecations, per-operation errors, number widths and names of simple collections. */
export function readTypings(root) {
  const models = readFolder(join(root, 'dist-types', 'models'))
    .replace(/\/\*\*[\s\S]*?\*\//g, comment => comment.includes('@deprecated') ? '/*deprecated*/' : '');
  const commands = readFolder(join(root, 'dist-types', 'commands'));
  const typings = { enums: {}, structures: {}, deprecated: new Set(), errors: readErrors(commands), ...readExamples(commands) };

  for (const [, name, body] of models.matchAll(/^export declare const (\w+): \{\n([\s\S]*?)^\};/gm))
    typings.enums[plain(name)] = [...body.matchAll(/readonly \S+: (".*?");$/gm)].map(m => JSON.parse(m[1]));
  for (const [, deprecated, name, body] of models.matchAll(/^(\/\*deprecated\*\/\n)?export (?:interface|declare class) (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    typings.structures[plain(name)] = readMembers(body);
    if (deprecated) typings.deprecated.add(plain(name));
  }
  for (const [, name, body] of models.matchAll(/^export declare namespace (\w+) \{\n([\s\S]*?)^\}/gm))
    typings.structures[plain(name)] = new Map([...readMembers(body)].filter(([member]) => member !== '$unknown' && member !== '_'));
  return typings;
}

// TypeScript's names of shapes that would hide a built-in type start with an underscore.
const plain = name => name.replace(/^_/, '');

function readMembers(body) {
  const members = new Map();
  for (const [, deprecated, name, type] of body.matchAll(/(\/\*deprecated\*\/\s+)?^ +(?:readonly )?"?([\w$]+)"?\??: ([^;]+);$/gm)) {
    if (type === 'never') continue;
    // In a union's visitor the type is a parameter's: `(value: NvidiaMpsAllocation) => T`.
    const visited = /^\(value: (.*)\) => T$/.exec(type)?.[1];
    members.set(name, { type: (visited ?? type).replace(/ \| undefined/g, ''), deprecated: Boolean(deprecated) });
  }
  return members;
}

function readErrors(commands) {
  const errors = {};
  for (const [, operation, text] of commands.matchAll(/The input for \{@link (\w+)Command\}([\s\S]*?)export declare class /g))
    errors[operation] = [...text.matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g)].map(m => m[1]);
  return errors;
}

/**
 * Every command's documentation holds one example with all members and a placeholder for each value:
 * `maxResults: Number("int"),` and `taskArns: [ // StringList`.
 */
function readExamples(commands) {
  const placeholders = {};
  const elements = {};
  for (const [, input, output] of commands.matchAll(/const input = (\{[\s\S]*?)^ \* \};[\s\S]*?const response = [^\n]*\n([\s\S]*?)```/gm)) {
    readExample(input.replace(/^ \* /gm, ''), placeholders, elements);
    readExample(output.replace(/^ \* (\/\/ )?/gm, ''), placeholders, elements);
  }
  return { placeholders, elements };
}

function readExample(text, placeholders, elements) {
  const open = [];
  for (const line of text.split('\n')) {
    const match = /^\s*(?:"?([\w<>.$-]+)"?: )?(.*?),?(?: \/\/ (?!required)(\w+)[^/]*)?(?: \/\/ required)?$/.exec(line);
    if (!match) continue;
    const [, member, value, shape] = match;
    if (/^[}\]];?$/.test(value)) {
      open.pop();
      continue;
    }
    if (value === '') continue;
    const parent = open.at(-1);
    const fact = { value, shape: shape ?? /^"<(\w+)>"$/.exec(value)?.[1] };
    if (parent?.shape) {
      if (member && member !== '<keys>') {
        const known = ((placeholders[parent.shape] ??= {})[member] ??= fact);
        known.shape ??= fact.shape;
      } else elements[parent.shape] ??= fact;
    }
    if (/[{[]$/.test(value)) open.push({ shape });
  }
}

function readFolder(folder) {
  if (!existsSync(folder)) return '';
  return readdirSync(folder).filter(f => f.endsWith('.d.ts')).sort().map(f => readFileSync(join(folder, f), 'utf8')).join('\n');
}

/** Token names of every paginated operation; which member is the page is not in the package. */
export function readPaginators(root) {
  const folder = join(root, 'dist-es', 'pagination');
  const paginators = {};
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const match = /createPaginator\(\w+, (\w+)Command, "([^"]*)", "([^"]*)", "([^"]*)"\)/.exec(readFileSync(join(folder, file), 'utf8'));
    if (match) paginators[match[1]] = { inputToken: match[2], outputToken: match[3], ...(match[4] && { limitKey: match[4] }) };
  }
  return paginators;
}
