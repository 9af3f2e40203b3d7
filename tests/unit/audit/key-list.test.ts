import { describe, expect, it } from 'vitest';
import { openSuccession, periodAt, periodsOf, signSuccession, type Succession } from '@/lib/audit/core/key-list';
import { publicBytes, signingKey } from '@/lib/audit/core/signed-note';

const origin = 'exchange.example/audit';
const keys = [1, 2, 3].map((byte) => signingKey(Buffer.alloc(32, byte)));
const [first, second, third] = keys as [typeof keys[0], typeof keys[0], typeof keys[0]];
const name = (by: typeof first, next: typeof first, version: number, fromSize: number): Succession => ({ version, fromSize, note: signSuccession({ origin, fromSize, publicKey: publicBytes(next) }, by) });
const chain = [name(first, second, 2, 100), name(second, third, 3, 250)];

describe('the keys of the log (A6)', () => {
  it('follow on one another, each signing from the length at which the one before named it', () => {
    const { periods, brokenFrom } = periodsOf(publicBytes(first), chain);
    expect(brokenFrom).toBeNull();
    expect(periods.map(({ version, fromSize }) => [version, fromSize])).toEqual([[1, 0], [2, 100], [3, 250]]);
    expect([1, 100, 101, 250, 251, 9_999].map((size) => periodAt(periods, size).version)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(Buffer.from(periodAt(periods, 300).publicKey).equals(publicBytes(third))).toBe(true);
  });

  it.each<[string, readonly Succession[], number]>([
    ['named by a key that does not sign any more', [name(first, second, 2, 100), name(first, third, 3, 250)], 250],
    ['named by nobody of ours', [name(third, second, 2, 100)], 100],
    ['written down for another length than was signed', [{ ...name(first, second, 2, 100), fromSize: 50 }], 50],
    ['with a version left out', [name(first, second, 3, 100)], 100],
    ['that would sign what is signed already', [name(first, second, 2, 100), name(second, third, 3, 99)], 99],
    ['with one byte of the note changed', [{ ...name(first, second, 2, 100), note: name(first, second, 2, 100).note.replace('exchange', 'exchanga') }], 100],
  ])('one %s is believed by nobody, and nothing after it', (_, successions, brokenFrom) => {
    expect(periodsOf(publicBytes(first), successions).brokenFrom).toBe(brokenFrom);
  });

  it('a note says nothing under another key, and is none when it is something else', () => {
    const [{ note }] = chain as [Succession];
    expect(openSuccession(note, publicBytes(first))).toMatchObject({ fromSize: 100 });
    expect(openSuccession(note, publicBytes(second))).toBeNull();
    for (const text of ['', 'x', note.replace('/key\n', '\n'), `${note}\n`]) expect(openSuccession(text, publicBytes(first))).toBeNull();
  });
});
