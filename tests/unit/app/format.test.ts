import { describe, expect, it } from 'vitest';
import { formatBytes, formatCompact, formatDate, formatDateTime, formatDay, formatMoney, formatMoneyChange, formatMoneyInFull, formatMoneyStep, formatPercent, formatShortValue, formatValue } from '@/app/_ui/format';

describe('figures in words', () => {
  it.each([
    [0, 'EUR', '€0'], [1_200, 'EUR', '€12'], [1_250, 'EUR', '€12.50'], [5, 'USD', '$0.05'], [-350, 'EUR', '-€3.50'], [1_234_567_89, 'EUR', '€1,234,567.89'], [1_500, 'JPY', '¥1,500'],
  ])('%d minor units of %s are %s', (amount, currency, expected) => {
    expect(formatMoney(amount, currency, 'en')).toBe(expected);
  });

  it('a change carries its sign', () => {
    expect([-122, 0, 90].map((amount) => formatMoneyChange(amount, 'EUR', 'en'))).toEqual(['−€1.22', '€0', '+€0.90']);
  });

  it('amounts that stand under each other all have their cents', () => {
    expect([1_200, 1_250, 0].map((amount) => formatMoneyInFull(amount, 'EUR', 'en'))).toEqual(['€12.00', '€12.50', '€0.00']);
    expect([-100, 0, 374].map((amount) => formatMoneyStep(amount, 'EUR', 'en'))).toEqual(['−€1.00', '€0.00', '+€3.74']);
    expect(formatMoneyInFull(1_500, 'JPY', 'en')).toBe('¥1,500');
  });

  it.each([[0, '0%'], [1, '100%'], [0.5, '50%'], [0.034, '3.4%'], [0.0002, '<0.1%'], [0.9999, '99.99%'], [0.999_999, '99.99%']])('a share of %d is %s: little is never nothing, almost all never all', (share, expected) => {
    expect(formatPercent(share, 'en')).toBe(expected);
  });

  it.each([[0, '0B'], [999, '999B'], [1_000, '1 kB'], [48_219, '48.2 kB'], [235_400_000, '235 MB'], [3_000_000_000, '3 GB']])('%d bytes are %s', (bytes, expected) => {
    expect(formatBytes(bytes, 'en')).toBe(expected);
  });

  it('large counts are short in each language', () => {
    expect(formatCompact(4_123_456, 'en')).toBe('4.1M');
    expect(formatCompact(4_123_456, 'zh')).toBe('412.3万');
    expect(formatCompact(406, 'en')).toBe('406');
    expect(formatCompact(3_201, 'zh')).toBe('3,201');
  });

  it.each([['1955', '1955', '1955'], ['1234567', '1,234,567', '1.2M'], ['3.14159265358', '3.14159', '3.14159'], ['2006-01-01', '2006-01-01', '2006-01-01'], ['Europe', 'Europe', 'Europe'], ['', '', ''], ['1e400', '1e400', '1e400']])('the measured value %j is %s, or %s where room is scarce', (value, full, short) => {
    expect([formatValue(value, 'en'), formatShortValue(value, 'en')]).toEqual([full, short]);
  });

  it.each([['2015-12-31', '31 Dec 2015', '2015年12月31日'], ['2015-12-31 00:00:00', '31 Dec 2015', '2015年12月31日'], ['0044-03-15 (BC)', '0044-03-15 (BC)', '0044-03-15 (BC)'], ['2015-13-41', '2015-13-41', '2015-13-41'], ['1955', '1955', '1955']])('the day %j is written as the reader writes days', (text, en, zh) => {
    expect([formatDay(text, 'en'), formatDay(text, 'zh')]).toEqual([en, zh]);
  });

  it('dates are UTC whatever the machine', () => {
    expect(formatDate('2026-05-28T23:59:59Z', 'en')).toBe('28 May 2026');
    expect(formatDate('2026-05-28T23:59:59Z', 'zh')).toBe('2026年5月28日');
    expect(formatDateTime('2026-05-28T23:05:00Z', 'en')).toBe('28 May 2026, 23:05 UTC');
  });
});
