import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugFor } from '@/lib/catalog/core/slug';

const suffix = new Uint8Array([0, 1, 2, 3, 4]);

describe('slugFor', () => {
  it.each([
    ['Daily weather in Seattle', 'daily-weather-in-seattle-abcde'],
    ['  Café prices: 2019–2024 (€) ', 'cafe-prices-2019-2024-abcde'],
    ['西雅图每日天气', 'dataset-abcde'],
    ['西雅图 PM2.5', 'pm2-5-abcde'],
    ['../../etc/passwd?x=1#y', 'etc-passwd-x-1-y-abcde'],
  ])('makes a readable address of %s', (title, slug) => {
    expect(slugFor(title, suffix)).toBe(slug);
  });

  it('cuts a long title between words', () => {
    expect(slugFor('population '.repeat(20), suffix)).toBe('population-population-population-population-population-abcde');
  });

  it('is safe in an address for every title and every suffix', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ minLength: 5, maxLength: 5 }), (title, bytes) => {
      const slug = slugFor(title, bytes);
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(66);
    }));
  });
});
