// One line per operation and per shape, so that a difference between two versions reads well.
const shapeKeys = ['type', 'union', 'error', 'required', 'members', 'member', 'key', 'value', 'enum', 'min', 'max', 'pattern'];

export function write(model) {
  const { operations, shapes, ...head } = model;
  const lines = Object.entries(head).filter(([, value]) => value !== undefined).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${lines.join('\n')}\n  "operations": ${table(operations, operation)},\n  "shapes": ${table(shapes, shape)}\n}\n`;
}

function table(entries, order) {
  const lines = Object.keys(entries).sort().map(name => `    ${JSON.stringify(name)}: ${JSON.stringify(order(entries[name]))}`);
  return `{\n${lines.join(',\n')}\n  }`;
}

const operation = ({ input, output, errors, paginator, ...rest }) => ({ input, output, errors, paginator, ...rest });

function shape(value) {
  const keys = [...shapeKeys.filter(key => key in value), ...Object.keys(value).filter(key => !shapeKeys.includes(key)).sort()];
  return Object.fromEntries(keys.map(key => [key, value[key]]));
}
