// Makes src/Generator/Models/<service>.json: node eng/extract-models/extract.mjs ecs
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBotocore } from './botocore.mjs';
import { check } from './check.mjs';
import { Merge } from './merge.mjs';
import { readSchemas, withPackage } from './npm-package.mjs';
import { readPaginators, readTypings } from './typings.mjs';
import { write } from './write.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const json = (path, missing) => existsSync(join(here, path)) ? JSON.parse(readFileSync(join(here, path), 'utf8')) : missing;

const { botocore: botocoreVersion, services } = json('services.json');
const pins = json('package.json').dependencies;
const names = process.argv.slice(2);
if (!names.length || names.some(name => !services[name])) {
  console.error(`usage: node extract.mjs <service>...   services: ${Object.keys(services).join(', ')}`);
  process.exit(2);
}

for (const name of names) {
  const options = services[name];
  const overrides = json(`overrides/${name}.json`, {});
  const botocore = readBotocore(options.botocore, botocoreVersion);
  const merge = withPackage(options.package, pins[options.package], options.integrity, root => {
    const { operations, errors } = readSchemas(root);
    return new Merge(operations, errors, readTypings(root), readPaginators(root), botocore, overrides, options.operations).run();
  });
  const { metadata } = botocore;
  const model = {
    service: options.service,
    sdkName: options.sdkName,
    serviceId: metadata.serviceId,
    apiVersion: metadata.apiVersion,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    endpointPrefix: metadata.endpointPrefix,
    targetPrefix: metadata.targetPrefix,
    jsonVersion: metadata.jsonVersion,
    protocols: merge.protocols,
    queryCompatible: metadata.awsQueryCompatible ? true : undefined,
    xmlNamespace: metadata.xmlNamespace,
    sdk: overrides.sdk,
    operations: merge.operations,
    shapes: merge.shapes,
  };
  check(model, botocore, overrides, options.operations);
  const file = join(here, '..', '..', 'src', 'Generator', 'Models', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const text = write(model);
  writeFileSync(file, text);
  for (const note of merge.notes) console.log(`note: ${note}`);
  console.log(`${name}: ${Object.keys(model.operations).length} operations, ${Object.keys(model.shapes).length} shapes, ${Buffer.byteLength(text)} bytes, ${merge.unconstrained.length} simple members unknown to botocore`);
}
