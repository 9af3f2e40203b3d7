import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { ByteRange } from './byte-range';
import { beginSealing, openSealed, readSealedHeader, sealedHeaderBytes, type SealedHeader } from './sealed-file';

type Places = { readonly plain: string; readonly sealed: string; readonly incoming: string; readonly sha256: string };

/** Writes the sealed file beside, puts it in its place, and only then removes the plain one: killed at any point, the bytes are still there. */
export async function sealFile({ plain, sealed, incoming, sha256 }: Places): Promise<void> {
  const isPlain = await access(plain).then(() => true, () => false);
  if (!isPlain) return;
  await mkdir(incoming, { recursive: true });
  const temporary = join(incoming, randomUUID());
  try {
    await writeSealed(plain, temporary, sha256);
    await rename(temporary, sealed);
    await rm(plain, { force: true });
  } finally {
    await rm(temporary, { force: true });
  }
}

export async function writeSealed(plain: string, target: string, sha256: string): Promise<void> {
  const { header, cipher } = beginSealing(sha256, (await stat(plain)).size);
  const file = await open(target, 'wx', 0o600);
  await file.write(header);
  await pipeline(createReadStream(plain), cipher, file.createWriteStream({ start: sealedHeaderBytes, flush: true }));
}

/** The bytes of a sealed file, or a range of them. */
export async function openSealedFile(path: string, sha256: string, range?: ByteRange): Promise<Readable> {
  const header = await readHeader(path, sha256);
  const { from, decipher } = openSealed(sha256, header, range ?? { start: 0, end: header.byteSize - 1 });
  const source = createReadStream(path, from);
  source.on('error', (error) => { decipher.destroy(error); });
  decipher.on('close', () => { source.destroy(); });
  return source.pipe(decipher);
}

export async function sealedSize(path: string, sha256: string): Promise<number | null> {
  const isSealed = await access(path).then(() => true, () => false);
  return isSealed ? (await readHeader(path, sha256)).byteSize : null;
}

/** Opened for a process that needs a file; whoever gave the folder removes it. */
export async function openInto(bytes: Readable, scratch: string, sha256: string): Promise<string> {
  const path = join(scratch, `opened-${sha256}`);
  await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
  return path;
}

async function readHeader(path: string, sha256: string): Promise<SealedHeader> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(sealedHeaderBytes);
    await file.read(header, 0, header.length, 0);
    return readSealedHeader(sha256, header);
  } finally {
    await file.close();
  }
}
