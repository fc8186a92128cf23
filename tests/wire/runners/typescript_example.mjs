/**
 * Runs an example of a page: `node typescript_example.mjs TOOLS FILE`.
 *
 * TOOLS holds the compiler, the folder of the client stands in CLIENT_FOLDER. The example has to
 * be clean under the strictest flags, and is run as it was compiled.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools, file] = process.argv.slice(2);
const folder = dirname(file);
const client = process.env.CLIENT_FOLDER;
const { name } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'));

const place = join(folder, 'node_modules', name);
mkdirSync(dirname(place), { recursive: true });
symlinkSync(client, place);
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'NodeNext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      types: ['node'],
      typeRoots: [join(tools, 'node_modules', '@types')],
      outDir: join(folder, 'out'),
      rootDir: folder,
    },
    files: [file],
  }),
);

const compiler = join(tools, 'node_modules', 'typescript-native', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
if (compiled.status !== 0) {
  process.stderr.write(compiled.stdout + compiled.stderr);
  process.exit(1);
}
await import(pathToFileURL(join(folder, 'out', basename(file).replace(/\.ts$/, '.js'))).href);
