import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ByteRange } from './byte-range';
import { localStorage, type Storage } from './local-storage';
import { abortAbandoned } from './s3-abandoned';
import { putFile } from './s3-put';
import { openSealed, readAll, readSealedHeader, sealedHeaderBytes, type SealedHeader } from './sealed-file';
import { openInto, writeSealed } from './sealed-local';

export type S3Place = {
  readonly bucket: string; readonly region: string; readonly endpoint?: string | undefined; readonly accessKeyId?: string | undefined; readonly secretAccessKey?: string | undefined;
  /** What is measured needs a file: copies of the objects used last, up to so many bytes. */
  readonly cacheFolder: string; readonly cacheMaxBytes: number;
  /** What is larger goes to the bucket in parts of at least this size. */
  readonly partBytes?: number | undefined;
};

const keyOf = (sha256: string): string => `objects/${sha256.slice(0, 2)}/${sha256}`;
const sealedKeyOf = (sha256: string): string => `${keyOf(sha256)}.sealed`;

/**
 * The same store in a bucket of any S3-compatible service. What comes in is written to a local file first: only its end tells its name, and a broken
 * upload leaves nothing in the bucket. Objects are read by range straight from the bucket; where a file is needed, a bounded cache has it.
 */
export function s3Storage({ bucket, region, endpoint, accessKeyId, secretAccessKey, cacheFolder, cacheMaxBytes, partBytes }: S3Place): Storage {
  const client = new S3Client({
    region, ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
    // Services other than Amazon's don't all know the newer checksums; ours is the name.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const local = localStorage(resolve(cacheFolder));
  const sizeAt = async (key: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength ?? 0;
    } catch (error) {
      if (error instanceof NotFound || (error instanceof Error && error.name === 'NotFound')) return null;
      throw error;
    }
  };
  const readAt = async (key: string, range?: ByteRange): Promise<Readable> => {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }));
    if (!(body instanceof Readable)) throw new Error('The object store answered without a body');
    return body;
  };
  const put = (key: string, path: string, byteSize: number) => putFile(client, { bucket, key, path, byteSize, partBytes });
  const headerOf = async (sha256: string): Promise<SealedHeader | null> => ((await sizeAt(sealedKeyOf(sha256))) === null ? null : readSealedHeader(sha256, await readAll(await readAt(sealedKeyOf(sha256), { start: 0, end: sealedHeaderBytes - 1 }))));
  const isPlain = async (sha256: string): Promise<boolean> => (await sizeAt(keyOf(sha256))) !== null;
  const sizeOf = async (sha256: string): Promise<number | null> => (await sizeAt(keyOf(sha256))) ?? (await headerOf(sha256))?.byteSize ?? null;
  const openRead: Storage['openRead'] = async (sha256, range) => {
    const header = (await isPlain(sha256)) ? null : await headerOf(sha256);
    if (!header) return readAt(keyOf(sha256), range);
    const { from, decipher } = openSealed(sha256, header, range ?? { start: 0, end: header.byteSize - 1 });
    const source = await readAt(sealedKeyOf(sha256), from);
    source.on('error', (error) => { decipher.destroy(error); });
    return source.pipe(decipher);
  };
  return {
    write: async (bytes, limit) => {
      const stored = await local.write(bytes, limit);
      if (!stored.ok) return stored;
      const { sha256, byteSize } = stored.value;
      // The same bytes are there already: a second copy would say nothing new.
      if ((await sizeAt(keyOf(sha256))) !== byteSize) await put(keyOf(sha256), await local.localPath(sha256), byteSize);
      await keepCacheSmall(local, cacheMaxBytes, sha256);
      return stored;
    },
    openRead, sizeOf,
    localPath: async (sha256, scratch) => {
      if (!(await isPlain(sha256)) && (await sizeAt(sealedKeyOf(sha256))) !== null) {
        // What this machine had kept of them before another one sealed them.
        await local.remove(sha256);
        if (scratch === undefined) throw new Error('Sealed bytes are opened into a folder that somebody removes');
        return openInto(await openRead(sha256), scratch, sha256);
      }
      if (await local.exists(sha256)) {
        const path = await local.localPath(sha256);
        await utimes(path, new Date(), new Date());
        return path;
      }
      await fetchInto(await openRead(sha256), resolve(cacheFolder), sha256);
      await keepCacheSmall(local, cacheMaxBytes, sha256);
      return local.localPath(sha256);
    },
    seal: async (sha256) => {
      const byteSize = await sizeAt(keyOf(sha256));
      if (byteSize === null) return;
      // Where the sweep finds what a killed process leaves: these bytes lie open for a while.
      const incoming = join(resolve(cacheFolder), 'incoming');
      await mkdir(incoming, { recursive: true });
      const folder = await mkdtemp(join(incoming, 'seal-'));
      try {
        const [plain, sealed] = [join(folder, 'plain'), join(folder, 'sealed')];
        await pipeline(await readAt(keyOf(sha256)), createWriteStream(plain, { flags: 'wx', mode: 0o600 }));
        await writeSealed(plain, sealed, sha256);
        await put(sealedKeyOf(sha256), sealed, (await stat(sealed)).size);
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(sha256) }));
        await local.remove(sha256);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    exists: async (sha256) => (await sizeOf(sha256)) !== null,
    remove: async (sha256) => {
      for (const key of [keyOf(sha256), sealedKeyOf(sha256)]) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      await local.remove(sha256);
    },
    list: async ({ olderThanMilliseconds } = { olderThanMilliseconds: 0 }) => {
      const names: string[] = [];
      const isOld = (at: Date | undefined) => olderThanMilliseconds === 0 || (at !== undefined && Date.now() - at.getTime() >= olderThanMilliseconds);
      for (let token: string | undefined; ;) {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'objects/', ...(token === undefined ? {} : { ContinuationToken: token }) }));
        names.push(...(page.Contents ?? []).flatMap(({ Key: key, LastModified: at }) => (key === undefined || !isOld(at) ? [] : [(key.split('/').at(-1) ?? '').replace(/\.sealed$/, '')])));
        if (!page.IsTruncated || page.NextContinuationToken === undefined) return [...new Set(names)];
        token = page.NextContinuationToken;
      }
    },
    keepText: async (name, text) => {
      if ((await sizeAt(name)) !== null) return;
      // Looked for first where a store knows no conditions.
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: text, ContentType: 'text/plain; charset=utf-8', IfNoneMatch: '*' })).catch((error: unknown) => { if (!(error instanceof Error && error.name === 'PreconditionFailed')) throw error; });
    },
    sweepTemporary: async (age = { olderThanMilliseconds: 0 }) => (await local.sweepTemporary(age)) + (await abortAbandoned(client, { bucket, prefix: 'objects/', ...age })),
  };
}

/** Beside its place first: a file that is there is whole. */
async function fetchInto(body: Readable, folder: string, sha256: string): Promise<void> {
  await mkdir(join(folder, 'incoming'), { recursive: true });
  const temporary = join(folder, 'incoming', randomUUID());
  try {
    await pipeline(body, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
    const target = join(folder, 'objects', sha256.slice(0, 2), sha256);
    await mkdir(join(target, '..'), { recursive: true });
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Forgets what was used longest ago, never the one that is in use now. */
async function keepCacheSmall(local: Storage, maxBytes: number, inUse: string): Promise<void> {
  const files = await Promise.all((await local.list()).map(async (sha256) => {
    const facts = await local.localPath(sha256).then((path) => stat(path)).catch(() => null);
    return facts && { sha256, bytes: facts.size, usedAt: facts.mtimeMs };
  }));
  const known = files.filter((file) => file !== null).toSorted((a, b) => b.usedAt - a.usedAt);
  let sum = 0;
  for (const { sha256, bytes } of known) {
    sum += bytes;
    if (sum > maxBytes && sha256 !== inUse) await local.remove(sha256);
  }
}
