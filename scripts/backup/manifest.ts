import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { env } from '@/lib/env';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const manifest = z.strictObject({
  format: z.literal('databourse-backup-1'),
  at: z.iso.datetime(),
  /** Names of the migrations the tables had: a restore makes the same tables first. */
  migrations: z.array(z.string().regex(/^[\w-]+$/)).min(1),
  tables: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), columns: z.array(z.string().regex(/^\w+$/)).min(1), rowCount: z.int().min(0), file: z.string().regex(/^[\w.]+$/), sha256 })),
  sequences: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), last: z.string().regex(/^\d+$/) })),
  objects: z.array(z.strictObject({ sha256, byteSize: z.int().min(0) })),
  files: z.array(z.strictObject({ path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/).refine((path) => !path.split('/').includes('..')), sha256 })),
  keys: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Manifest = z.infer<typeof manifest>;

/** @throws Error in one sentence when the folder holds no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => { throw new Error(`There is no backup in ${folder}: its manifest.json is missing.`); });
  let content: unknown;
  try { content = JSON.parse(text); } catch { throw new Error('The manifest.json of this backup is damaged.'); }
  const parsed = manifest.safeParse(content);
  if (!parsed.success) throw new Error(`The manifest.json of this backup is damaged: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`);
  return parsed.data;
}

/** Tells whether two sets of keys are the same without telling anything about them. */
export function keyFingerprint(): string {
  const { ROOT_PSEUDONYM_KEY, ROOT_ENCRYPTION_KEY, ROOT_BLIND_INDEX_KEY } = env();
  return createHmac('sha256', `${ROOT_PSEUDONYM_KEY}${ROOT_ENCRYPTION_KEY}${ROOT_BLIND_INDEX_KEY}`).update('databourse backup').digest('hex').slice(0, 32);
}

export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
