/**
 * Makes examples of pages ready to run: `node typescript_example.mjs TOOLS CLIENT FILE...`.
 *
 * TOOLS holds the compiler, CLIENT is the folder of a client that was built. Beside each FILE.ts
 * stands FILE.mjs afterwards, which finds the client by the name of its package. Types are not
 * checked here: `tests/unit/test_typescript_types.py` does so for all examples at once.
 */

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [tools, client, ...files] = process.argv.slice(2);
const ts = createRequire(join(tools, 'package.json'))('typescript');
const { name } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'));

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};

for (const file of files) {
  const { outputText, diagnostics } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions,
    fileName: file,
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0) {
    throw new Error(`${file}: ${ts.formatDiagnostics(diagnostics, ts.createCompilerHost({}))}`);
  }
  writeFileSync(file.replace(/\.ts$/, '.mjs'), outputText);
  const place = join(dirname(file), 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(client, place);
}
