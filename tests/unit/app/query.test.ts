import { describe, expect, it } from 'vitest';
import { listAllOrdersInput } from '@/lib/orders/schema';
import { hrefWith, readFilter, readQuery } from '@/app/_ui/console/query';

describe('the address of a filtered list', () => {
  it('takes an empty field and a repeated one for no filter', () => {
    expect(readQuery({ actor: '  ' }, 'actor')).toBeUndefined();
    expect(readQuery({ actor: ['a', 'b'] }, 'actor')).toBeUndefined();
    expect(readQuery({}, 'actor')).toBeUndefined();
  });

  it('keeps the filters when the next page is asked for', () => {
    expect(hrefWith('/en/admin/audit', { action: 'order.placed', actor: '', cursor: '9' }, { cursor: '4' })).toBe('/en/admin/audit?action=order.placed&cursor=4');
  });

  it('leaves nothing behind when the last value goes', () => {
    expect(hrefWith('/en/admin/audit', { cursor: '9' }, { cursor: null })).toBe('/en/admin/audit');
  });

  it('writes what a reader typed so that it stays one value', () => {
    expect(hrefWith('/a', { actor: 'x&y=z' }, {})).toBe('/a?actor=x%26y%3Dz');
  });
});

describe('what an address asks to see', () => {
  it('drops what can not be meant and keeps the rest, and a buyer who is nobody stays one', () => {
    expect(readFilter({ status: 'LOST', text: ' weather ', from: '2026-02-30', to: '2026-03-01', buyer: 'p'.repeat(50), sort: 'x' }, listAllOrdersInput)).toEqual({ text: 'weather', to: '2026-03-01', buyer: 'p'.repeat(40) });
    expect(readFilter({ status: ['PAID', 'PAID'], text: '' }, listAllOrdersInput)).toEqual({});
  });
});
