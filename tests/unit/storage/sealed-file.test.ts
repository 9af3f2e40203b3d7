import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStorage } from '@/lib/storage';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'databourse-sealed-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

async function sealed(bytes: Buffer) {
  const store = localStorage(folder);
  const kept = await store.write(Readable.from([bytes]), { maxBytes: bytes.length });
  if (!kept.ok) throw new Error(kept.refusal.code);
  await store.seal(kept.value.sha256);
  return { store, sha256: kept.value.sha256, path: join(folder, 'objects', kept.value.sha256.slice(0, 2), `${kept.value.sha256}.sealed`) };
}

describe('D8: sealed bytes', () => {
  const bytes = randomBytes(64 * 1024 * 3 + 777);

  it('read as before, whole and in any range, and lie nowhere in the clear', async () => {
    const { store, sha256, path } = await sealed(bytes);
    expect((await buffer(await store.openRead(sha256))).equals(bytes)).toBe(true);
    expect([await store.sizeOf(sha256), await store.exists(sha256), await store.list()]).toEqual([bytes.length, true, [sha256]]);
    const lying = await readFile(path);
    for (let at = 0; at < bytes.length; at += 40_000) expect(lying.includes(bytes.subarray(at, at + 24))).toBe(false);
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(bytes.length - 1), async (one, other) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      expect((await buffer(await store.openRead(sha256, { start, end }))).equals(bytes.subarray(start, end + 1))).toBe(true);
    }), { numRuns: 40 });
    await store.seal(sha256);
    expect((await buffer(await store.openRead(sha256))).equals(bytes)).toBe(true);
  });

  it('are a file only in a folder that somebody removes', async () => {
    const { store, sha256 } = await sealed(bytes);
    await expect(store.localPath(sha256)).rejects.toThrow('Sealed bytes');
    const scratch = await mkdtemp(join(tmpdir(), 'databourse-opened-'));
    expect(createHash('sha256').update(await readFile(await store.localPath(sha256, scratch))).digest('hex')).toBe(sha256);
    await rm(scratch, { recursive: true, force: true });
  });

  it('changed, cut off, or under another name, do not open', async () => {
    const { store, sha256, path } = await sealed(bytes);
    const whole = await readFile(path);
    const changed = Buffer.from(whole);
    changed[600] = (changed[600] ?? 0) ^ 1;
    await writeFile(path, changed);
    await expect(buffer(await store.openRead(sha256))).rejects.toThrow();
    await writeFile(path, whole.subarray(0, whole.length - 100));
    await expect(buffer(await store.openRead(sha256))).rejects.toThrow();
    // Between two pieces: what is left opens, but isn't all.
    await writeFile(path, whole.subarray(0, 512 + 2 * (64 * 1024 + 16)));
    await expect(buffer(await store.openRead(sha256))).rejects.toThrow('missing');
    await writeFile(path, whole);
    const other = await sealed(randomBytes(1_000));
    await writeFile(other.path, whole);
    await expect(other.store.openRead(other.sha256)).rejects.toThrow();
    await store.remove(sha256);
    await other.store.remove(other.sha256);
    expect(await store.list()).toEqual([]);
  });
});
