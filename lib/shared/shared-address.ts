import { isIP } from 'node:net';
import { env } from '@/lib/env';

/**
 * Whether many people come from a network address, as the operator says of her own networks (SHARED_ADDRESSES): there an account counts for herself beside other
 * accounts. @param address as our server writes it: IPv4, or the /64 of an IPv6
 */
export function isSharedAddress(address: string): boolean {
  const [plain = ''] = address.split('/');
  const version = isIP(plain);
  return version !== 0 && env().SHARED_ADDRESSES.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
