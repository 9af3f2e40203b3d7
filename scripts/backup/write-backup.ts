import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { beginSealing, type Storage } from '@/lib/storage';
import { fileHash, keyFingerprints, type Manifest } from './manifest';

export type BackupFrame = { readonly databaseUrl: string; readonly store: Storage; readonly stateDir: string; readonly target: string; readonly now: Date; readonly say: (line: string) => void };

/** What lies in the state folder beside the database and the objects, and can't be made again. */
const keptFolders = ['checkpoints', 'audit-segments'] as const;

/**
 * Writes the whole exchange as it stands at one moment, while it runs: every table from one snapshot, every object the tables name (its
 * hash checked on the way), and a manifest with the hash of each file. Under another name until it is whole: what a killed run leaves is no backup.
 * @throws Error in one sentence.
 */
export async function writeBackup({ databaseUrl, store, stateDir, target, now, say }: BackupFrame): Promise<Manifest> {
  if (existsSync(target)) throw new Error(`${target} is there already: name a folder that isn't.`);
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  try {
    await connection.query('begin isolation level repeatable read read only');
    const tables = await writeTables(connection, partial, say);
    const { migrations, sequences, objects } = await readFacts(connection);
    await connection.query('commit');
    const written = await writeObjects(store, objects, partial);
    say(`${objects.length} objects, ${objects.reduce((sum, object) => sum + object.byteSize, 0)} bytes`);
    const manifest: Manifest = { format: 'databourse-backup-1', at: now.toISOString(), migrations, tables, sequences, objects: written, files: await copyFolders(stateDir, partial), keys: keyFingerprints() };
    await writeFile(join(partial, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
    await rename(partial, target);
    return manifest;
  } finally {
    await connection.end();
  }
}

async function writeTables(connection: pg.Client, folder: string, say: BackupFrame['say']): Promise<Manifest['tables']> {
  const { rows } = await connection.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`);
  const tables: Manifest['tables'] = [];
  for (const { name, columns } of rows) {
    const file = `${name}.copy.gz`;
    const source = connection.query(copyTo(`copy "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) to stdout`));
    const hash = createHash('sha256');
    const meter = new Transform({ transform(chunk: Buffer, _, done) { hash.update(chunk); done(null, chunk); } });
    await pipeline(source, createGzip(), meter, createWriteStream(join(folder, 'tables', file), { flags: 'wx', mode: 0o600, flush: true }));
    tables.push({ name, columns, rowCount: source.rowCount, file, sha256: hash.digest('hex') });
  }
  say(`${tables.length} tables, ${tables.reduce((sum, table) => sum + table.rowCount, 0)} rows`);
  return tables;
}

type Wanted = { readonly sha256: string; readonly byteSize: number; readonly isSealed: boolean };

async function readFacts(connection: pg.Client): Promise<Pick<Manifest, 'migrations' | 'sequences'> & { objects: Wanted[] }> {
  const migrations = await connection.query<{ name: string }>('select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name');
  const sequences = await connection.query<{ name: string; last: string }>(`select sequencename as name, coalesce(last_value, 0)::text as last from pg_sequences where schemaname = 'public' order by 1`);
  const objects = await connection.query<{ sha256: string; byteSize: string; isSealed: boolean }>('select sha256, "byteSize"::text as "byteSize", "sealedAt" is not null as "isSealed" from "StoredObject" order by 1');
  return { migrations: migrations.rows.map((row) => row.name), sequences: sequences.rows, objects: objects.rows.map((row) => ({ ...row, byteSize: Number(row.byteSize) })) };
}

/** What lies encrypted in the store lies encrypted here, under a key of its own, wrapped by a root key that the backup doesn't hold. */
async function writeObjects(source: Storage, objects: readonly Wanted[], folder: string): Promise<Manifest['objects']> {
  const written: Manifest['objects'] = [];
  for (const { sha256, byteSize, isSealed } of objects) {
    const place = join(folder, 'objects', sha256.slice(0, 2));
    await mkdir(place, { recursive: true, mode: 0o700 });
    const bytes = await source.openRead(sha256).catch(() => { throw new Error(`The object ${sha256} is missing: it was removed while the backup ran, or is lost. Run the backup again; npm run audit says more.`); });
    const [plain, lying] = [hashing(), hashing()];
    const target = createWriteStream(join(place, isSealed ? `${sha256}.sealed` : sha256), { flags: 'wx', mode: 0o600, flush: true });
    if (isSealed) {
      const { header, cipher } = beginSealing(sha256, byteSize);
      lying.meter.write(header);
      await pipeline(bytes, plain.meter, cipher, lying.meter, target);
    } else {
      await pipeline(bytes, plain.meter, target);
    }
    if (plain.digest() !== sha256) throw new Error(`The object ${sha256} is damaged in the store: its bytes have another hash.`);
    written.push({ sha256, byteSize, ...(isSealed ? { sealed: lying.digest() } : {}) });
  }
  return written;
}

function hashing() {
  const hash = createHash('sha256');
  return { meter: new Transform({ transform(chunk: Buffer, _, done) { hash.update(chunk); done(null, chunk); } }), digest: () => hash.digest('hex') };
}

async function copyFolders(stateDir: string, folder: string): Promise<Manifest['files']> {
  const files: Manifest['files'] = [];
  for (const name of keptFolders) {
    const source = join(stateDir, name);
    if (!existsSync(source)) continue;
    await mkdir(join(folder, 'files', name), { recursive: true, mode: 0o700 });
    for (const entry of (await readdir(source, { withFileTypes: true })).filter((item) => item.isFile())) {
      const path = `${name}/${entry.name}`;
      await copyFile(join(stateDir, path), join(folder, 'files', path));
      files.push({ path, sha256: await fileHash(join(folder, 'files', path)) });
    }
  }
  return files;
}
