import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { env } from '@/lib/env';

/** A checkpoint as it lies outside of the database, with the leaves it added: enough to name the row that was changed since. */
const witness = z.strictObject({ note: z.string(), from: z.int().min(1), leaves: z.array(z.string()) });
export type Witness = z.infer<typeof witness> & { readonly size: number };

const folder = (): string => resolve(env().STATE_DIR, 'checkpoints');
const keyFile = (): string => join(folder(), 'public-key');
const successionFile = (version: number): string => join(folder(), `public-key-${version}`);

/** Whole or not at all; the file of a size is written once. */
export async function writeWitness({ size, ...content }: Witness): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const path = join(folder(), `${String(size).padStart(12, '0')}.json`);
  if (existsSync(path)) return;
  const temporary = `${path}.new`;
  await writeFile(temporary, JSON.stringify(content), { mode: 0o600, flush: true });
  await rename(temporary, path);
  const handle = await open(folder(), 'r');
  await handle.sync().finally(() => handle.close());
}

/** The key that signed first: another one in its place is a replaced one. Beside it, written once each, the notes by which keys named those that came after them. */
export async function pinKey(verifierKey: string, notes: readonly string[]): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const once = (path: string, text: string) => writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch(() => undefined);
  await once(keyFile(), `${verifierKey}\n`);
  for (const [index, note] of notes.entries()) await once(successionFile(index + 2), note);
}

/** The notes that lie outside of the database, by the version of the key they name. */
export async function readPinnedNotes(): Promise<ReadonlyMap<number, string>> {
  const names = (await readdir(folder()).catch(() => [] as string[])).filter((name) => /^public-key-\d+$/.test(name));
  return new Map(await Promise.all(names.map(async (name) => [Number(name.slice('public-key-'.length)), await readFile(join(folder(), name), 'utf8')] as const)));
}

export async function readPinnedKey(): Promise<string | null> {
  return readFile(keyFile(), 'utf8').then((text) => text.trim(), () => null);
}

/** In order of size. A file that can't be read is a witness lost, and is named. */
export async function readWitnesses(): Promise<{ readonly witnesses: readonly Witness[]; readonly damaged: readonly string[] }> {
  const names = (await readdir(folder()).catch(() => [] as string[])).filter((name) => /^\d+\.json$/.test(name)).toSorted();
  const [witnesses, damaged]: [Witness[], string[]] = [[], []];
  for (const name of names) {
    const content = await readFile(join(folder(), name), 'utf8').then((text) => witness.safeParse(JSON.parse(text)), () => null).catch(() => null);
    if (content?.success) witnesses.push({ ...content.data, size: Number(name.slice(0, -5)) });
    else damaged.push(name);
  }
  return { witnesses, damaged };
}
