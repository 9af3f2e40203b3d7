import { describe, expect, it } from 'vitest';
import { translator } from '@/app/_i18n/translator';

describe('what is said of a decided price', () => {
  it.each([
    ['en', 'none', 'Suggested €1'], ['en', 'some', 'Suggested €1, range €1 to €2'], ['zh', 'none', '建议 €1'], ['zh', 'some', '建议 €1，区间 €1 至 €2'],
  ] as const)('in %s with a range that has %s width', (locale, width, said) => {
    expect(translator(locale, 'registry.decisions')('price', { amount: '€1', low: '€1', high: '€2', width })).toBe(said);
  });
});
