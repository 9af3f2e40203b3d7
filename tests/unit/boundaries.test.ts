import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';
import { boundaryRules, moduleLine } from '@/tests/boundaries/rules';

async function cruiseHouse(baseDir: string): Promise<ICruiseResult> {
  const tsConfigFile = join(baseDir, 'tsconfig.json');
  const result = await cruise(
    ['lib', 'app'],
    { baseDir, validate: true, ruleSet: { forbidden: boundaryRules() }, doNotFollow: { path: 'node_modules' }, exclude: { path: 'lib/db/generated' }, tsPreCompilationDeps: true, tsConfig: { fileName: tsConfigFile } },
    {},
    { tsConfig: extractTSConfig(tsConfigFile) },
  );
  if (typeof result.output === 'string') throw new Error('dependency-cruiser answered with text');
  return result.output;
}

async function sourceCount(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') && !entry.parentPath.includes('generated')).length;
}

/** One file per rule that breaks exactly that rule. */
const breaches: readonly { rule: string; path: string; source: string }[] = [
  { rule: 'lib-knows-no-app', path: 'lib/orders/bad-app.ts', source: `import '@/app/_server/context';` },
  { rule: 'lib-knows-no-app', path: 'lib/orders/bad-react.ts', source: `import { useState } from 'react'; export const x = useState;` },
  { rule: 'core-is-pure', path: 'lib/orders/core/bad-db.ts', source: `import { client } from '@/lib/db'; export const x = client;` },
  { rule: 'core-is-pure', path: 'lib/orders/core/bad-reachable.ts', source: `import { pseudonym } from '@/lib/shared/pseudonym'; export const x = pseudonym;` },
  { rule: 'core-has-no-builtins', path: 'lib/orders/core/bad-file.ts', source: `import { readFileSync } from 'node:fs'; export const x = readFileSync;` },
  { rule: 'modules-have-doors', path: 'lib/orders/bad-door.ts', source: `import { x } from '@/lib/catalog/core/hidden'; export const y = x;` },
  { rule: 'app-uses-doors', path: 'app/bad-door.ts', source: `import { x } from '@/lib/catalog/core/hidden'; export const y = x;` },
  { rule: 'app-knows-no-database', path: 'app/bad-database.ts', source: `import { PrismaPg } from '@prisma/adapter-pg'; export const x = PrismaPg;` },
  { rule: 'client-stays-client', path: 'app/bad.client.tsx', source: `import { client } from '@/lib/db'; export const x = client;` },
  { rule: 'no-cycles', path: 'lib/catalog/core/bad.ts', source: `import { x } from './bad-twin'; export const y = () => x;` },
  ...moduleLine.slice(0, -1).map((name, index) => ({
    rule: `${name}-looks-back`, path: `lib/${name}/bad-line.ts`, source: `import { x } from '@/lib/${moduleLine[index + 1] ?? ''}/schema'; export const y = x;`,
  })),
];

/** Who names the vault's table, in a query, in SQL or as a sealed column. */
async function whoNamesTheVault(folders: readonly string[]): Promise<string[]> {
  const files = (await Promise.all(folders.map(async (folder) => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))))).flat();
  const isNamed = await Promise.all(files.map(async (path) => !path.includes('lib/db/generated') && /\bidentity\.(find|create|update|upsert|delete|count|aggregate|group)|['"]Identity['"]/.test(await readFile(path, 'utf8'))));
  return files.filter((_, index) => isNamed[index]).toSorted();
}

describe('the shape of the house', () => {
  it('P1 one file asks the vault, and one names what in it is sealed', async () => {
    expect(await whoNamesTheVault(['lib', 'app', 'scripts'])).toEqual(['lib/identity/store/identities.ts', 'lib/vault/sealed-columns.ts']);
    // Nor can another question bring it along: no relation leads to it.
    expect(await readFile('prisma/schema.prisma', 'utf8')).not.toMatch(/^\s+\w+\s+Identity\b/m);
  });

  it('has no breach, and every source file was looked at', async () => {
    const output = await cruiseHouse(process.cwd());
    expect(output.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`)).toEqual([]);
    const onDisk = (await sourceCount('lib')) + (await sourceCount('app'));
    expect(onDisk).toBeGreaterThan(50);
    expect(output.summary.totalCruised).toBeGreaterThanOrEqual(onDisk);
  }, 120_000);

  it('reports each planted breach by its name, and nothing where nothing was planted', async () => {
    const house = await plantHouse();
    const home = process.cwd();
    // dependency-cruiser resolves from the working directory, whatever baseDir says.
    process.chdir(house);
    try {
      expect((await cruiseHouse(house)).summary.violations).toEqual([]);
      for (const { path, source } of breaches) await plant(house, path, source);
      await plant(house, 'lib/catalog/core/bad-twin.ts', `import { y } from './bad'; export const x = () => y;`);
      const { violations } = (await cruiseHouse(house)).summary;
      const found = violations.map((violation) => `${violation.rule.name} ${violation.from}`);
      for (const breach of breaches) expect(found.join('\n')).toContain(`${breach.rule} ${breach.path.replace(/\.tsx?$/, '')}`);
    } finally {
      process.chdir(home);
      await rm(house, { recursive: true, force: true });
    }
  }, 120_000);
});

/** A small house of the same shape, without breach, to plant them in. */
async function plantHouse(): Promise<string> {
  const house = await mkdtemp(join(tmpdir(), 'databourse-house-'));
  const files: Record<string, string> = {
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'ESNext', moduleResolution: 'bundler', jsx: 'react-jsx', paths: { '@/*': ['./*'] } } }),
    'lib/env.ts': 'export const env = 1;',
    'lib/db/index.ts': `import { env } from '@/lib/env'; export const client = env;`,
    'lib/shared/pseudonym.ts': `import { env } from '@/lib/env'; export const pseudonym = env;`,
    'lib/catalog/core/hidden.ts': 'export const x = 1;',
    'app/_server/context.ts': 'export const context = 1;',
    'node_modules/react/package.json': '{"name":"react","main":"index.js"}',
    'node_modules/react/index.js': 'exports.useState = 1;',
    'node_modules/@prisma/adapter-pg/package.json': '{"name":"@prisma/adapter-pg","main":"index.js"}',
    'node_modules/@prisma/adapter-pg/index.js': 'exports.PrismaPg = 1;',
    ...Object.fromEntries(moduleLine.map((name) => [`lib/${name}/schema.ts`, 'export const x = 1;'])),
  };
  for (const [path, source] of Object.entries(files)) await plant(house, path, source);
  return house;
}

async function plant(house: string, path: string, source: string): Promise<void> {
  await mkdir(dirname(join(house, path)), { recursive: true });
  await writeFile(join(house, path), source);
}
