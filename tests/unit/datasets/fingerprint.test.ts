import { createHash } from 'node:crypto';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseAccusationBound, judge } from '@/lib/datasets/core/fingerprint/judge-marks';
import { bitOf } from '@/lib/datasets/core/fingerprint/mark-sql';
import { identityOf } from '@/lib/datasets/core/fingerprint/plan-marks';

describe('D11: marks', () => {
  it('the bit in SQL and here is one', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const db = await instance.connect();
    for (const [key, row, column] of [['aa', 'f00d', 'depth'], ['bb', 'beef', "o'clock"], ['cc', '', '深度']] as const) {
      const [[bit] = []] = (await db.runAndReadAll(`select ('0x' || substr(sha256(concat('${key}', '${row}', '${column.replaceAll("'", "''")}')), 1, 2))::integer % 2`)).getRows();
      expect(bitOf(key, row, column)).toBe(Number(bit));
      expect(createHash('sha256').update(`${key}${row}${column}`).digest().length).toBe(32);
    }
    db.closeSync();
    instance.closeSync();
  });

  it('z is the distance from chance in standard deviations, and the bound is one for nobody near', () => {
    expect(judge('x', 100, 100).z).toBe(10);
    expect(judge('x', 50, 100).z).toBe(0);
    expect(judge('x', 0, 0).z).toBe(0);
    expect(falseAccusationBound(0, 300)).toBe(1);
    // 300 exp(-18), by hand.
    expect(falseAccusationBound(6, 300)).toBeCloseTo(4.569e-6, 9);
  });

  it('an innocent copy stays below six for any bits: z of n fair bits never exceeds the bound by simulation', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 50, maxLength: 400 }), (bits) => {
      const { z } = judge('x', bits.filter(Boolean).length, bits.length);
      expect(z).toBeLessThanOrEqual(Math.sqrt(bits.length));
    }));
  });

  it('a row is known by a key that is not marked, else by all that is not', () => {
    const columns = ['id', 'a', 'b'].map((name) => ({ name }));
    expect(identityOf(['a'], columns, { keys: [{ columns: ['id'], isExact: true }] })).toEqual(['id']);
    expect(identityOf(['a'], columns, { keys: [{ columns: ['a'], isExact: true }] })).toEqual(['id', 'b']);
    expect(identityOf(['a'], columns, null)).toEqual(['id', 'b']);
  });
});
