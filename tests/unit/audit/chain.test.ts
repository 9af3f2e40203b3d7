import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDetail, escapeUnsafe } from '@/lib/audit/core/canonical-detail';
import { genesis, rowHash, verifyChain, verifyHead, type ChainRow } from '@/lib/audit/core/verify-chain';

function chain(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  let prevHash = genesis.hash;
  for (let index = 1; index <= length; index += 1) {
    const said = { seq: index, at: `t${index}`, actor: 'a', action: 'x.done', objectType: 'x', objectId: String(index), outcome: 'ok', requestId: 'r' };
    const canonical = JSON.stringify(said);
    const hash = rowHash(prevHash, BigInt(index), canonical);
    rows.push({ ...said, seq: BigInt(index), canonical, prevHash, hash });
    prevHash = hash;
  }
  return rows;
}

describe('verifyChain', () => {
  it('takes a whole chain, in one piece or in several', () => {
    const rows = chain(9);
    const whole = verifyChain(genesis, rows);
    expect(whole).toMatchObject({ ok: true, state: { seq: 9n, hash: rows[8]?.hash } });
    const half = verifyChain(genesis, rows.slice(0, 4));
    expect(half.ok && verifyChain(half.state, rows.slice(4))).toEqual(whole);
  });

  it('names the first row of any change to any field of any row', () => {
    const fields = ['at', 'actor', 'action', 'objectType', 'objectId', 'outcome', 'requestId', 'canonical', 'prevHash', 'hash'] as const;
    fc.assert(fc.property(fc.nat(8), fc.constantFrom(...fields), (index, field) => {
      const rows = chain(9).map((row, place) => (place === index ? { ...row, [field]: `${row[field]}!` } : row));
      expect(verifyChain(genesis, rows)).toMatchObject({ ok: false, seq: BigInt(index + 1) });
    }));
  });

  it.each<[string, (rows: ChainRow[]) => ChainRow[], object]>([
    ['a removed row', (rows) => rows.filter((_, index) => index !== 2), { seq: 3n, fault: 'missing' }],
    ['a doubled row', (rows) => [...rows.slice(0, 3), ...rows.slice(2)], { fault: 'out-of-order' }],
    ['exchanged rows', (rows) => [rows[1], rows[0]].flatMap((row) => (row ? [row] : [])), { seq: 1n, fault: 'missing' }],
  ])('names %s', (_, change, fault) => {
    expect(verifyChain(genesis, change(chain(6)))).toMatchObject({ ok: false, ...fault });
  });

  it('shows a cut-off tail against the head that is remembered', () => {
    const rows = chain(5);
    const cut = verifyChain(genesis, rows.slice(0, 3));
    expect(cut.ok && verifyHead(cut.state, { seq: 5n, hash: rows[4]?.hash ?? '' })).toMatchObject({ ok: false, seq: 4n, fault: 'missing' });
    expect(verifyHead({ seq: 5n, hash: 'x' }, { seq: 5n, hash: 'y' })).toMatchObject({ ok: false, fault: 'head-differs' });
  });
});

describe('canonicalDetail', () => {
  it('is the same bytes whatever the order of the keys, one line, and still says what it said', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary', maxLength: 5 }).filter((key) => key !== '__proto__'), fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null)), { maxKeys: 6 }), (detail) => {
      const text = canonicalDetail(detail);
      expect(canonicalDetail(Object.fromEntries(Object.entries(detail).toReversed()))).toBe(text);
      expect(escapeUnsafe(text)).toBe(text);
      expect(Object.keys(JSON.parse(text) as object)).toHaveLength(Object.keys(detail).length);
    }));
  });

  it.each([[Number.NaN], [Infinity]])('refuses %d', (value) => {
    expect(() => canonicalDetail({ value })).toThrow(RangeError);
  });
});
