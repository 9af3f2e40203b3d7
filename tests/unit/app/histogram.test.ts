import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ColumnHistogram } from '@/app/_ui/charts/histogram';

describe('a histogram', () => {
  it('ends at the least and greatest value, says one value as one, and tells every bin to whom the picture says nothing', () => {
    const bins = Array.from({ length: 20 }, (_, index) => ({ from: String(index), to: String(index), count: 1 }));
    const html = renderToStaticMarkup(createElement(ColumnHistogram, { histogram: { kind: 'bins', bins }, columnName: 'n', locale: 'en', min: '0', max: '19' }));
    expect(html).toContain('<desc>0: 1; 1: 1; ');
    expect(html).toContain('19: 1</desc>');
    const rounded = { kind: 'bins' as const, bins: [{ from: '0.1235', to: '6000', count: 2 }, { from: '6000', to: '12350', count: 1 }] };
    const drawn = renderToStaticMarkup(createElement(ColumnHistogram, { histogram: rounded, columnName: 'n', locale: 'en', min: '0.12345', max: '12345.678' }));
    expect(drawn).not.toContain('12,350');
    expect(drawn).toContain('12,345.7');
  });
});
