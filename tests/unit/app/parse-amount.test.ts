import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from '@/app/_ui/console/parse-amount';

describe('parseAmount', () => {
  it.each([
    ['12', 1_200], ['12.5', 1_250], ['12,50', 1_250], ['0.05', 5], [' 1 200.00 ', 120_000], ['1\u202f200,5', 120_050], ['007', 700],
  ])('reads %j', (text, minor) => {
    expect(parseAmount(text)).toBe(minor);
  });

  it.each(['', ' ', 'abc', '-5', '1,200', '1.2.3', '12.', '.5', '1e3', '12.345', '9999999999', '€5', 'NaN'])('finds no amount in %j', (text) => {
    expect(parseAmount(text)).toBeNull();
  });

  it('reads every amount with two decimals back to the cent', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (minor) => parseAmount((minor / 100).toFixed(2)) === minor));
  });
});
