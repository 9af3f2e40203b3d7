import { env } from '@/lib/env';
import { join } from 'node:path';
import type { Env } from '@/lib/env';
import { localStorage, type Storage } from './local-storage';
import { s3Storage } from './s3-storage';

let instance: Storage | undefined;

/** The exchange's one object store. */
export function storage(): Storage {
  instance ??= open(env());
  return instance;
}

/** A bucket when one is named, else the state folder. */
function open({ S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_CACHE_BYTES: cacheMaxBytes, STATE_DIR }: Env): Storage {
  const local = localStorage(STATE_DIR);
  if (bucket === undefined) return local;
  const remote = s3Storage({ bucket, region, endpoint, accessKeyId, secretAccessKey, cacheFolder: join(STATE_DIR, 's3-cache'), cacheMaxBytes });
  // What is being measured has its scratch in the state folder, wherever the objects are.
  return { ...remote, sweepTemporary: async (age) => (await remote.sweepTemporary(age)) + (await local.sweepTemporary(age)) };
}

export { beginSealing } from './sealed-file';
export { openSealedFile } from './sealed-local';
export { s3Storage, type S3Place } from './s3-storage';
export type { ByteRange } from './byte-range';
export { localStorage, type Storage, type StoredBytes } from './local-storage';
