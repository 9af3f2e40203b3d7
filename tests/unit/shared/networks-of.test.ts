import { describe, expect, it } from 'vitest';
import { networksOf } from '@/lib/shared/networks-of';

describe('networks that an operator names', () => {
  it('hold what lies in them, single addresses too', () => {
    const networks = networksOf(' 10.0.0.0/8, 192.0.2.7,2001:db8::/32, ');
    expect(['10.255.1.2', '192.0.2.7', '192.0.2.8', '11.0.0.1'].map((address) => networks?.check(address, 'ipv4'))).toEqual([true, true, false, false]);
    expect(['2001:db8:7:1::', '2001:db9::'].map((address) => networks?.check(address, 'ipv6'))).toEqual([true, false]);
    expect(networksOf('2001:db8:1:2::10, 2001:db8:3:4::/96')?.check('2001:db8:1:2::', 'ipv6')).toBe(true);
    expect(networksOf('2001:db8:1:2::10')?.check('2001:db8:1:3::', 'ipv6')).toBe(false);
    expect(networksOf('')?.check('127.0.0.1', 'ipv4')).toBe(false);
    expect(networksOf('0.0.0.0/0')?.check('127.0.0.1', 'ipv4')).toBe(true);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'campus', '10.0.0.0/8/9', '2001:db8::/129', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0;192.0.2.0'])('%s is none', (text) => { expect(networksOf(text)).toBeNull(); });
});
