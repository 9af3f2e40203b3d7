import { describe, expect, it } from 'vitest';
import { publishedSampleSize } from '@/lib/datasets/core/sample-size';

describe('the published sample', () => {
  it.each([[1, 1], [19, 19], [20, 20], [199, 20], [344, 34], [9_999, 999], [10_000, 1_000], [3_000_000, 1_000]])('of %i rows has %i', (rows, size) => {
    expect(publishedSampleSize(rows)).toBe(size);
  });
});
