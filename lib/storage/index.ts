import { env } from '@/lib/env';
import { localStorage, type Storage } from './local-storage';

let instance: Storage | undefined;

/** The exchange's one object store. */
export function storage(): Storage {
  instance ??= localStorage(env().STATE_DIR);
  return instance;
}

export { localStorage, type ByteRange, type Storage, type StoredBytes } from './local-storage';
