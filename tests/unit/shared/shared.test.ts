import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { toAccountId } from '@/lib/shared/ids';
import { splitMinor, toMinor } from '@/lib/shared/money';
import { pseudonym, type PseudonymPurpose } from '@/lib/shared/pseudonym';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('splitMinor', () => {
  it('always adds up to the total and never moves a part by more than one unit from its exact share', () => {
    fc.assert(fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const parts = splitMinor(total, weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        const sum = weights.reduce((left, right) => left + right, 0);
        if (sum > 0) parts.forEach((part, index) => expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThan(1.001));
      },
    ), { numRuns: 1_000 });
  });

  it.each([
    ['a fraction of a unit', 1.5, [1]],
    ['no one to split among', 100, []],
    ['a negative weight', 100, [1, -1]],
    ['a weight that is not a number', 100, [Number.NaN]],
  ])('refuses %s', (_, total, weights) => {
    expect(() => splitMinor(total, weights)).toThrow(RangeError);
  });
});

describe('toMinor', () => {
  it('takes the BigInt of a database row', () => { expect(toMinor(1_234n)).toBe(1_234); });
  it.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 60n])('refuses %s', (value) => {
    expect(() => toMinor(value)).toThrow(RangeError);
  });
});

describe('toAccountId', () => {
  it('takes only a lower-case UUID', () => {
    expect(() => toAccountId('1 or 1=1')).toThrow(RangeError);
    expect(toAccountId('00000000-0000-4000-8000-000000000001')).toBe('00000000-0000-4000-8000-000000000001');
  });
});

describe('seededRandom', () => {
  it('gives the same sequence for the same seed, and another for another', () => {
    const draw = (seed: number) => { const random = seededRandom(seed); return [random(), random(), random()]; };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is uniform: each tenth holds a tenth of 100,000 draws, within five standard deviations', () => {
    const random = seededRandom(1);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) { const bin = Math.floor(random() * 10); counts[bin] = (counts[bin] ?? 0) + 1; }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9_000));
  });
});

describe('pseudonym', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const purposes: PseudonymPurpose[] = ['audit', 'consent', 'behaviour', 'seller', 'admin', 'rate-limit'];

  it('is stable for one purpose and differs between any two purposes and any two sellers', () => {
    expect(pseudonym('audit', id)).toBe(pseudonym('audit', id));
    const all = [...purposes.map((purpose) => pseudonym(purpose, id)), pseudonym('seller', id, 'a'), pseudonym('seller', id, 'b')];
    expect(new Set(all).size).toBe(all.length);
  });

  it('is no plain hash of the id', () => {
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
      const plain = createHash(algorithm).update(id).digest();
      for (const form of [plain.toString('hex'), plain.toString('base64'), plain.toString('base64url')]) {
        expect(form).not.toContain(pseudonym('audit', id).slice(3));
      }
    }
  });

  it('carries its key version and 128 bits', () => { expect(pseudonym('audit', id)).toMatch(/^p1_[A-Za-z0-9_-]{22}$/); });
});

describe('readEnv', () => {
  const key = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
  const whole = {
    DATABASE_URL: 'postgresql://x', NEXTAUTH_SECRET: key('a'), ROOT_PSEUDONYM_KEY: key('b'), ROOT_ENCRYPTION_KEY: key('c'),
    ROOT_BLIND_INDEX_KEY: key('d'), ROOT_TOKEN_KEY: key('e'), AUDIT_SIGNING_KEY: key('f'),
  };

  it('takes currencies of hundredths alone: an amount typed in another would be misread a hundredfold', () => {
    for (const currency of ['EUR', 'USD', 'CNY']) expect(readEnv({ ...whole, MARKET_CURRENCY: currency }).MARKET_CURRENCY).toBe(currency);
    for (const currency of ['JPY', 'KRW', 'KWD', 'eur', 'EURO']) expect(() => readEnv({ ...whole, MARKET_CURRENCY: currency })).toThrow(/MARKET_CURRENCY/);
  });
  it('takes networks that many share, and names what is none', () => {
    expect(readEnv({ ...whole, SHARED_ADDRESSES: '192.0.2.0/24' }).SHARED_ADDRESSES.check('192.0.2.9')).toBe(true);
    expect(() => readEnv({ ...whole, SHARED_ADDRESSES: 'campus' })).toThrow(/SHARED_ADDRESSES: must be networks like/);
  });
  it('fills the defaults', () => { expect(readEnv(whole)).toMatchObject({ MARKET_CURRENCY: 'EUR', MARKET_FEE_PERCENT: 5 }); });
  it.each([
    ['is missing', { ...whole, ROOT_TOKEN_KEY: undefined }, 'ROOT_TOKEN_KEY'],
    ['is short', { ...whole, ROOT_ENCRYPTION_KEY: 'c2hvcnQ=' }, 'ROOT_ENCRYPTION_KEY'],
    ['equals another', { ...whole, ROOT_TOKEN_KEY: key('b') }, 'ROOT_TOKEN_KEY'],
  ])('names a secret that %s, and never its value', (_, source, name) => {
    expect(() => readEnv(source)).toThrow(name);
    expect(() => readEnv(source)).not.toThrow(key('b'));
  });
});
