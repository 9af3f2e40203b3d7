import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { env } from '@/lib/env';
import { createFrontier } from './core/frontier';
import { leafHash } from './core/merkle';
import type { Segment } from './core/segment-note';
import { rowHash } from './core/verify-chain';

export const segmentFolder = (): string => resolve(env().STATE_DIR, 'audit-segments');
export const bundleName = (from: bigint, to: bigint): string => `${String(from).padStart(12, '0')}-${String(to).padStart(12, '0')}.jsonl`;

/**
 * Writes a head line and then one line of `canonical` per event, whole or not at all.
 * @returns the SHA-256 of the file
 */
export async function writeBundle({ from, to, prevHash, lines }: { readonly from: bigint; readonly to: bigint; readonly prevHash: string; readonly lines: AsyncIterable<readonly string[]> }): Promise<string> {
  await mkdir(segmentFolder(), { recursive: true, mode: 0o700 });
  const path = join(segmentFolder(), bundleName(from, to));
  const file = createWriteStream(`${path}.new`, { mode: 0o600, flush: true });
  const digest = createHash('sha256');
  const put = async (text: string) => { digest.update(text); if (!file.write(text)) await once(file, 'drain'); };
  await put(`${JSON.stringify({ databourse: 'audit-segment', version: 1, fromSeq: String(from), toSeq: String(to), prevHash })}\n`);
  for await (const batch of lines) await put(batch.map((line) => `${line}\n`).join(''));
  file.end();
  await once(file, 'close');
  await rename(`${path}.new`, path);
  return digest.digest('hex');
}

/** What a bundle says of itself when everything is computed again: compare it with its signed segment. @throws Error when it is no bundle */
export async function readBundle(path: string): Promise<{ readonly fromSeq: bigint; readonly toSeq: bigint; readonly prevHash: string; readonly hash: string; readonly bundleSha256: string; /** Set for the first segment, whose tree begins with it. */ readonly root: string | null }> {
  const digest = createHash('sha256');
  const source = createReadStream(path);
  source.on('data', (chunk) => digest.update(chunk));
  let head: { readonly fromSeq: string; readonly toSeq: string; readonly prevHash: string } | null = null;
  let [hash, seq] = ['', 0n];
  const frontier = createFrontier();
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    if (head === null) {
      head = JSON.parse(line) as { fromSeq: string; toSeq: string; prevHash: string };
      [hash, seq] = [head.prevHash, BigInt(head.fromSeq) - 1n];
      continue;
    }
    seq += 1n;
    hash = rowHash(hash, seq, line);
    frontier.append(leafHash(line));
  }
  if (head === null || BigInt(head.toSeq) !== seq) throw new Error('This is no whole segment of the audit log');
  return { fromSeq: BigInt(head.fromSeq), toSeq: seq, prevHash: head.prevHash, hash, bundleSha256: digest.digest('hex'), root: head.fromSeq === '1' ? frontier.root().toString('base64') : null };
}

export function isBundleOf(bundle: Awaited<ReturnType<typeof readBundle>>, segment: Segment): boolean {
  return bundle.fromSeq === segment.fromSeq && bundle.toSeq === segment.toSeq && bundle.hash === segment.hash && bundle.bundleSha256 === segment.bundleSha256 && (bundle.root === null || bundle.root === segment.root);
}
