import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Storage } from './local-storage';
import { localStorage } from './local-storage';

export type S3Place = {
  readonly bucket: string; readonly region: string; readonly endpoint?: string | undefined; readonly accessKeyId?: string | undefined; readonly secretAccessKey?: string | undefined;
  /** What is measured needs a file: copies of the objects used last, up to so many bytes. */
  readonly cacheFolder: string; readonly cacheMaxBytes: number;
};

const keyOf = (sha256: string): string => `objects/${sha256.slice(0, 2)}/${sha256}`;

/**
 * The same store in a bucket of any S3-compatible service. What comes in is written to a local file first: only its end tells its name, and a broken
 * upload leaves nothing in the bucket. Objects are read by range straight from the bucket; where a file is needed, a bounded cache has it.
 */
export function s3Storage({ bucket, region, endpoint, accessKeyId, secretAccessKey, cacheFolder, cacheMaxBytes }: S3Place): Storage {
  const client = new S3Client({
    region, ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
    // Services other than Amazon's don't all know the newer checksums; ours is the name.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const local = localStorage(resolve(cacheFolder));
  const sizeOf = async (sha256: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(sha256) }))).ContentLength ?? 0;
    } catch (error) {
      if (error instanceof NotFound || (error instanceof Error && error.name === 'NotFound')) return null;
      throw error;
    }
  };
  const openRead: Storage['openRead'] = async (sha256, range) => {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(sha256), ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }));
    if (!(body instanceof Readable)) throw new Error('The object store answered without a body');
    return body;
  };
  return {
    write: async (bytes, limit) => {
      const stored = await local.write(bytes, limit);
      if (!stored.ok) return stored;
      const { sha256, byteSize } = stored.value;
      // The same bytes are there already: a second copy would say nothing new.
      if ((await sizeOf(sha256)) !== byteSize) {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(sha256), Body: createReadStream(await local.localPath(sha256)), ContentLength: byteSize }));
      }
      await keepCacheSmall(local, cacheMaxBytes, sha256);
      return stored;
    },
    openRead, sizeOf,
    localPath: async (sha256) => {
      if (await local.exists(sha256)) {
        const path = await local.localPath(sha256);
        await utimes(path, new Date(), new Date());
        return path;
      }
      await fetchInto(await openRead(sha256), resolve(cacheFolder), sha256);
      await keepCacheSmall(local, cacheMaxBytes, sha256);
      return local.localPath(sha256);
    },
    exists: async (sha256) => (await sizeOf(sha256)) !== null,
    remove: async (sha256) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(sha256) }));
      await local.remove(sha256);
    },
    list: async () => {
      const names: string[] = [];
      for (let token: string | undefined; ;) {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'objects/', ...(token === undefined ? {} : { ContinuationToken: token }) }));
        names.push(...(page.Contents ?? []).flatMap(({ Key: key }) => (key === undefined ? [] : [key.split('/').at(-1) ?? ''])));
        if (!page.IsTruncated || page.NextContinuationToken === undefined) return names;
        token = page.NextContinuationToken;
      }
    },
    sweepTemporary: (age) => local.sweepTemporary(age),
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
