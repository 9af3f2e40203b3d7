import { describe, expect, it } from 'vitest';
import { networkOf } from '@/scripts/serve/secure.mjs';

describe('S7 an IPv6 address counts by its /64', () => {
  it.each([
    ['2001:db8::1', '2001:db8:0:0::/64'], ['2001:db8:0:0:ffff::2', '2001:db8:0:0::/64'], ['2001:0db8:0000:0000:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['2001:DB8::A', '2001:db8:0:0::/64'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
