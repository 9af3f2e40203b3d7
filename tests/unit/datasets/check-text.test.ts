import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checkText } from '@/lib/datasets/measure/check-text';

const folder = mkdtempSync(join(tmpdir(), 'databourse-text-'));
const path = join(folder, 'text');
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function check(bytes: Uint8Array, maxLineBytes: number | null = null) {
  writeFileSync(path, bytes);
  return checkText(path, maxLineBytes);
}

/** The plain way: the longest start of the bytes that a strict decoder takes, character by character. */
function firstFault(bytes: Uint8Array): number | null {
  let at = 0;
  while (at < bytes.length) {
    const length = [1, 2, 3, 4].find((size) => at + size <= bytes.length && isOneCharacter(bytes.subarray(at, at + size)));
    if (length === undefined) return at;
    at += length;
  }
  return null;
}

function isOneCharacter(bytes: Uint8Array): boolean {
  try {
    return [...new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)].length === 1;
  } catch {
    return false;
  }
}

describe('checkText', () => {
  it('finds the first byte that is not UTF-8, in any mixture of text and noise', async () => {
    const piece = fc.oneof({ weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).map((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8')) }, { weight: 1, arbitrary: fc.uint8Array({ min: 1, maxLength: 3 }).map((bytes) => Buffer.from(bytes)) });
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const bytes = Buffer.concat(pieces);
      const fault = firstFault(bytes);
      expect(await check(bytes)).toMatchObject(fault === null ? { ok: true } : { ok: false, refusal: { code: 'file-not-utf8', params: { offset: fault } } });
    }), { numRuns: 300 });
  });

  it.each([['é'], ['海'], ['😀']])('%s may lie across the edge of a mebibyte', async (letter) => {
    for (let before = 1; before < 4; before += 1) expect(await check(Buffer.from('x'.repeat(1024 * 1024 - before) + letter + 'y'))).toMatchObject({ ok: true });
  });

  it('finds a fault on either side of the edge', async () => {
    for (let at = 1024 * 1024 - 3; at <= 1024 * 1024 + 2; at += 1) {
      const bytes = Buffer.alloc(1024 * 1024 + 9, 'x');
      bytes[at] = 0xff;
      expect(await check(bytes)).toMatchObject({ refusal: { params: { offset: at } } });
    }
  });

  it('measures lines in bytes, without their end, across pieces', async () => {
    expect(await check(Buffer.from('abc\nabcd\n'), 4)).toMatchObject({ ok: true });
    expect(await check(Buffer.from('abc\nabcde\n'), 4)).toMatchObject({ refusal: { code: 'file-line-too-long', params: { line: 2 } } });
    expect(await check(Buffer.from('abc\nabcde'), 4)).toMatchObject({ refusal: { params: { line: 2 } } });
    expect(await check(Buffer.from('海海'), 5)).toMatchObject({ refusal: { params: { line: 1 } } });
    expect(await check(Buffer.from(`${'x'.repeat(1024 * 1024 - 2)}\nabcde\n`), 1024 * 1024)).toMatchObject({ ok: true });
    expect(await check(Buffer.from(`ab\n${'x'.repeat(1024 * 1024 + 1)}\n`), 1024 * 1024)).toMatchObject({ refusal: { params: { line: 2 } } });
    expect(await check(Buffer.from('x'.repeat(5_000_000)), null)).toMatchObject({ ok: true });
  });

  it('takes no zero byte for text', async () => {
    expect(await check(Buffer.from('a\0b'))).toMatchObject({ refusal: { code: 'file-not-what-name-says' } });
  });
});
