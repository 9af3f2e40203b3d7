import { BlockList, isIP } from 'node:net';

/** Networks written like `10.0.0.0/8, 2001:db8::/32`, a single address being one too; null where something is none. Of IPv6 at least the /64, by which our server tells addresses. */
export function networksOf(text: string): BlockList | null {
  const networks = new BlockList();
  for (const each of text.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const [plain = '', length, ...rest] = each.split('/');
    const version = isIP(plain);
    const most = version === 6 ? 128 : 32;
    const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most);
    if (version === 0 || rest.length > 0 || !isLength) return null;
    networks.addSubnet(plain, Math.min(length === undefined ? most : Number(length), version === 6 ? 64 : most), version === 6 ? 'ipv6' : 'ipv4');
  }
  return networks;
}
