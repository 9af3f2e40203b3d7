import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openSealedFile, type Storage } from '@/lib/storage';
import { applyMigrations } from '../migrate';
import { fileHash, missingKeys, readManifest, type Manifest } from './manifest';
import { orderByReferences } from './order-by-references';

export type RestoreFrame = { readonly databaseUrl: string; readonly store: Storage; readonly stateDir: string; readonly source: string; readonly say: (line: string) => void };

/**
 * Puts a backup into an empty exchange. Every file is checked against the manifest before anything is written; the tables are filled in one
 * transaction, so that a killed restore leaves an empty database and is run again.
 * @throws Error in one sentence.
 */
export async function restoreBackup({ databaseUrl, store, stateDir, source, say }: RestoreFrame): Promise<Manifest> {
  const manifest = await readManifest(source);
  const missing = missingKeys(manifest);
  if (missing.length > 0) throw new Error(`This backup was made with other keys than those in .env (${missing.join(', ')}): put the .env that belongs to it in place first. Without its keys nobody could sign in, or the log would not verify.`);
  await checkFiles(manifest, source);
  say('every file is as it was written');
  await requireEmpty(databaseUrl);
  await applyMigrations(databaseUrl, manifest.migrations);
  await writeObjects(store, manifest, source);
  for (const { path } of manifest.files) {
    await mkdir(dirname(join(stateDir, path)), { recursive: true, mode: 0o700 });
    await copyFile(join(source, 'files', path), join(stateDir, path));
  }
  say(`${manifest.objects.length} objects`);
  await fillTables(databaseUrl, manifest, source);
  say(`${manifest.tables.length} tables, ${manifest.tables.reduce((sum, table) => sum + table.rowCount, 0)} rows`);
  return manifest;
}

async function checkFiles(manifest: Manifest, source: string): Promise<void> {
  const wanted = [
    ...manifest.tables.map(({ file, sha256 }) => ({ path: join('tables', file), sha256 })),
    ...manifest.objects.map((object) => ({ path: placeOf(object), sha256: object.sealed ?? object.sha256 })),
    ...manifest.files.map(({ path, sha256 }) => ({ path: join('files', path), sha256 })),
  ];
  for (const { path, sha256 } of wanted) {
    const found = await fileHash(join(source, path)).catch(() => null);
    if (found === null) throw new Error(`The backup lacks ${path}.`);
    if (found !== sha256) throw new Error(`The backup is damaged: ${path} is not what the manifest says.`);
  }
}

async function requireEmpty(databaseUrl: string): Promise<void> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  try {
    const { rows: [table] } = await connection.query<{ name: string | null }>(`select to_regclass('"AuditEvent"')::text as name`);
    if (!table?.name) return;
    const { rows } = await connection.query('select 1 from "AuditEvent" limit 1');
    if (rows.length > 0) throw new Error('The database is not empty: a restore goes into an empty one only, so that it never overwrites. Set STATE_DIR or DATABASE_URL to a new one.');
  } finally {
    await connection.end();
  }
}

function placeOf({ sha256, sealed }: Manifest['objects'][number]): string {
  return join('objects', sha256.slice(0, 2), sealed === undefined ? sha256 : `${sha256}.sealed`);
}

/** What lay encrypted is encrypted again at once: the store wants to see the bytes to name them. */
async function writeObjects(target: Storage, manifest: Manifest, source: string): Promise<void> {
  for (const object of manifest.objects) {
    const { sha256, byteSize, sealed } = object;
    const path = join(source, placeOf(object));
    const written = await target.write(sealed === undefined ? createReadStream(path) : await openSealedFile(path, sha256), { maxBytes: byteSize });
    if (!written.ok) throw new Error(`The object ${sha256} could not be stored: ${written.refusal.code}.`);
    if (written.value.sha256 !== sha256) throw new Error(`The object ${sha256} is another one in the backup.`);
    if (sealed !== undefined) await target.seal(sha256);
  }
}

/** References are checked by the database as always; its own triggers are off in this transaction, since what they would do was done when the rows were first written. */
async function fillTables(databaseUrl: string, manifest: Manifest, source: string): Promise<void> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  const names = manifest.tables.map((table) => `"${table.name}"`);
  try {
    await connection.query('begin');
    for (const name of names) await connection.query(`alter table ${name} disable trigger user`);
    await connection.query(`truncate ${names.join(', ')}`);
    for (const table of orderByReferences(manifest.tables, await listReferences(connection))) {
      const target = connection.query(copyFrom(`copy "${table.name}" (${table.columns.map((column) => `"${column}"`).join(', ')}) from stdin`));
      await pipeline(createReadStream(join(source, 'tables', table.file)), createGunzip(), target);
      if (target.rowCount !== table.rowCount) throw new Error(`The table ${table.name} has ${target.rowCount} rows in place of ${table.rowCount}.`);
    }
    for (const { name, last } of manifest.sequences) await connection.query(`select setval('"${name}"', greatest($1::bigint, 1), $1::bigint > 0)`, [last]);
    for (const name of names) await connection.query(`alter table ${name} enable trigger user`);
    await connection.query('commit');
    await connection.query('analyze');
  } finally {
    await connection.end();
  }
}

async function listReferences(connection: pg.Client) {
  const { rows } = await connection.query<{ table: string; needs: string }>(`
    select t.relname as "table", f.relname as needs from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class f on f.oid = k.confrelid where k.contype = 'f' and t.oid <> f.oid`);
  return rows;
}
