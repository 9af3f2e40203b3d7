import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ByteRange } from './byte-range';
import { openInto, openSealedFile, sealedSize, sealFile } from './sealed-local';

export type StoredBytes = { readonly sha256: string; readonly byteSize: number };

/** Where bytes live: named by their SHA-256, so that identical bytes are stored once and what is read can be checked. */
export type Storage = {
  /** Takes the stream to its end or leaves nothing: over the limit, broken off, or no room are refusals. */
  readonly write: (bytes: Readable, limit: { readonly maxBytes: number }) => Promise<Result<StoredBytes>>;
  /** `end` is inclusive. The object must exist. */
  readonly openRead: (sha256: string, range?: ByteRange) => Promise<Readable>;
  /** A file with the bytes. Of sealed ones there is none but what is opened into `scratch`, a folder that the caller removes. */
  readonly localPath: (sha256: string, scratch?: string) => Promise<string>;
  /** From now on the bytes lie encrypted under a key of their own; everything else goes on as before. Twice does no harm. */
  readonly seal: (sha256: string) => Promise<void>;
  readonly exists: (sha256: string) => Promise<boolean>;
  /** Bytes; null when it isn't there. */
  readonly sizeOf: (sha256: string) => Promise<number | null>;
  readonly remove: (sha256: string) => Promise<void>;
  /** Of this age and older: whoever stores bytes writes their row a little later. */
  readonly list: (age?: { readonly olderThanMilliseconds: number }) => Promise<readonly string[]>;
  /** A small text under a name of its own, which no sweep looks at, in a place other than the machine's own disk: a bucket. Where there is none nothing is kept. What stands under the name already stays. */
  readonly keepText: (name: string, text: string) => Promise<void>;
  /** What a killed process left half-written, of this age and older. Nothing younger than an upload or a measuring may take, unless none can be under way. */
  readonly sweepTemporary: (age?: { readonly olderThanMilliseconds: number }) => Promise<number>;
};

class TooLarge extends Error {}

export function localStorage(root: string): Storage {
  const objects = resolve(root, 'objects');
  const incoming = resolve(root, 'incoming');
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('An object is named by the 64 hex digits of its SHA-256');
    return join(objects, sha256.slice(0, 2), sha256);
  };
  const sealedPathOf = (sha256: string): string => `${pathOf(sha256)}.sealed`;
  return {
    write: (bytes, { maxBytes }) => writeObject(bytes, { maxBytes, incoming, pathOf }),
    openRead: async (sha256, range) => ((await isThere(pathOf(sha256))) ? createReadStream(pathOf(sha256), range) : openSealedFile(sealedPathOf(sha256), sha256, range)),
    localPath: async (sha256, scratch) => {
      if (await isThere(pathOf(sha256))) return pathOf(sha256);
      await access(sealedPathOf(sha256));
      if (scratch === undefined) throw new Error('Sealed bytes are opened into a folder that somebody removes');
      return openInto(await openSealedFile(sealedPathOf(sha256), sha256), scratch, sha256);
    },
    seal: (sha256) => sealFile({ plain: pathOf(sha256), sealed: sealedPathOf(sha256), incoming, sha256 }),
    exists: (sha256) => isEitherThere(pathOf(sha256), sealedPathOf(sha256)),
    sizeOf: (sha256) => stat(pathOf(sha256)).then((facts) => facts.size, () => sealedSize(sealedPathOf(sha256), sha256)),
    remove: (sha256) => removeBoth(pathOf(sha256), sealedPathOf(sha256)),
    list: async ({ olderThanMilliseconds } = { olderThanMilliseconds: 0 }) => {
      await mkdir(objects, { recursive: true });
      const files = (await readdir(objects, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      const old = olderThanMilliseconds === 0 ? files : (await Promise.all(files.map(async (entry) => ((await ageOf(join(entry.parentPath, entry.name))) >= olderThanMilliseconds ? [entry] : [])))).flat();
      return [...new Set(old.map((entry) => entry.name.replace(/\.sealed$/, '')))];
    },
    keepText: () => Promise.resolve(),
    sweepTemporary: async ({ olderThanMilliseconds } = { olderThanMilliseconds: 0 }) => {
      await mkdir(incoming, { recursive: true });
      const paths = (await readdir(incoming)).map((name) => join(incoming, name));
      const old = (await Promise.all(paths.map(async (path) => ((await ageOf(path)) >= olderThanMilliseconds ? [path] : [])))).flat();
      await Promise.all(old.map((path) => rm(path, { recursive: true, force: true })));
      return old.length;
    },
  };
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

const isEitherThere = async (plain: string, sealed: string): Promise<boolean> => (await isThere(plain)) || isThere(sealed);

async function removeBoth(plain: string, sealed: string): Promise<void> {
  await rm(plain, { force: true });
  await rm(sealed, { force: true });
}

/** What vanished meanwhile is nobody's to remove. */
function ageOf(path: string): Promise<number> {
  return stat(path).then(({ mtimeMs }) => Math.max(0, Date.now() - mtimeMs), () => -1);
}

type WritePlace = { readonly maxBytes: number; readonly incoming: string; readonly pathOf: (sha256: string) => string };

async function writeObject(bytes: Readable, { maxBytes, incoming, pathOf }: WritePlace): Promise<Result<StoredBytes>> {
  await mkdir(incoming, { recursive: true });
  const temporary = join(incoming, randomUUID());
  const hash = createHash('sha256');
  let byteSize = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      byteSize += chunk.length;
      hash.update(chunk);
      done(byteSize > maxBytes ? new TooLarge() : null, chunk);
    },
  });
  try {
    // Opened before anything can break: a stream that breaks at once would else be followed by a file that nobody removes.
    const file = await open(temporary, 'wx', 0o600);
    await pipeline(bytes, meter, file.createWriteStream({ flush: true }));
    const sha256 = hash.digest('hex');
    const target = pathOf(sha256);
    await mkdir(join(target, '..'), { recursive: true });
    await rename(temporary, target);
    await syncFolder(join(target, '..'));
    return ok({ sha256, byteSize });
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof TooLarge) return refuse('file-too-large', { params: { maxBytes } });
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('storage-full');
    if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ABORT_ERR' || bytes.errored) return refuse('upload-interrupted');
    throw error;
  }
}

/** A rename is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
