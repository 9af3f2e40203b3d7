import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { TableJob } from './open-table';

/** The engine doesn't skip the byte order mark of NDJSON: the part is given a copy without it. Everything else stays where it is. */
export async function withoutMark<Part extends TableJob>(job: Part, index: number): Promise<Part> {
  if (job.format !== 'NDJSON' || !(await hasMark(job.path))) return job;
  const path = `${job.scratch}/without-mark-${index}.ndjson`;
  await pipeline(createReadStream(job.path, { start: 3 }), createWriteStream(path));
  return { ...job, path };
}

async function hasMark(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  } finally {
    await file.close();
  }
}
