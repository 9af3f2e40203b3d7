import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { env } from '@/lib/env';

/** A folder of its own for as long as the work takes; a killed process leaves it to the sweep of unfinished uploads. */
export async function withScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = resolve(env().STATE_DIR, 'incoming', `measure-${randomUUID()}`);
  await mkdir(scratch, { recursive: true });
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
