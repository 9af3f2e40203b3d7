import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { failWith } from './refusal-line';
import { diffSchemas } from './migrate/diff-schemas';

/**
 * `npm run migrate:new -- <name>`: writes the next migration from the difference between the schema that the last migration led
 * to (its copy lies beside it) and the schema as it is now. What the schema language can't say is added by hand.
 */
const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) failWith('Usage: npm run migrate:new -- <name>, in lower case with hyphens.');
const folder = fileURLToPath(new URL('../prisma/migrations/', import.meta.url));
const schema = await readFile(join(folder, '../schema.prisma'), 'utf8');
const last = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted().at(-1);
const before = last === undefined ? null : await readFile(join(folder, last, 'schema.prisma'), 'utf8');
const sql = await diffSchemas(before, schema);
if (/^\s*(-- This is an empty migration\.)?\s*$/.test(sql)) {
  console.log('The schema has not changed since the last migration.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const target = join(folder, `${stamp}_${name.replaceAll('-', '_')}`);
  await mkdir(target);
  await writeFile(join(target, 'migration.sql'), sql);
  await writeFile(join(target, 'schema.prisma'), schema);
  console.log(`Wrote ${target}/migration.sql. Read it, and add the checks that the database should keep.`);
}
process.exit(0);
