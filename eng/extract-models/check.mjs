// Refuses a model that does not hold together or lost something that botocore has.
export function check(model, botocore, { removed = [] }, only) {
  const problems = [];
  const { operations, shapes } = model;
  const need = (name, where) => shapes[name] || problems.push(`${where} refers to ${name}, which does not exist`);

  const reached = new Set();
  const walk = (name, where) => {
    if (!need(name, where) || reached.has(name)) return;
    reached.add(name);
    const shape = shapes[name];
    for (const [member, { shape: target }] of Object.entries(shape.members ?? {})) walk(target, `${name}.${member}`);
    for (const part of ['member', 'key', 'value']) if (shape[part]) walk(shape[part].shape, `${name}.${part}`);
    for (const member of shape.required ?? []) if (!shape.members[member]) problems.push(`${name} requires ${member}, which does not exist`);
  };
  for (const [name, operation] of Object.entries(operations)) {
    if (operation.input !== `${name}Request` || operation.output !== `${name}Response`) problems.push(`${name}: input or output is misnamed`);
    for (const shape of [operation.input, operation.output, ...operation.errors]) walk(shape, name);
    for (const error of operation.errors) if (!shapes[error]?.error) problems.push(`${name}: ${error} is no error`);
    const { inputToken, limitKey, outputToken, resultKeys = [] } = operation.paginator ?? {};
    for (const key of [inputToken, limitKey].flat()) if (key) member(operation.input, key, name);
    for (const key of [outputToken, ...resultKeys].flat()) if (key) member(operation.output, key, name);
  }
  for (const name of Object.keys(shapes)) if (!reached.has(name)) problems.push(`${name} is not reachable from an operation`);

  function member(structure, path, operation) {
    // A token may be an expression ("NextMarker || Contents[-1].Key"): its first name has to exist.
    const first = /^\w+/.exec(path)?.[0];
    if (!shapes[structure]?.members[first]) problems.push(`${operation}: the paginator's ${path} is no member of ${structure}`);
  }

  for (const [name, known] of Object.entries(botocore.operations)) {
    if (only && !only.includes(name)) continue;
    const operation = operations[name];
    if (!operation) {
      lost(name);
      continue;
    }
    compare(operation.input, known.input?.shape);
    compare(operation.output, known.output?.shape);
    for (const { shape } of known.errors ?? []) if (!operation.errors.includes(shape)) lost(`${name}.errors.${shape}`);
  }
  for (const name of reached) compare(name, name);

  function compare(name, knownName) {
    const known = botocore.shapes[knownName];
    const shape = shapes[name];
    if (!known || !shape) return;
    if (known.type !== shape.type && !(known.document && shape.type === 'document')) problems.push(`${name} is ${shape.type}, in botocore ${known.type}`);
    for (const member of Object.keys(known.members ?? {})) if (shape.type === 'structure' && !shape.members[member]) lost(`${name}.${member}`);
    for (const member of known.required ?? []) if (shape.members?.[member] && !shape.required?.includes(member)) lost(`${name}.${member} (required)`);
    for (const value of known.enum ?? []) if (!shape.enum?.includes(value)) lost(`${name}=${value}`);
  }

  function lost(what) {
    if (!removed.includes(what)) problems.push(`${what} is in botocore but not here`);
  }

  if (problems.length) throw new Error(`${model.service}:\n  ${[...new Set(problems)].join('\n  ')}`);
}
