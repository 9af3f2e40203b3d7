import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { env, rotatedKeys } from '@/lib/env';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const manifest = z.strictObject({
  format: z.literal('databourse-backup-1'),
  at: z.iso.datetime(),
  /** Names of the migrations the tables had: a restore makes the same tables first. */
  migrations: z.array(z.string().regex(/^[\w-]+$/)).min(1),
  tables: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), columns: z.array(z.string().regex(/^\w+$/)).min(1), rowCount: z.int().min(0), file: z.string().regex(/^[\w.]+$/), sha256 })),
  sequences: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), last: z.string().regex(/^\d+$/) })),
  /** `sealed`: it lies encrypted here too, as in the store; the hash of the file as it lies here. */
  objects: z.array(z.strictObject({ sha256, byteSize: z.int().min(0), sealed: sha256.optional() })),
  files: z.array(z.strictObject({ path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/).refine((path) => !path.split('/').includes('..')), sha256 })),
  /** One for each version of each key, by the variable's name. Manifests of before have one for three keys together. */
  keys: z.union([z.string().regex(/^[0-9a-f]{32}$/), z.record(z.string().regex(/^[A-Z_]+(_\d+)?$/), z.string().regex(/^[0-9a-f]{32}$/))]),
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

const fingerprint = (secret: string): string => createHmac('sha256', secret).update('databourse backup').digest('hex').slice(0, 32);

/** Tells whether two sets of keys are the same without telling anything about them: every key that something in a backup was written, signed or named under, in every version. */
export function keyFingerprints(): Record<string, string> {
  const { rootKeys } = env();
  const rings = rotatedKeys.flatMap((name) => [...rootKeys[name]].map(([version, secret]) => [version === 1 ? name : `${name}_${version}`, secret] as const));
  return Object.fromEntries(rings.map(([name, secret]) => [name, fingerprint(secret)]));
}

/** The keys a backup needs that are missing here or others. Newer ones may have been added since. */
export function missingKeys({ keys }: Pick<Manifest, 'keys'>): readonly string[] {
  if (typeof keys === 'string') {
    const { ROOT_PSEUDONYM_KEY, ROOT_ENCRYPTION_KEY, ROOT_BLIND_INDEX_KEY } = env();
    return keys === fingerprint(`${ROOT_PSEUDONYM_KEY}${ROOT_ENCRYPTION_KEY}${ROOT_BLIND_INDEX_KEY}`) ? [] : ['ROOT_PSEUDONYM_KEY, ROOT_ENCRYPTION_KEY or ROOT_BLIND_INDEX_KEY'];
  }
  const here = keyFingerprints();
  return Object.entries(keys).filter(([name, print]) => here[name] !== print).map(([name]) => name);
}

export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
