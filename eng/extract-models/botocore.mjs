// The botocore side: numbers' widths, constraints, names of simple shapes, result keys of paginators.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Reads one service's model ("ecs/2014-11-13") from the botocore that python3 imports. */
export function readBotocore(service, version) {
  const print = 'import botocore, os; print(botocore.__version__); print(os.path.dirname(botocore.__file__))';
  const [actual, folder] = execFileSync('python3', ['-c', print], { encoding: 'utf8' }).trim().split('\n');
  if (actual !== version) throw new Error(`python3's botocore is ${actual}, wanted ${version}.`);
  const path = join(folder, 'data', ...service.split('/'));
  const model = readJson(join(path, 'service-2.json'));
  return { ...model, paginators: readJson(join(path, 'paginators-1.json'), { pagination: {} }).pagination };
}

function readJson(path, missing) {
  if (existsSync(`${path}.gz`)) return JSON.parse(gunzipSync(readFileSync(`${path}.gz`)));
  if (existsSync(path)) return JSON.parse(readFileSync(path));
  if (missing) return missing;
  throw new Error(`${path} does not exist.`);
}
