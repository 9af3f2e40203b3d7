import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { localStorage } from '@/lib/storage';

const folder = mkdtempSync(join(tmpdir(), 'databourse-storage-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
const store = localStorage(folder);
const write = (bytes: Buffer, maxBytes = 1_000_000) => store.write(Readable.from([bytes]), { maxBytes });

describe('the local folder', () => {
  it('gives back what it took, whole and in ranges', async () => {
    const bytes = randomBytes(300_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await write(bytes)).toEqual({ ok: true, value: { sha256, byteSize: bytes.length } });
    expect((await buffer(await store.openRead(sha256))).equals(bytes)).toBe(true);
    expect((await buffer(await store.openRead(sha256, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(true);
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.exists(sha256)).toBe(false);
    await expect(store.openRead(sha256)).rejects.toThrow();
  });

  it('takes exactly as much as allowed and not a byte more', async () => {
    expect(await write(Buffer.alloc(1_000), 1_000)).toMatchObject({ ok: true });
    expect(await write(Buffer.alloc(1_001), 1_000)).toMatchObject({ refusal: { code: 'file-too-large' } });
  });

  it('keeps nothing of a stream that broke', async () => {
    const before = await store.list();
    const broken = Readable.from((function* () { yield randomBytes(10); throw new Error('gone'); })());
    expect(await store.write(broken, { maxBytes: 100 })).toMatchObject({ refusal: { code: 'upload-interrupted' } });
    expect(await store.list()).toEqual(before);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it.each([['../../etc/passwd'], ['..'], [''], ['a'.repeat(63)], ['A'.repeat(64)], [`${'a'.repeat(64)}/x`]])('knows no object named %j', async (name) => {
    await expect(store.openRead(name)).rejects.toThrow(RangeError);
    expect(() => store.exists(name)).toThrow(RangeError);
    expect(() => store.remove(name)).toThrow(RangeError);
  });

  it('takes the same bytes twice at once and has them once', async () => {
    const bytes = randomBytes(50_000);
    const [a, b] = await Promise.all([write(bytes), write(bytes)]);
    expect(a).toEqual(b);
    expect((await store.list()).filter((name) => a.ok && name === a.value.sha256)).toHaveLength(1);
  });
});
